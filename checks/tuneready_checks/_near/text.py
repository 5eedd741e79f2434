"""What varies in one example, as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.tokens import Hashes, tokenise

_NONE: Hashes = np.zeros(0, np.uint32)
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*|[$€£¥₹%]|(?<=[^\W\d_])(?:\+\+|#)")
"""Numbers with the signs that go with them, and the ends of the names C++ and C#."""


@dataclass(eq=False, slots=True)
class Text:
    """What varies in one example: both sides, the prompt first; `cut` is where it ends, -1 if there is none.

    `aside`: bytes set aside; `frame` tells what they were. `tokens`: hashes, once `tokenised` has been here.
    """

    whole: str
    cut: int = -1
    id: int = 0
    aside: int = 0
    frame: int = 0
    tokens: Hashes = field(default_factory=lambda: _NONE)

    @property
    def prompt(self) -> str:
        """The prompt; empty where only the output varies or is compared."""
        return self.whole[: max(self.cut, 0)]

    @property
    def output(self) -> str:
        """The output; empty where only the prompt varies or is compared."""
        return self.whole[self.cut + 1 :]

    @property
    def pieces(self) -> frozenset[str]:
        """The different pieces between blanks."""
        return frozenset(self.whole.split())

    @property
    def numbers(self) -> Counter[str]:
        """Numbers with the signs that go with them, and the names C++ and C#."""
        return Counter(NUMBER.findall(self.whole))

    @property
    def asked(self) -> Counter[str]:
        """The numbers of the prompt alone, where there is one."""
        return Counter(NUMBER.findall(self.prompt)) if self.prompt and self.output else self.numbers

    @property
    def short(self) -> bool:
        """So few words that each of them may be what it is about."""
        return len(self.tokens) < SHORT


def tokenised(texts: Sequence[Text]) -> None:
    """Give these texts their tokens."""
    tokens = tokenise([text.whole.encode("utf-8", "surrogatepass") for text in texts])
    ends = np.cumsum(tokens.counts()).tolist()
    for text, begin, end in zip(texts, [0, *ends], ends, strict=False):
        text.tokens = tokens.hashes[begin:end]
