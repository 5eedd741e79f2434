"""The gate against the grammar of JSON (RFC 8259): values that stand in a record, sound or not."""

import json

import pytest

from tuneready.reading.gate import parse

SOUND = [
    *("0", "-0", "1", "-1", "0.5", "-0.0", "1e5", "1E+5", "1e-5", "1.5E300", "1e-400", "123456789"),
    *(
        "true",
        "false",
        "null",
        '""',
        '" "',
        "[]",
        "{}",
        "[[]]",
        "[1,2]",
        "[ 1 , 2 ]",
        "\t[\r1\n]\t".replace("\n", " "),
    ),
    *(r'"\""', r'"\\"', r'"\/"', r'"\b\f\n\r\t"', r'"\u00e9"', r'"\uD834\udd1e"', r'"\uFFFF"', r'"\u2028"'),
    *('"é"', '"\u2028"', '"\ufdd0"', '"\U0010ffff"', '"\x7f"', '"/*"', '"a/*b*/"', '{"": 1}', '{"a": {}}'),
    "[" * 200 + "]" * 200,
]
NOT_JSON = [
    *(
        "+1",
        ".5",
        "1.",
        "1.e1",
        "01",
        "-",
        "--1",
        "-01",
        "1e",
        "1e+",
        "0x1",
        "1_000",
        "1,5",
        "Inf",
        "nan",
        "1eE2",
    ),
    *(
        "True",
        "nil",
        "nul",
        "TRUE",
        "undefined",
        "'a'",
        '"a',
        'a"',
        '"\t"',
        '"\0"',
        r'"\a"',
        r'"\x41"',
        r'"\u12"',
    ),
    *(
        r'"\u{41}"',
        r'"\U0001"',
        '"\\',
        "[1 2]",
        "[1,,2]",
        "[,1]",
        "[1,]",
        "[1",
        "1]",
        "[1}",
        "{1: 2}",
        '{"a"}',
    ),
    *(
        '{"a":}',
        '{"a" 1}',
        '{"a":: 1}',
        '{"a", 1}',
        "{a: 1}",
        '{"a": 1,}',
        '{"a": 1',
        "{,}",
        "[:]",
        "// x",
        "/**/1",
    ),
    *("\x0b1", "\x0c1", "\xa01", "\ufeff1", "\u20281", "1 2", "#1", "<1>", "\0", "*"),
    *(
        r'"\ud800"',
        r'"\udc00"',
        r'"\ud800\ud800"',
        r'"\ud800x"',
        r'"\uDC00\uD800"',
        "NaN",
        "-Infinity",
        "1e400",
    ),
]


def in_record(value: str) -> bytes:
    return b'{"v": ' + value.encode() + b"}"


@pytest.mark.parametrize("value", SOUND, ids=ascii)
def test_sound_values_are_read_as_the_standard_library_reads_them(value: str) -> None:
    assert parse(in_record(value), 1) == (json.loads(in_record(value).decode()), None)


@pytest.mark.parametrize("value", NOT_JSON, ids=ascii)
def test_what_is_not_json_is_lost_with_one_fault(value: str) -> None:
    record, bad = parse(in_record(value), 3)
    assert record is None
    assert bad is not None
    assert (bad.line, bad.lost) == (3, True)
    assert 0 <= bad.column <= len(in_record(value)) + 1
