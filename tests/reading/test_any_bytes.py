"""What holds for whatever bytes a file is made of."""

import io
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuneready.reading.batch import Batch, join
from tuneready.reading.gate import parse
from tuneready.reading.head import encoding_of, shape_of
from tuneready.reading.records import batches, read

SIZES = (1, 7, 4096, 1 << 20)
SPACE = b" \t\r"

pieces = st.sampled_from(
    [
        b'{"a": 1}',
        b'{"a": "\xe2\x80\xa8"}',
        b'{"a":1,"a":2}',
        b'{"b": 99999999999999999999}',
        rb'{"a": "\u0000"}',
        rb'{"\u003a": 1}',
        b'{"a": NaN}',
        b"[1]",
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b'"',
        b"\n",
        b"\n\n",
        b"\r\n",
        b"\r",
        b" ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\0",
        b"\\",
        b"null",
        b"-1",
        b"1e999",
        b'{"a": {"b": [1, {"c": "]}"}]}}',
        b"\x1f\x8b",
        b"'",
        b"\xe9",
    ]
)
texts = st.one_of(
    st.binary(max_size=200),
    st.lists(pieces, max_size=20).map(b"".join),
    st.lists(pieces, max_size=12).map(lambda parts: b"[" + b"".join(parts)),
    st.lists(pieces, max_size=12).map(b"\n".join),
)
characters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
keys = st.text(characters, max_size=4)
plain = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(characters, max_size=12)
)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=8
)
objects = st.dictionaries(keys, values, max_size=4)


def read_all(data: bytes, size: int = 1 << 20) -> Batch:
    return join(list(batches(io.BytesIO(data), size)))


def is_plain_lines(data: bytes) -> bool:
    return not encoding_of(data) and shape_of(data.removeprefix(b"\xef\xbb\xbf")) == "lines"


@given(texts)
def test_nothing_raises_and_every_line_is_accounted_for(data: bytes) -> None:
    batch = read_all(data)
    if encoding_of(data):
        assert [bad.line for bad in batch.bad_lines if bad.lost] == [0]
        return
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not lines[-1]:
        lines.pop()
    filled = sum(bool(line.strip(SPACE)) for line in lines)
    if shape_of(data.removeprefix(b"\xef\xbb\xbf")) != "array":
        assert (batch.lines, batch.blank) == (filled, len(lines) - filled)
    if shape_of(data.removeprefix(b"\xef\xbb\xbf")) != "pretty":
        assert batch.lines == len(batch.records) + sum(bad.lost for bad in batch.bad_lines)
    assert [parsed.line for parsed in batch.records] == sorted(parsed.line for parsed in batch.records)


@given(texts)
def test_batch_size_never_changes_the_result(data: bytes) -> None:
    first, *others = (read_all(data, size) for size in SIZES)
    assert all(other == first for other in others)


@given(st.lists(texts, max_size=4).map(b"\n".join))
def test_lines_read_together_are_read_as_one_by_one(data: bytes) -> None:
    if not is_plain_lines(data) or data.startswith(b"\xef\xbb\xbf"):
        return
    batch = read_all(data)
    alone = [
        (number, *parse(line, number))
        for number, line in enumerate(data.split(b"\n"), 1)
        if line.strip(SPACE)
    ]
    assert [(parsed.line, parsed.record) for parsed in batch.records] == [
        (number, record) for number, record, _ in alone if record is not None
    ]
    assert sorted(batch.bad_lines) == sorted(bad for _, _, bad in alone if bad)


@given(
    st.lists(objects, min_size=1, max_size=12),
    st.booleans(),
    st.sampled_from([None, 1]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_sound_records_are_read_as_the_standard_library_reads_them(
    records: list[dict[str, Any]], ascii_only: bool, indent: int | None, end: str
) -> None:
    lines = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    batch = read_all((end.join(lines)).encode())
    assert batch.bad_lines == []
    assert [parsed.record for parsed in batch.records] == [json.loads(line) for line in lines]
    array = json.dumps(records, ensure_ascii=ascii_only, indent=indent).encode()
    assert [parsed.record for parsed in read_all(array, 7).records] == [
        parsed.record for parsed in batch.records
    ]


@given(objects, st.randoms(use_true_random=False))
def test_a_key_that_is_repeated_anywhere_is_found(record: dict[str, Any], random: Random) -> None:
    nodes: list[Any] = [record]
    for node in nodes:
        nodes += [
            below
            for below in (node.values() if isinstance(node, dict) else node)
            if isinstance(below, dict | list)
        ]
    chosen = random.choice([node for node in nodes if isinstance(node, dict)])
    chosen["twice"] = "HERE"
    line = json.dumps(record, ensure_ascii=random.random() < 0.5)
    assert parse(line.encode(), 1) == (record, None)
    doubled = line.replace('"twice": "HERE"', '"twice": {":": [1]}, "twice" : "\\u003a\\":"')
    _, bad = parse(doubled.encode(), 1)
    assert bad is not None
    assert (bad.kind, bad.lost) == ("duplicate-key", True)


@given(st.integers(-(2**70), 2**70), st.text("0123456789 ,.-e", max_size=40))
def test_integers_are_faulted_exactly_beyond_64_bits(number: int, around: str) -> None:
    line = json.dumps({"text": around, "n": [number]}).encode()
    record, bad = parse(line, 1)
    assert record is not None
    if -(2**63) <= number < 2**64:
        assert (record["n"], bad) == ([number], None)
    else:
        assert bad is not None
        assert (bad.kind, line[bad.column - 1 :].split(b"]")[0]) == ("big-integer", str(number).encode())
    assert read_all(line).bad_lines == ([bad] if bad else [])


@settings(max_examples=30)
@given(st.binary(max_size=300))
def test_a_file_of_any_bytes_can_be_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "data"
    path.write_bytes(data)
    for batch in read(path, "data"):
        assert batch.lines >= 0
