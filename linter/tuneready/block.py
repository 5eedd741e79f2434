"""A block: a batch of examples of one file, with columns that are computed once, and only when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from tuneready.declaration import NOTHING_DECLARED, Declaration
from tuneready.lazy import lazy
from tuneready.outputs import fields_of, label_of
from tuneready.targets.held import Unmet, unmet
from tuneready.words import key, soft

if TYPE_CHECKING:
    import numpy.typing as npt

    from tuneready.example import Example
    from tuneready.reading.dataset import DataFile
    from tuneready.reading.lines import BadLine
    from tuneready.targets.base import Target

    Keys = npt.NDArray[np.uint64]

T = TypeVar("T")
MANY_WORDS = 64
_TOOL_NAME = re.compile(r'"name"\s*:\s*"([^"]+)"')

Facts = Mapping[int, "npt.NDArray[Any]"]
"""What a check takes from a block: for each partition one array, a row a fact."""


class Misfit(NamedTuple):
    """A record that is no right record of its format: where, and what is wrong there."""

    line: int
    format: str
    pointer: str
    message: str
    identity: str


class Stray(NamedTuple):
    """A record of another format than its file's; `found` and `expected` are names of formats."""

    line: int
    found: str
    expected: str
    identity: str


class Item(NamedTuple):
    """A record of a benchmark: what it asks, and all of its text."""

    id: int
    asked: str
    text: str


@dataclass(frozen=True, eq=False)
class Block:
    """Some consecutive lines of one file.

    `lines` counts those that are not blank, `blank` the rest. `examples` are the right records,
    `bad_lines`, `misfits` and `strays` what is wrong with others; a stray may be an example too.
    `partitions` is how many ways facts are to be parted by `partition`. `secret` keys the hashes of
    values that nobody must be able to guess from a report. `declaration` is what the outputs are held
    against, `targets` is what the dataset is meant for. A block of a benchmark has `items` and nothing
    else, so that only a check that asks for them sees them.
    """

    file: DataFile
    format: str
    lines: int
    blank: int
    examples: tuple[Example, ...]
    bad_lines: tuple[BadLine, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    strays: tuple[Stray, ...] = ()
    partitions: int = 1
    secret: bytes = b""
    declaration: Declaration = NOTHING_DECLARED
    items: tuple[Item, ...] = ()
    size: int = 0
    targets: tuple[Target, ...] = ()

    def _column(self, value: Callable[[Example], int]) -> Keys:
        return np.fromiter(map(value, self.examples), np.uint64, len(self.examples))

    @lazy
    def ids(self) -> npt.NDArray[np.int64]:
        """Ids of the examples; all columns are in this order."""
        return np.fromiter((example.id for example in self.examples), np.int64, len(self.examples))

    @lazy
    def exact_keys(self) -> Keys:
        """64-bit hashes of the whole content."""
        return self._column(lambda example: example.key)

    @lazy
    def system_keys(self) -> Keys:
        """Hashes of the soft-normalised system text and the names of the tools (not their descriptions)."""
        shared: dict[tuple[str, str], int] = {}

        def of(example: Example) -> int:
            context = (example.system, example.tools)
            if context not in shared:
                shared[context] = key(soft(example.system), *sorted(set(_TOOL_NAME.findall(example.tools))))
            return shared[context]

        return self._column(of)

    @lazy
    def prompt_keys(self) -> Keys:
        """Hashes of the soft-normalised prompt (no system text)."""
        return self._column(lambda example: key(soft(example.prompt)))

    @lazy
    def has_prompt(self) -> npt.NDArray[np.bool_]:
        """Whether anything stands before the output; plain text has no prompt."""
        count = len(self.examples)
        return np.fromiter((bool(example.prompt.strip()) for example in self.examples), np.bool_, count)

    @lazy
    def output_keys(self) -> Keys:
        """Hashes of the soft-normalised output, and of the rejected answer where there is one."""
        return self._column(
            lambda example: (
                key(soft(example.output), soft(example.rejected))
                if example.rejected
                else key(soft(example.output))
            )
        )

    @lazy
    def output_words(self) -> npt.NDArray[np.uint8]:
        """Words of the output; what is longer than a label can be counts as MANY_WORDS."""
        words = (len(example.output.split(None, MANY_WORDS - 1)) for example in self.examples)
        return np.fromiter(words, np.uint8, len(self.examples))

    def labels(self, field: str) -> tuple[str | None, ...]:
        """The label of each example: its output, or what stands at this pointer of its JSON output.

        None where it has none.
        """
        if not field:
            return tuple(example.output for example in self.examples)
        if field not in self._labels:
            self._labels[field] = tuple(label_of(fields, field) for fields in self._fields)
        return self._labels[field]

    @lazy
    def _fields(self) -> tuple[Mapping[str, Any] | None, ...]:
        return tuple(fields_of(example.output) for example in self.examples)

    @lazy
    def _labels(self) -> dict[str, tuple[str | None, ...]]:
        return {}

    @lazy
    def soft_keys(self) -> Keys:
        """Hashes of the whole content, soft-normalised part by part."""
        return mix(self.system_keys, self.prompt_keys, self.output_keys)

    @lazy
    def unmet(self) -> tuple[Unmet, ...]:
        """What the targets would refuse, drop, waste or advise against in these examples."""
        return tuple(unmet(self.examples, self.targets))

    @lazy
    def _made(self) -> dict[Callable[[Block], Any], Any]:
        return {}

    def once(self, make: Callable[[Block], T]) -> T:
        """What `make` makes of this block, made once for all checks that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def partition(self, keys: Keys, facts: npt.NDArray[Any]) -> Facts:
        """Part `facts` by `keys` (one a fact), so that equal keys meet in one reduce."""
        if self.partitions == 1:
            return {0: facts} if len(facts) else {}
        home = keys % np.uint64(self.partitions)
        return {int(part): facts[home == part] for part in np.unique(home)}


def mix(first: Keys, *more: Keys) -> Keys:
    """One key of several, element by element; order matters."""
    mixed = first.copy()
    for column in more:
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        mixed += column
    return mixed


def table(**columns: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Columns of equal length as one structured array, a row a fact."""
    arrays: Iterable[tuple[str, npt.NDArray[Any]]] = columns.items()
    rows = np.empty(len(next(iter(columns.values()))), [(name, array.dtype) for name, array in arrays])
    for name, array in columns.items():
        rows[name] = array
    return rows
