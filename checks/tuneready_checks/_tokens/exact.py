"""Tokens, exactly: where bpe-openai (the extra `tokens`) is installed."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec

from tuneready_checks._tokens.estimate import Encoding

_MOST = 500_000
"""Characters that are encoded at once: the tokenizer takes no million."""


def is_installed() -> bool:
    """Whether tokens can be counted."""
    return find_spec("bpe_openai") is not None


@cache
def counter(encoding: Encoding) -> Callable[[str], int]:
    """Counts the tokens of a text; words such as <|endoftext|> are text like any other."""
    with warnings.catch_warnings():  # it opens its vocabulary in a way that Python 3.11 and 3.12 deprecate
        warnings.simplefilter("ignore", DeprecationWarning)
        import bpe_openai

        encode = bpe_openai.get_encoding(f"{encoding}_base").encode_ordinary

    def count(text: str) -> int:
        if len(text) < _MOST:
            return len(encode(text)) if text else 0
        return sum(len(encode(piece)) for piece in pieces(text))

    return count


def pieces(text: str, most: int = _MOST) -> Iterator[str]:
    """The text in pieces that end before a blank where there is one: no token spans that."""
    start = 0
    while len(text) - start > most:
        blank = text.rfind(" ", start + 1, start + most)
        end = blank if blank > start else start + most
        yield text[start:end]
        start = end
    yield text[start:]
