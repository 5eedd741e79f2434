"""Which texts of a block may be damaged: one search over the bytes of all of them."""

from __future__ import annotations

from functools import lru_cache

from tuneready.api import Block
from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.screen import gathered

_SHAPE = (
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x93-\xba]|\x82\xac|\x84\xa2))"
    rb"|[^\x00-\x20 0-9]\xe2\x82\xac(?:\xe2\x80[\x93-\x9f]|\xe2\x84\xa2|\xc5\x93|\xcb\x9c)"
    rb"|\xef\xbf\xbd|[\x01-\x08\x0e-\x1f\x7f]|\xc2[\x80-\x9f]"
    rb"|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf|\xf3\xa0[\x80\x81]"
    rb"|[\xcd-\xd3][\x80-\xbf][A-Za-z]|[A-Za-z][\xcd-\xd3][\x80-\xbf]"
)
"""UTF-8 of what damage is made of; NUL is left to the reader, which tells of it."""


def suspects(block: Block) -> list[int]:
    """Indexes of the texts of `gathered(block)` that are worth a closer look."""
    return [index for index, _ in _engine().candidates(gathered(block).texts)]


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine((_SHAPE,), Re2Backend((_SHAPE,)))
