"""One line a fault: add a row, nothing else."""

import io

import pytest

from tuneready.reading.gate import parse
from tuneready.reading.lines import BadLine
from tuneready.reading.records import batches

ESCAPED_PAIR = rb"\ud83d\ude00"
DEEP = b'{"a":' * 255 + b"1" + b"}" * 255

FAULTS = [
    # bytes, kind, column, lost
    (b'{"a": "\xe9"}', "invalid-utf-8", 8, True),
    (b'{"a": "\xc0\xaf"}', "invalid-utf-8", 8, True),
    (b'{"a": "\xed\xa0\x80"}', "invalid-utf-8", 8, True),
    (b'\xff{"a": 1}', "invalid-utf-8", 1, True),
    (b'\xef\xbb\xbf{"a": 1}', "byte-order-mark", 1, True),
    (b'{"a": "\x01"}', "control-character", 8, True),
    (b'{"\xc3\xa9": "\t"}', "control-character", 9, True),
    (b'{"a": 1}\0\0', "control-character", 9, True),
    (b"\0\0\0\0", "control-character", 1, True),
    (b"\x0c", "control-character", 1, True),
    (b'{"a": NaN}', "nan", 7, True),
    (b'{"NaN": [1, Infinity]}', "nan", 13, True),
    (b'{"a": -Infinity}', "nan", 7, True),
    (b'{"a": 1e999}', "number-out-of-range", 7, True),
    (b'{"1e999": -1e999}', "number-out-of-range", 11, True),
    (b'{"a": ' + b"9" * 5000 + b"}", "number-out-of-range", 7, True),
    (rb'{"a": "\ud800"}', "lone-surrogate", 8, True),
    (rb'{"a": "\udc00"}', "lone-surrogate", 8, True),
    (rb'{"a": "' + ESCAPED_PAIR + rb'\ud83d"}', "lone-surrogate", 20, True),
    (rb'{"a": "\ud83d-\ude00"}', "lone-surrogate", 8, True),
    (b'{"a":1}{"a":2}', "two-documents", 8, True),
    (b'{"a":1}, {"a":2}', "two-documents", 10, True),
    ('{"é":1} {"a":2}'.encode(), "two-documents", 10, True),
    (b'{"a":1}\r{"a":2}\r', "lone-cr", 8, True),
    (b'{"a": "x', "truncated", 9, True),
    (rb'{"a": "x\u00', "truncated", 13, True),
    (b'{"a": "x\\', "truncated", 10, True),
    (b'{"a"', "truncated", 5, True),
    (b'{"a":', "truncated", 6, True),
    (b'{"a": tr', "truncated", 9, True),
    (b'{"a": 1.', "truncated", 9, True),
    (b'{"a": 1', "truncated", 8, True),
    (b'{"a": [1', "truncated", 9, True),
    (b"{", "truncated", 2, True),
    (b"{'a': 1}", "python-literal", 2, True),
    (b'{"a": True}', "python-literal", 7, True),
    (b'{"a": None}', "python-literal", 7, True),
    (b'{"a": 1,}', "trailing-comma", 8, True),
    (b'{"a": [1, ]}', "trailing-comma", 9, True),
    (b'{"a": 1},', "trailing-comma", 9, True),
    (b"[" * 100_000, "too-deep", 255, True),
    (DEEP, "too-deep", 1271, True),
    (b'{"a":' * 2000, "too-deep", 1271, True),
    (b"[1, 2]", "not-an-object", 1, True),
    (b'"text"', "not-an-object", 1, True),
    (b"12", "not-an-object", 1, True),
    (b"null", "not-an-object", 1, True),
    (b'{"a": 1, "a": 2}', "duplicate-key", 0, True),
    (b'{"a": 1, "a": 1}', "duplicate-key", 0, True),
    (b'{"a": 1, "a": 2, "b" : 3}', "duplicate-key", 0, True),
    (rb'{"a": 1, "\u0061": 2}', "duplicate-key", 0, True),
    (rb'{"\u003a": 1, "\u003A": 2}', "duplicate-key", 0, True),
    (rb'{"\u003A": 1, "\u003A": 2}', "duplicate-key", 0, True),
    (rb'{"a": {"x": 1}, "a": {"x": "\u003a\u003a\u003a"}}', "duplicate-key", 0, True),
    (b'{"a": 123456789012345678901234567890}', "big-integer", 7, False),
    (b'{"a": 18446744073709551616}', "big-integer", 7, False),
    (b'{"a": -9223372036854775809}', "big-integer", 7, False),
    (b'{"12345678901234567890": [0, 99999999999999999999]}', "big-integer", 30, False),
    (rb'{"a": "\u0000"}', "nul-character", 8, False),
    (rb'{"a": "\\\u0000"}', "nul-character", 10, False),
    (b"<<<<<<< HEAD", "merge-conflict", 1, True),
    (b"=======", "merge-conflict", 1, True),
    (b">>>>>>> theirs", "merge-conflict", 1, True),
    (b'{"a": "say "hi" there"}', "bad-json", 13, True),
    (b'{"a": 01}', "bad-json", 8, True),
    (b"{a: 1}", "bad-json", 2, True),
    (rb'{"a": "\x"}', "bad-json", 8, True),
    (b'{"a": 1} // why', "bad-json", 10, True),
    (b"hello", "bad-json", 1, True),
]

SOUND = [
    b"{}",
    b' {"a" : 1}\t\r',
    b'{"a": 18446744073709551615, "b": -9223372036854775808, "c": 1e30, "d": 0.12345678901234567890123}',
    b'{"a": "123456789012345678901234567890", "b": "-1234567890123456789012"}',
    rb'{"a": "\\u0000", "b": "\u0001"}',
    rb'{"a": "' + ESCAPED_PAIR + rb'"}',
    rb'{"a\u003a": {"a": 1}, "a": "\":\"", "b": ":"}',
    '{"a": "\u2028\u2029\u0085"}'.encode(),
    b'{"a":' * 254 + b"1" + b"}" * 254,
    b'{"a": [{"a": 1}, {"a": 1}]}',
]


def fault(data: bytes) -> BadLine:
    _, bad = parse(data, 7)
    assert bad is not None
    return bad


@pytest.mark.parametrize(("data", "kind", "column", "lost"), FAULTS, ids=lambda value: repr(value)[:40])
def test_a_fault_is_named_with_its_place(data: bytes, kind: str, column: int, lost: bool) -> None:
    record, _ = parse(data, 7)
    bad = fault(data)
    assert (bad.line, bad.kind, bad.column, bad.lost) == (7, kind, column, lost)
    assert (record is None) is lost


@pytest.mark.parametrize("data", [row[0] for row in FAULTS], ids=lambda value: repr(value)[:40])
def test_among_sound_lines_the_fault_is_the_same(data: bytes) -> None:
    sound = b'{"a": 1}\n' * 6
    (batch,) = batches(io.BytesIO(sound + data + b"\n" + sound))
    assert batch.bad_lines == [fault(data)]
    assert len(batch.records) == 12 + (not fault(data).lost)


@pytest.mark.parametrize("data", SOUND, ids=lambda value: repr(value)[:40])
def test_what_is_sound_passes(data: bytes) -> None:
    record, bad = parse(data, 1)
    assert isinstance(record, dict)
    assert bad is None


MESSAGES = [
    (b'{"a": "12345678\xe9"}', "byte 16 is not UTF-8 (0xe9): save the file as UTF-8"),
    (b'{"a": "x', "ends inside a string: the line is cut off"),
    (b'{"a": [', "ends inside an array: the line is cut off"),
    (b'{"a":1} {"b":2}', "holds two JSON documents, the second from column 9: one record a line"),
    (b'{"messages": [{"role": 1, "role": 2}]}', "key 'role' stands twice in /messages/0"),
    (b'{"a": 1, "a": 2, "a": 3}', "key 'a' stands 3 times in the record"),
    (b'{"jo@example.com": {"a": 1, "a": 2}}', "key 'a' stands twice in /…"),
    (
        b'{"jo@example.com": 1, "jo@example.com": 2}',
        "a key (a string of 14 characters) stands twice in the record",
    ),
    (b'{"a": NaN}', "NaN in column 7 is not JSON: write null, or leave the key out"),
    (b"[1]", "is an array, not an object"),
    (b'{"a": 1,}', "a comma stands before }"),
]


@pytest.mark.parametrize(("data", "message"), MESSAGES, ids=[message[:30] for _, message in MESSAGES])
def test_messages_say_the_fact_and_the_remedy(data: bytes, message: str) -> None:
    assert fault(data).message == message


@pytest.mark.parametrize(
    "data", [row[0] for row in FAULTS if len(row[0]) < 100], ids=lambda value: repr(value)[:40]
)
def test_content_of_a_line_is_never_repeated(data: bytes) -> None:
    _, bad = parse(data.replace(b"a", b"9canary9"), 1)
    assert bad is None or "canary" not in bad.message


def test_a_fault_is_told_from_another_by_the_bytes_of_its_line() -> None:
    identities = {fault(data).identity for data in (b'{"a": NaN}', b'{"b": NaN}', b'{"a": NaN}\r')}
    assert len(identities) == 2
