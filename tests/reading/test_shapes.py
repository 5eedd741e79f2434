"""Files as a whole: encodings, arrays, layouts, line ends; and what the counts are for each."""

import io
import json

import pytest

from tuneready.reading.records import batches

ONE, TWO = b'{"a": 1}', b'{"a": 2}'
TEXT = '{"a": "é"}\n\n{"a": "ok"}\n'


Outcome = tuple[int, int, list[tuple[int, object]], list[tuple[int, str, bool]]]


def read(data: bytes, size: int = 1 << 20) -> Outcome:
    """Lines, blanks, (line, value of "a") of each record, (line, kind, lost) of each fault."""
    parts = list(batches(io.BytesIO(data), size))
    return (
        sum(part.lines for part in parts),
        sum(part.blank for part in parts),
        [(parsed.line, parsed.record.get("a")) for part in parts for parsed in part.records],
        [(bad.line, bad.kind, bad.lost) for part in parts for bad in part.bad_lines],
    )


BOTH: list[tuple[int, object]] = [(1, 1), (2, 2)]
ARRAY = (0, "json-array", False)
FILES: dict[str, tuple[bytes, Outcome]] = {
    "empty": (b"", (0, 0, [], [])),
    "blank": (b"\n  \n\t\r\n", (0, 3, [], [])),
    "lf": (ONE + b"\n" + TWO + b"\n", (2, 0, BOTH, [])),
    "crlf": (ONE + b"\r\n" + TWO + b"\r\n", (2, 0, BOTH, [])),
    "no final newline": (ONE + b"\n" + TWO, (2, 0, BOTH, [])),
    "blank lines count as lines of the file": (b"\n" + ONE + b"\n \n" + TWO, (2, 2, [(2, 1), (4, 2)], [])),
    "bom": (b"\xef\xbb\xbf" + ONE + b"\n" + TWO, (2, 0, BOTH, [(1, "byte-order-mark", False)])),
    "only a bom": (b"\xef\xbb\xbf", (0, 0, [], [(1, "byte-order-mark", False)])),
    "joined files": (ONE + b"\n\xef\xbb\xbf" + TWO, (2, 0, BOTH[:1], [(2, "byte-order-mark", True)])),
    "every bad line": (
        b"x\n" + ONE + b"\ny\n",
        (3, 0, [(2, 1)], [(1, "bad-json", True), (3, "bad-json", True)]),
    ),
    "utf-16": (TEXT.encode("utf-16"), (2, 1, [], [(0, "utf-16", True)])),
    "utf-16 big endian, unmarked": (TEXT.encode("utf-16-be"), (2, 1, [], [(0, "utf-16", True)])),
    "utf-16 little endian, unmarked": (TEXT.encode("utf-16-le"), (2, 1, [], [(0, "utf-16", True)])),
    "utf-32": (TEXT.encode("utf-32"), (2, 1, [], [(0, "utf-32", True)])),
    "utf-32 unmarked": (TEXT.encode("utf-32-le"), (2, 1, [], [(0, "utf-32", True)])),
    "cr alone": (ONE + b"\r" + TWO + b"\r", (1, 0, [], [(1, "lone-cr", True)])),
    "cr within one record": (b'{"a":\r1}', (1, 0, [(1, 1)], [])),
    "pretty": (json.dumps({"a": {"b": 1}}, indent=2).encode(), (5, 0, [], [(0, "pretty-printed", True)])),
    "pretty, many": (b'{\n "a": 1\n}\n{\n "a": 2\n}\n', (6, 0, [], [(0, "pretty-printed", True)])),
    "a brace alone is no layout": (b"{\n" + ONE + b"\n", (2, 0, [(2, 1)], [(1, "truncated", True)])),
    "array on one line": (b"[" + ONE + b"," + TWO + b"]", (2, 0, [(1, 1), (2, 2)], [ARRAY])),
    "array by lines": (b"[\n" + ONE + b",\n" + TWO + b"\n]\n", (2, 0, [(2, 1), (3, 2)], [ARRAY])),
    "array, laid out": (
        json.dumps([{"a": 1}, {"a": 2}], indent=1).encode(),
        (2, 0, [(2, 1), (5, 2)], [ARRAY]),
    ),
    "array after a bom": (
        b"\xef\xbb\xbf[" + ONE + b"]",
        (1, 0, [(1, 1)], [(1, "byte-order-mark", False), ARRAY]),
    ),
    "array after blank lines": (b"\n\n [" + ONE + b"]", (1, 0, [(3, 1)], [ARRAY])),
    "empty array": (b"[]", (0, 0, [], [ARRAY])),
    "array of others": (
        b'[\n1,\n"x]",\n[2],\n' + ONE + b",\nnope]",
        (5, 0, [(5, 1)], [ARRAY, *((n, "not-an-object", True) for n in (2, 3, 4)), (6, "bad-json", True)]),
    ),
    "array, bad element": (
        b"[" + ONE + b',\n{"a": NaN},\n' + TWO + b"]",
        (3, 0, [(1, 1), (3, 2)], [ARRAY, (2, "nan", True)]),
    ),
    "array, not closed": (
        b"[\n" + ONE + b",\n" + TWO,
        (3, 0, [(2, 1), (3, 2)], [ARRAY, (4, "truncated", True)]),
    ),
    "array, cut in a record": (
        b"[\n" + ONE + b',\n{"a": "',
        (2, 0, [(2, 1)], [ARRAY, (3, "truncated", True)]),
    ),
    "array, cut at its start": (b"[\n", (1, 0, [], [ARRAY, (2, "truncated", True)])),
    "array, trailing comma": (b"[\n" + ONE + b",\n]", (2, 0, [(2, 1)], [ARRAY, (3, "trailing-comma", True)])),
    "array, no comma": (
        b"[\n" + ONE + b"\n" + TWO + b"\n]",
        (2, 0, [(2, 1)], [ARRAY, (3, "bad-json", True)]),
    ),
    "array, two commas": (
        b"[\n" + ONE + b",,\n" + TWO + b"]",
        (2, 0, [(2, 1)], [ARRAY, (3, "bad-json", True)]),
    ),
    "array, more after it": (b"[\n" + ONE + b"\n]\n]", (2, 0, [(2, 1)], [ARRAY, (4, "bad-json", True)])),
    "array, wrong bracket": (b"[\n{]]", (1, 0, [], [ARRAY, (2, "bad-json", True)])),
    "array, deep": (
        b'[\n{"a": 0, "b":' + b"[" * 200 + b"]" * 200 + b"},\n" + TWO + b"]",
        (2, 0, [(2, 0), (3, 2)], [ARRAY]),
    ),
    "lines of arrays": (b"[1]\n[{}]\n", (2, 0, [], [(1, "not-an-object", True), (2, "not-an-object", True)])),
    "lines of arrays of objects": (
        b"[{}]\n\n[{}]\n",
        (2, 1, [], [(1, "not-an-object", True), (3, "not-an-object", True)]),
    ),
    "a log line first": (b"[INFO] go\n" + TWO, (2, 0, [(2, 2)], [(1, "bad-json", True)])),
}


@pytest.mark.parametrize(("data", "expected"), FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_what_a_file_turns_out_to_be(data: bytes, expected: Outcome, size: int) -> None:
    assert read(data, size) == expected


def test_separators_of_unicode_never_part_lines() -> None:
    text = (
        '{"a": "one\u2028two\u2029three\u0085four\x0b"}'.replace("\x0b", "\\u000b") + "\n" + '{"a": "\u0085"}'
    )
    lines, _, records, faults = read(text.encode())
    assert (lines, [line for line, _ in records], faults) == (2, [1, 2], [])
