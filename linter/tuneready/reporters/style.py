"""How an output may look: colour or none, the signs that the console can show, the width."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import isabs, join, normpath, relpath
from textwrap import wrap

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


@dataclass(frozen=True)
class Signs:
    """The few signs that are not ASCII, and what stands for them where a console cannot show them."""

    bar: str
    rest: str
    good: str
    bad: str
    maybe: str
    dot: str
    more: str


UNICODE = Signs(bar="█", rest="░", good="✓", bad="✗", maybe="!", dot="·", more="…")
ASCII = Signs(bar="#", rest=".", good="+", bad="x", maybe="!", dot="-", more="...")


@dataclass(frozen=True)
class Style:
    """`color`: whether ANSI codes are allowed. `width`: columns. `wraps`: whether long lines are broken.

    Lines are broken on a terminal only: a log is searched by line. `here` is the directory that names of
    files start from and `root` the repository's, where that is known.
    """

    color: bool = False
    signs: Signs = UNICODE
    width: int = 80
    wraps: bool = False
    here: str = ""
    root: str = ""

    def in_repository(self, file: str) -> str:
        """The name of a file from the repository's root; as it is where it lies elsewhere."""
        if not self.root:
            return file
        whole = normpath(join(self.here, file))
        inside = relpath(whole, self.root)
        return (whole if isabs(file) else file) if inside.startswith("..") else inside

    def paint(self, text: str, *looks: str) -> str:
        """Text in these looks (bold, dim, red …), if colour is allowed."""
        if not self.color or not looks:
            return text
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{text}\x1b[0m"

    def lines(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Text in lines of the width: `first` stands before the first of them, `rest` before the others."""
        if not self.wraps:
            return [first + text]
        room = max(20, self.width - max(len(first), len(rest)))
        broken = wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
        return [(rest if number else first) + line for number, line in enumerate(broken)]


def wants_color(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """NO_COLOR forbids colour, FORCE_COLOR and CLICOLOR_FORCE ask for it; else terminals get it."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") != "0" or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return terminal and environment.get("TERM") != "dumb"


def signs_for(encoding: str) -> Signs:
    """The signs that a console of this encoding can show."""
    try:
        "".join(vars(UNICODE).values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
