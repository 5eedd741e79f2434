"""Tokens of a block's examples: all of them, and those that the model is trained on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, Example
from tuneready_checks._tokens.estimate import Encoding, estimated
from tuneready_checks._tokens.exact import counter

_TURN = 4
"""What the cookbook counts for each message beside its text: 3, and its role."""
_NAME = 1
_EXAMPLE = 3


class Counts(NamedTuple):
    """Of each example: all tokens, as a chat model reads them, and those that are trained on."""

    all: npt.NDArray[np.int64]
    trained: npt.NDArray[np.int64]


def counted(block: Block, encoding: Encoding, *, exact: bool) -> Counts:
    """Tokens of each example of a block, counted or estimated."""
    rows = [_texts(example) for example in block.examples]
    texts = [text for row in rows for text, _ in row]
    trained = np.array([train for row in rows for _, train in row], np.bool_)
    of_text = _tokens(texts, encoding, exact=exact)
    example = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    overhead = np.array([_overhead(each) for each in block.examples], np.float64)
    every = np.bincount(example, of_text, len(rows)) + overhead
    learned = np.bincount(example, of_text * trained, len(rows))
    return Counts(np.rint(every).astype(np.int64), np.rint(learned).astype(np.int64))


def _tokens(texts: Sequence[str], encoding: Encoding, *, exact: bool) -> npt.NDArray[np.float64]:
    if not exact:
        return estimated(texts, encoding)
    return np.fromiter(map(counter(encoding), texts), np.float64, len(texts))


def _texts(example: Example) -> list[tuple[str, bool]]:
    """All texts of an example, each with whether it is trained on; of media nobody knows the tokens."""
    turns = (*example.turns, *example.view.rejected)
    said = [
        (part.text, turn.trained)
        for turn in turns
        for part in turn.parts
        if part.kind != "media" and part.text
    ]
    return [*said, *((part.text, False) for part in example.view.tools), *_names(example)]


def _names(example: Example) -> Iterator[tuple[str, bool]]:
    """Names of those who speak, where messages have them."""
    messages: Any = example.record.get("messages")
    for message in messages if isinstance(messages, list) else ():
        if isinstance(message, Mapping) and isinstance(message.get("name"), str):
            yield message["name"], False


def _overhead(example: Example) -> int:
    turns = len(example.turns) + len(example.view.rejected)
    return _TURN * turns + _NAME * sum(1 for _ in _names(example)) + _EXAMPLE
