"""Long lines and large files: memory stays bounded."""

import tracemalloc
from pathlib import Path

import pytest

from tuneready.reading.chunks import MAX_LINE_BYTES
from tuneready.reading.records import batches
from tuneready.reading.unpacked import DamagedStream, Source

MIB = 1 << 20
DATA = Path(__file__).parents[3] / "shared" / "data"


class Repeated:
    """A source of `before`, then `count` times `piece`, then `after`, that never exists as a whole."""

    def __init__(self, before: bytes, piece: bytes, count: int, after: bytes) -> None:
        self._parts = iter([before, *([piece] * count), after])
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        pieces, held = [self._rest], len(self._rest)
        while held < size and (piece := next(self._parts, b"")):
            pieces.append(piece)
            held += len(piece)
        taken = b"".join(pieces)
        self._rest = taken[size:]
        return taken[:size]


def outcome_and_peak(source: Source) -> tuple[int, list[int], list[tuple[int, str]], float]:
    tracemalloc.start()
    try:
        lines = 0
        records: list[int] = []
        bad: list[tuple[int, str]] = []
        for batch in batches(source):
            lines += batch.lines
            records += [parsed.line for parsed in batch.records]
            bad += [(fault.line, fault.kind) for fault in batch.bad_lines]
        return lines, records, bad, tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


def test_a_line_that_is_too_long_is_skipped_unparsed_and_never_held() -> None:
    source = Repeated(b'{"a": 1}\n{"a": "', b"x" * MIB, 200, b'"}\n{"a": 3}\n')
    lines, records, bad, peak = outcome_and_peak(source)
    assert (lines, records, bad) == (3, [1, 3], [(2, "too-long")])
    assert peak < 110


def test_a_first_line_that_is_too_long_is_skipped_too() -> None:
    lines, records, bad, peak = outcome_and_peak(Repeated(b'{"a": "', b"x" * MIB, 200, b'"}\n{"a": 2}'))
    assert (lines, records, bad) == (2, [2], [(1, "too-long")])
    assert peak < 160


def test_an_array_with_an_element_that_is_too_long_ends_there() -> None:
    source = Repeated(b'[{"a": 1},\n{"a": "', b"x" * MIB, 200, b'"},\n{"a": 3}]')
    _, records, bad, peak = outcome_and_peak(source)
    assert (records, bad) == ([1], [(0, "json-array"), (2, "too-long")])
    assert peak < 160


@pytest.mark.parametrize(("extra", "kinds", "end"), [(0, [], b""), (0, [], b"\n"), (1, ["too-long"], b"\n")])
def test_the_limit_is_exact(extra: int, kinds: list[str], end: bytes) -> None:
    filler = b"x" * (MAX_LINE_BYTES + extra - len(b'{"a": ""}'))
    parts = list(batches(Repeated(b'{"a": "', filler, 1, b'"}' + end)))
    assert [bad.kind for part in parts for bad in part.bad_lines] == kinds
    assert sum(len(part.records) for part in parts) == 1 - extra


RECORD = b'{"a": "' + b"x" * 1000 + b'"}'


@pytest.mark.parametrize(
    ("before", "between", "after"), [(b"", b"\n", b""), (b"[\n", b",\n", b"]")], ids=["lines", "array"]
)
def test_memory_does_not_grow_with_the_file(before: bytes, between: bytes, after: bytes) -> None:
    many = (RECORD + between) * 64
    lines, _, bad, peak = outcome_and_peak(Repeated(before, many, 300, RECORD + after))
    assert lines == 300 * 64 + 1
    assert [kind for _, kind in bad if kind != "json-array"] == []
    assert peak < 12


class BreaksOnce:
    """A source that breaks after its first line, and then behaves as if it had ended."""

    def __init__(self) -> None:
        turns: list[bytes | DamagedStream] = [b'{"a": 1}\n', DamagedStream("it broke")]
        self._turns = iter(turns)

    def read(self, _size: int, /) -> bytes:
        turn = next(self._turns, b"")
        if isinstance(turn, bytes):
            return turn
        raise turn


def test_damage_met_while_looking_ahead_is_not_forgotten() -> None:
    (batch,) = batches(BreaksOnce())
    assert [parsed.line for parsed in batch.records] == [1]
    assert [(bad.line, bad.kind, bad.message) for bad in batch.bad_lines] == [(2, "damaged-file", "it broke")]


@pytest.mark.skipif(not DATA.exists(), reason="the collection of real datasets is not beside the repository")
def test_real_datasets_have_no_bad_line() -> None:
    seen: dict[str, int] = {}
    for path in sorted(DATA.glob("**/*.jsonl")):
        with path.open("rb") as source:
            parts = list(batches(source))
        seen[path.relative_to(DATA).as_posix()] = sum(part.lines for part in parts)
        assert [bad for part in parts for bad in part.bad_lines] == []
        assert sum(len(part.records) for part in parts) == seen[path.relative_to(DATA).as_posix()]
    assert seen["gsm8k/train.jsonl"] == 7_473
