"""Calls of tools, their answers and their definitions, as targets ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import orjson

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    Path,
    Said,
    at,
    listed,
    messages_at,
    pointer_to,
    said_role,
    shared_beyond_plain,
    things,
)
from tuneready.words import plural, shown

NAME = r"[a-zA-Z0-9_-]{1,64}"


def _calls(record: Record, path: Path) -> Iterator[tuple[str, Said]]:
    """Every call of a tool, with its pointer."""
    for index, message in messages_at(record, path):
        if "tool_calls" in message:
            for number, call in things(message["tool_calls"]):
                yield pointer_to(path, index, "tool_calls", number), call


@shared_beyond_plain
def call_ids(pattern: str, asked: str, path: Path = MESSAGES, last: str = "") -> Find:
    """Ids of calls, and those that answers name, match a pattern; `asked` says it in words.

    `last`: an id that stands for none in calls of the last message.
    """
    right = re.compile(pattern)

    def find(record: Record) -> Iterator[Fault]:
        messages = messages_at(record, path)
        final = pointer_to(path, messages[-1][0], "tool_calls") if messages and last else None
        for place, value in _ids(record, path):
            if isinstance(value, str) and right.fullmatch(value):
                continue
            if final and value == last and place.startswith(final + "/"):
                continue
            fact = "is missing" if value is None else f"is {shown(value)}"
            pointer = place if value is not None else place.rpartition("/")[0]
            yield Fault(pointer, f"{place} {fact}: expected {asked}")

    return find


def _ids(record: Record, path: Path) -> Iterator[tuple[str, object]]:
    """Every id of a call, then every id that an answer names, each with its pointer."""
    for place, call in _calls(record, path):
        yield f"{place}/id", call.get("id")
    for index, message in messages_at(record, path):
        if said_role(message) == "tool":
            yield pointer_to(path, index, "tool_call_id"), message.get("tool_call_id")


@shared_beyond_plain
def call_has(*keys: str, path: Path = MESSAGES) -> Find:
    """Every call has these keys."""

    def find(record: Record) -> Iterator[Fault]:
        for place, call in _calls(record, path):
            for key in keys:
                if call.get(key) is None:
                    yield Fault(place, f"{place}/{key} is missing")

    return find


@shared_beyond_plain
def call_type(path: Path = MESSAGES) -> Find:
    """The type of every call is function."""

    def find(record: Record) -> Iterator[Fault]:
        for place, call in _calls(record, path):
            if call.get("type") not in (None, "function"):
                yield Fault(f"{place}/type", f"{place}/type is {shown(call.get('type'))}: expected function")

    return find


@shared_beyond_plain
def function_has(*keys: str, path: Path = MESSAGES) -> Find:
    """The function of every call has these keys."""

    def find(record: Record) -> Iterator[Fault]:
        for place, call in _calls(record, path):
            for key in keys if isinstance(call.get("function"), dict) else ():
                if call["function"].get(key) is None:
                    yield Fault(f"{place}/function", f"{place}/function/{key} is missing")

    return find


@shared_beyond_plain
def answer_names(pattern: str = NAME, path: Path = MESSAGES) -> Find:
    """A name that the answer of a tool has is 1 to 64 letters, digits, _ or -."""
    right = re.compile(pattern)

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            name = message.get("name")
            if (
                said_role(message) != "tool"
                or name is None
                or (isinstance(name, str) and right.fullmatch(name))
            ):
                continue
            place = pointer_to(path, index, "name")
            yield Fault(place, f"{place} is {shown(name)}: expected 1 to 64 letters, digits, _ or -")

    return find


@shared_beyond_plain
def arguments_are(kind: str, path: Path = MESSAGES) -> Find:
    """Arguments of calls are "text" (JSON in a string), or an "object"."""
    wanted, words = (str, "a string that holds JSON") if kind == "text" else (dict, "an object")

    def find(record: Record) -> Iterator[Fault]:
        for place, call in _calls(record, path):
            arguments = at(call, ("function", "arguments"))
            if arguments is not None and not isinstance(arguments, wanted):
                pointer = f"{place}/function/arguments"
                yield Fault(pointer, f"{pointer} is {shown(arguments)}: expected {words}")

    return find


@shared_beyond_plain
def call_names(pattern: str = NAME, path: Path = MESSAGES) -> Find:
    """Names of called functions are letters, digits, _ and -, 64 at most."""
    right = re.compile(pattern)

    def find(record: Record) -> Iterator[Fault]:
        for place, call in _calls(record, path):
            name = at(call, ("function", "name"))
            if not (isinstance(name, str) and right.fullmatch(name)):
                pointer = f"{place}/function/name"
                fact = "is missing" if name is None else f"is {shown(name)}"
                yield Fault(
                    pointer if name is not None else f"{place}/function",
                    f"{pointer} {fact}: expected 1 to 64 letters, digits, _ or -",
                )

    return find


@shared_beyond_plain
def content_or_calls(path: Path = MESSAGES) -> Find:
    """An assistant message has content or calls, not both."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            said = message.get("content") or message.get("text")
            if said_role(message) == "assistant" and said and message.get("tool_calls"):
                place = pointer_to(path, index)
                yield Fault(place, f"{place} has content and tool_calls: expected one of them")

    return find


@shared_beyond_plain
def content_left_out(path: Path = MESSAGES) -> Find:
    """Beside calls the key content is left out, rather than null."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if message.get("tool_calls") and "content" in message and message["content"] is None:
                place = pointer_to(path, index, "content")
                yield Fault(place, f"{place} is null beside tool_calls: expected no content")

    return find


@shared_beyond_plain
def answers_match_count(path: Path = MESSAGES) -> Find:
    """Each call is answered before the assistant speaks again; only the last may stay open.

    As mistral-common counts: the first message (the system's apart) is not looked at.
    """

    def find(record: Record) -> Iterator[Fault]:
        open_, opened = 0, 0
        messages = [each for each in messages_at(record, path) if said_role(each[1]) != "system"]
        for index, message in messages[1:]:
            role = said_role(message)
            if role == "tool":
                open_ -= 1
            elif role == "assistant":
                if open_:
                    yield Fault(*_uncounted(pointer_to(path, opened), open_))
                open_, opened = len(listed(message.get("tool_calls"))), index
        if open_ < 0:
            yield Fault(*_uncounted(pointer_to(path, opened), open_))

    return find


def _uncounted(place: str, open_: int) -> tuple[str, str]:
    if open_ > 0:
        return place, f"{place} has {plural(open_, 'call')} without an answer"
    return place, f"{plural(-open_, 'answer')} of role tool without a call, after {place}"


@shared_beyond_plain
def calls_then_tool(path: Path = MESSAGES) -> Find:
    """A message with calls is not followed directly by another assistant message."""

    def find(record: Record) -> Iterator[Fault]:
        for (index, message), (_, later) in pairwise(messages_at(record, path)):
            if listed(message.get("tool_calls")) and said_role(later) == "assistant":
                place = pointer_to(path, index)
                yield Fault(place, f"{place} has calls, and the assistant speaks next: expected their answer")

    return find


@shared_beyond_plain
def arguments_parse(path: Path = MESSAGES) -> Find:
    """Arguments that are a string hold JSON."""

    def find(record: Record) -> Iterator[Fault]:
        for place, call in _calls(record, path):
            arguments = at(call, ("function", "arguments"))
            if isinstance(arguments, str) and not _is_json(arguments):
                pointer = f"{place}/function/arguments"
                yield Fault(pointer, f"{pointer} is no JSON")

    return find


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True
