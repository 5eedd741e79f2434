"""Faults that people's datasets have: functions from chat records to the bytes of one spoiled line.

Each takes one record (`glued` takes two) as OpenAI chat, `{"messages": [{"role", "content"}, …]}`, leaves
it as it is, and returns a line without its line end. The same record gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]


def dumps(value: object) -> bytes:
    """Compact JSON in UTF-8: how a sound line is written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _with_messages(record: Record, *messages: object) -> Record:
    return {**record, "messages": list(messages)}


def _edited(record: Record, index: int, **changes: object) -> Record:
    """The record with keys of one message added or replaced."""
    messages = list(record["messages"])
    messages[index] = {**messages[index], **changes}
    return _with_messages(record, *messages)


def _replaced(record: Record, index: int, old: str, new: str) -> Record:
    """The record with a phrase of one message replaced. ValueError where the phrase is not there."""
    text = record["messages"][index]["content"]
    if old not in text:
        raise ValueError(f"message {index} does not hold {old!r}")
    return _edited(record, index, content=text.replace(old, new, 1))


def truncated(record: Record) -> bytes:
    """A download that was cut off, here in the midst of a string."""
    line = dumps(record)
    return line[: len(line) * 2 // 3]


def in_latin_1(record: Record) -> bytes:
    """An editor that does not write UTF-8. UnicodeEncodeError where Latin-1 lacks a character."""
    return dumps(record).decode().encode("latin-1")


def as_python(record: Record) -> bytes:
    """`print(record)` in place of `json.dumps(record)`."""
    return repr(record).encode()


def glued(first: Record, second: Record) -> bytes:
    """A line end that was lost between two records."""
    return dumps(first) + dumps(second)


def with_nan(record: Record) -> bytes:
    """A number that pandas did not have."""
    return dumps({**record, "rating": float("nan")})


def with_repeated_key(record: Record) -> bytes:
    """The answer's key stands twice: of the two texts, parsers keep the last."""
    before, key, after = dumps(record).rpartition(b'"content":')
    return before + key + b'"Draft, not checked.",' + key + after


def as_array(record: Record) -> bytes:
    """The list of messages without the object around it."""
    return dumps(record["messages"])


def with_trailing_comma(record: Record) -> bytes:
    """A JSON array whose brackets were taken away."""
    return dumps(record) + b","


def with_byte_order_mark(record: Record) -> bytes:
    """What `cat` leaves where a file from Windows begins."""
    return b"\xef\xbb\xbf" + dumps(record)


def with_half_an_emoji(record: Record) -> bytes:
    r"""A text that was cut in the midst of a character outside the first 65,536 ("\ud83d")."""
    before, mark, after = dumps(record).rpartition(b'"}')
    return before + rb" \ud83d" + mark + after


def with_raw_tab(record: Record) -> bytes:
    """JSON that was put together by hand: a control character stands in a string, not escaped."""
    return dumps(record).replace(b". ", b".\t", 1)


def with_nul(record: Record) -> bytes:
    """A field that came out of a program in C."""
    before, mark, after = dumps(record).rpartition(b'"}')
    return before + rb"\u0000" + mark + after


def with_long_number(record: Record) -> bytes:
    """An id that does not fit 64 bits."""
    return dumps({**record, "ticket": 90_071_992_547_409_931_234_567})


def blank() -> bytes:
    """An empty line."""
    return b""


def with_misspelt_role(record: Record) -> bytes:
    """A role that no trainer knows."""
    return dumps(_edited(record, -1, role="asistant"))


def with_number_as_content(record: Record) -> bytes:
    """A score where a text belongs."""
    return dumps(_edited(record, -1, content=42))


def without_messages(record: Record) -> bytes:
    """A misspelt key: the list of messages is missing."""
    return dumps({"mesages": record["messages"]})


def as_alpaca(record: Record) -> bytes:
    """The same ticket from an export in another format."""
    system, prompt, *_, answer = (message["content"] for message in record["messages"])
    return dumps({"instruction": system, "input": prompt, "output": answer})


def with_empty_answer(record: Record) -> bytes:
    """A column that was lost in an export."""
    return dumps(_edited(record, -1, content=""))


def with_blank_answer(record: Record) -> bytes:
    """White space alone."""
    return dumps(_edited(record, -1, content=" \n"))


def without_answer(record: Record) -> bytes:
    """The conversation ends with the customer."""
    return dumps(_with_messages(record, *record["messages"][:-1]))


def with_weights_of_zero(record: Record) -> bytes:
    """The answer is kept out of the loss."""
    return dumps(_edited(record, -1, weight=0))


def copied(record: Record) -> bytes:
    """The line as it is, a second time."""
    return dumps(record)


def respelt(record: Record) -> bytes:
    """The same content with its keys in another order, blanks between them, and escapes."""
    messages = [{"content": message["content"], "role": message["role"]} for message in record["messages"]]
    return json.dumps({"messages": messages}, ensure_ascii=True).replace("/", "\\/").encode()


def retyped(record: Record) -> bytes:
    """The same but for case, white space and the last full stop."""
    prompt, answer = (record["messages"][index]["content"] for index in (1, -1))
    shouted = _edited(record, 1, content=f"  {prompt.upper()} ".replace(" ", "  "))
    return dumps(_edited(shouted, -1, content=answer.removesuffix(".")))


def reworded(record: Record, *, prompt: tuple[str, str], answer: tuple[str, str]) -> bytes:
    """A phrase of the prompt and one of the answer, each given as (old, new), are replaced."""
    return dumps(_replaced(_replaced(record, 1, *prompt), -1, *answer))


def answered(record: Record, *, answer: str) -> bytes:
    """The same prompt with another answer."""
    return dumps(_edited(record, -1, content=answer))


def told(record: Record, *, message: int, text: str) -> bytes:
    """A sentence is added to a message (1 is the customer's first, -1 the answer)."""
    return dumps(_edited(record, message, content=f"{record['messages'][message]['content']} {text}"))
