"""From the lines of a file to blocks of examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import orjson

from tuneready.block import Block, Item, Misfit, Stray
from tuneready.declaration import NOTHING_DECLARED, Declaration
from tuneready.example import Example, example_id, lines_in
from tuneready.formats.base import Format, Record
from tuneready.formats.detect import BY_NAME, DETECTION_ORDER, detect
from tuneready.formats.items import asked_and_said
from tuneready.formats.near_miss import hint
from tuneready.formats.own import OWN
from tuneready.formats.own_schema import OwnSchema
from tuneready.formats.validate import faults
from tuneready.reading.dataset import DataFile, Dataset
from tuneready.reading.lines import Parsed
from tuneready.reading.records import Batch, read
from tuneready.reading.sources import Span
from tuneready.targets.base import Target
from tuneready.words import key

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ids = npt.NDArray[np.int64]

HEAD = 200
"""How many records at the head of a file decide its format."""
_HEAD_BYTES = 1 << 16


@dataclass(frozen=True)
class Framing:
    """How lines become blocks: the format to hold them against (None: detect), and what blocks carry.

    `schema`: what the user asks of every record as well; a record that fits it may be of no known format.
    """

    format: Format | None = None
    partitions: int = 1
    secret: bytes = b""
    batch_bytes: int = 1 << 18
    declaration: Declaration = NOTHING_DECLARED
    targets: tuple[Target, ...] = ()
    schema: OwnSchema | None = None

    def expected(self, dataset: Dataset) -> list[Format | None]:
        """The format of each file, from its head."""
        return [
            None if file.is_benchmark else self.format or file_format(file, self.targets)
            for file in dataset.files
        ]

    def blocks(
        self, dataset: Dataset, expected: Iterable[Format | None], wanted: Ids | None = None
    ) -> Iterator[Block]:
        """All blocks of the dataset, in reading order, held against the format of each file.

        `wanted`: ids, sorted, of the only records to parse; what blocks count is then of no use.
        """
        for file, form in zip(dataset.files, expected, strict=True):
            yield from self.blocks_of(file, form, wanted=wanted)

    def blocks_of(
        self,
        file: DataFile,
        expected: Format | None,
        span: Span | None = None,
        wanted: Ids | None = None,
    ) -> Iterator[Block]:
        """The blocks of one file, or of a span of its lines."""
        lines = None if wanted is None else lines_in(file.number, wanted)
        if lines is None or len(lines):
            for batch in read(file.path, file.name, batch_bytes=self.batch_bytes, span=span, wanted=lines):
                yield _items(file, batch) if file.is_benchmark else self._block(file, batch, expected)

    def _block(self, file: DataFile, batch: Batch, expected: Format | None) -> Block:
        any_role = any(target.any_role for target in self.targets)
        sorter = _Sorter(file, expected, self.schema, fixed=self.format is not None, any_role=any_role)
        sorter.take(batch.records)
        return Block(
            file=file,
            format=expected.name if expected else "",
            lines=batch.lines,
            blank=batch.blank,
            examples=tuple(sorter.examples),
            bad_lines=tuple(batch.bad_lines),
            misfits=tuple(sorter.misfits),
            strays=tuple(sorter.strays),
            partitions=self.partitions,
            secret=self.secret,
            declaration=self.declaration,
            size=batch.size,
            targets=self.targets,
        )


def _items(file: DataFile, batch: Batch) -> Block:
    """A block of a benchmark: its records need fit no format."""
    items = tuple(
        Item(example_id(file.number, line), *asked_and_said(record)) for line, record in batch.records
    )
    return Block(file=file, format="", lines=0, blank=0, examples=(), items=items, size=batch.size)


def file_format(file: DataFile, targets: Iterable[Target] = ()) -> Format | None:
    """The format of most of the records at the head of a file; of two as common, the more specific.

    Where a target reads all that is found there, one of its own that all of it is at home in comes first.
    """
    batches = read(file.path, file.name, batch_bytes=_HEAD_BYTES)
    head = islice((parsed.record for batch in batches for parsed in batch.records), HEAD)
    found = Counter(form.name for form in map(detect, head) if form)
    if not found:
        return None
    home = next((form for target in targets if (form := _home(target, found.keys()))), None)
    return home or max(DETECTION_ORDER, key=lambda form: found[form.name])


def _home(target: Target, found: AbstractSet[str]) -> Format | None:
    """The first format of a target that all these belong to, if it reads all of them."""
    if not found <= target.formats.keys():
        return None
    forms = (BY_NAME[name] for name in target.formats)
    return next((form for form in forms if form.name in found and found <= {form.name, *form.also}), None)


def identity(record: Record) -> str:
    """Content of a record that is no example, for its fingerprint: key order and escapes do not matter."""
    return f"{key(orjson.dumps(record, option=orjson.OPT_SORT_KEYS).decode()):016x}"


@dataclass
class _Sorter:
    """Puts each record where it belongs: examples, misfits, strays."""

    file: DataFile
    expected: Format | None
    schema: OwnSchema | None = None
    fixed: bool = False
    any_role: bool = False
    examples: list[Example] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)

    def take(self, records: Iterable[Parsed]) -> None:
        for line, record in records:
            form = self.expected if self.fixed else self._format_of(line, record)
            if form is None:
                self.misfits.append(Misfit(line, "", "", hint(record), identity(record)))
                continue
            wrong = faults(form, record, any_role=self.any_role)
            if self.schema:
                wrong = [*wrong, *self.schema.faults(record)]
            if wrong:
                content = identity(record)
                self.misfits += [Misfit(line, form.name, *fault, content) for fault in dict.fromkeys(wrong)]
                continue
            view = form.view(record)
            at = example_id(self.file.number, line)
            self.examples.append(Example(at, self.file.split, form.name, view, record))

    def _format_of(self, line: int, record: Record) -> Format | None:
        found = detect(record) or (OWN if self.schema else None)
        expected = self.expected
        if found is None or expected is None or found is expected:
            return found
        if found.name in expected.also:
            return expected
        self.strays.append(Stray(line, found.name, expected.name, identity(record)))
        return found
