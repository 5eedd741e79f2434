"""A file read span by span is the file read whole."""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuneready.reading.batch import Batch, join
from tuneready.reading.records import read
from tuneready.reading.sources import Span
from tuneready.reading.spans import spans

LINES = [
    b"",
    b" ",
    b"\r",
    b'{"a": 1}',
    b'{"a": "' + b"x" * 300 + b'"}',
    b"{",
    b"[1]",
    b"[",
    b"\xef\xbb\xbf",
    b"{}\r{}",
]


def whole_and_parts(data: bytes, size: int) -> tuple[Batch, Batch, list[Span | None]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(data)
        cut = list(spans(path, "a.jsonl", size))
        parts = [batch for span in cut for batch in read(path, "a.jsonl", span=span, batch_bytes=50)]
        return join(list(read(path, "a.jsonl"))), join(parts), cut


@given(
    st.lists(st.sampled_from(LINES), max_size=12),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"\n", b"{}"]),
    st.booleans(),
    st.sampled_from([1, 7, 60, 1000]),
)
@example([b'{"a": 1}', b"[1]"], b"\n", b"", True, 1)
def test_lines_are_the_same(lines: list[bytes], end: bytes, last: bytes, has_mark: bool, size: int) -> None:
    data = b"\xef\xbb\xbf" * has_mark + end.join(lines) + last
    whole, parts, cut = whole_and_parts(data, size)
    assert parts == whole
    known = [span for span in cut if span]
    assert [span.end for span in known[:-1]] == [span.start for span in known[1:]]
    assert all(span.end - span.start >= size for span in known[:-1])
    if known:
        assert (known[0].start, known[-1].end) == (0, len(data))


@given(st.binary(max_size=60), st.integers(1, 20))
def test_any_bytes_are_the_same(data: bytes, size: int) -> None:
    whole, parts, _ = whole_and_parts(data, size)
    assert parts == whole


def test_spans_end_on_lines() -> None:
    data = b'{"a": 1}\n' * 10
    assert whole_and_parts(data, 20)[2] == [Span(0, 36, 1), Span(36, 72, 5), Span(72, 90, 9)]
    assert whole_and_parts(data, 9)[2] == [Span(n * 9, n * 9 + 9, n + 1) for n in range(10)]


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"{}\n" * 99),
        b"[\n{},\n{}\n]",
        b"[{}]",
        "{}\n{}\n".encode("utf-16"),
        b'{\n"a": 1\n}\n' * 9,
    ],
)
def test_what_cannot_be_cut_is_read_whole(data: bytes) -> None:
    whole, parts, cut = whole_and_parts(data, 1)
    assert cut == [None]
    assert parts == whole


def test_an_empty_file_has_no_spans() -> None:
    assert whole_and_parts(b"", 10)[2] == []
