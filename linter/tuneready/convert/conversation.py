"""What every format that can be converted says in its own way: messages, calls of tools, tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Record = Mapping[str, Any]
_LEAST, _MOST = -(2**63), 2**64 - 1
"""Whole numbers that readers keep; what is beyond they round."""


class LostError(Exception):
    """Something would be lost. `pointer`: where it stands; `why`: what about it, after its place."""

    def __init__(self, pointer: str, why: str) -> None:
        super().__init__(f"{pointer or 'record'} {why}")
        self.pointer = pointer
        self.why = why


@dataclass(frozen=True)
class Call:
    """A call of a tool. `text`: the arguments as they were written, where that was a text."""

    name: str
    arguments: Any
    id: str | None = None
    text: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Message:
    """A message. `texts`: one a part; `speaker`: a name beside the role; `answers`: the id of a call.

    `weight`: 0 where the model must not learn it. `tool`: the name of the tool that answers.
    `reasoning`: what the model thought, beside what it says.
    """

    role: str
    texts: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    speaker: str | None = None
    weight: int | None = None
    answers: str | None = None
    tool: str | None = None
    reasoning: str | None = None
    pointer: str = field(default="", compare=False)


class Parts(NamedTuple):
    """What the parts of one message are: texts and then calls, or answers of tools alone."""

    texts: tuple[str, ...]
    calls: tuple[Call, ...]
    answers: tuple[Message, ...]

    @classmethod
    def of(
        cls, parts: Iterable[Record], pointer: str, read: Callable[[Record, str], str | Call | Message]
    ) -> Parts:
        """What `read` makes of each part, given its pointer. Raises LostError for an order of one format."""
        texts: list[str] = []
        calls: list[Call] = []
        answers: list[Message] = []
        for index, part in enumerate(parts):
            at = f"{pointer}/{index}"
            made = read(part, at)
            if isinstance(made, Call):
                calls.append(made)
            elif isinstance(made, Message):
                answers.append(made)
            elif calls or answers:
                raise LostError(
                    at, "is a text after a call or a response: other formats do not keep that order"
                )
            else:
                texts.append(made)
        if answers and (texts or calls):
            raise LostError(pointer.rpartition("/")[0], "holds a response beside something else")
        return cls(tuple(texts), tuple(calls), tuple(answers))


@dataclass(frozen=True)
class Tool:
    """The definition of a tool."""

    name: str
    description: str | None = None
    parameters: Any = None
    strict: bool | None = None
    pointer: str = field(default="", compare=False)


def declared(tool: Tool, form: str) -> dict[str, Any]:
    """A definition as formats have it that know a name, a description and parameters."""
    if tool.strict is not None:
        raise LostError(tool.pointer, f"is strict, which {form} has no place for")
    more = {"description": tool.description, "parameters": tool.parameters}
    return {"name": tool.name, **{key: value for key, value in more.items() if value is not None}}


@dataclass(frozen=True)
class Conversation:
    """A record. `more`: keys of the user's own, which are no part of the format.

    `rejected`: of a preference pair, the answer that is not preferred; the preferred one ends `messages`.
    """

    messages: tuple[Message, ...]
    tools: tuple[Tool, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    rejected: tuple[Message, ...] = ()


class Writer(NamedTuple):
    """A format that can be written. `reads_as`, `also`: names of formats that read what is written.

    `pairs`: it is for preference pairs, and for nothing else.
    """

    name: str
    title: str
    reads_as: str
    write: Callable[[Conversation], dict[str, Any]]
    also: tuple[str, ...] = ()
    pairs: bool = False


def one_text(message: Message, form: str) -> str:
    """The text of a message, for a format that knows one text a message."""
    if len(message.texts) != 1:
        missing = "has no text" if not message.texts else "has several parts of text, which --join makes one"
        raise LostError(message.pointer, f"{missing}: {form} has one text a message")
    return message.texts[0]


def plain(message: Message, form: str, *, calls: bool = False) -> Message:
    """The message, if it has none of what most formats have no place for."""
    if message.speaker is not None:
        raise LostError(f"{message.pointer}/name", f"has no place in {form}")
    if message.weight is not None:
        raise LostError(f"{message.pointer}/weight", f"has no place in {form}")
    if message.reasoning is not None:
        raise LostError(f"{message.pointer}/reasoning_content", f"has no place in {form}")
    if message.role == "developer":
        raise LostError(f"{message.pointer}/role", f"is developer, which {form} does not know")
    if not calls and (message.calls or message.role == "tool"):
        raise LostError(message.pointer, f"is a call of a tool or its answer, which {form} has no place for")
    return message


def system_first(conversation: Conversation, form: str) -> tuple[Message | None, tuple[Message, ...]]:
    """The system's message, and the others; it may only be the first."""
    messages = conversation.messages
    first = messages[0] if messages and messages[0].role == "system" else None
    others = messages[1:] if first else messages
    for message in others:
        if message.role == "system":
            raise LostError(message.pointer, f"is a system message, and not the first: {form} has one place")
    return first, others


def no_tools(conversation: Conversation, form: str) -> None:
    """Raises LostError where tools are declared."""
    if conversation.tools:
        raise LostError(conversation.tools[0].pointer, f"declares a tool, which {form} has no place for")


def no_more(conversation: Conversation, form: str) -> None:
    """Raises LostError where the record has keys of the user's own."""
    for key in conversation.more:
        raise LostError(f"/{key}", f"is a key of the user's own, which {form} refuses")


def arguments_of(text: str, pointer: str) -> Any:  # noqa: ANN401 — any JSON value
    """Arguments that are written as JSON text; strict, for what is read wrongly is lost."""
    try:
        return json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_integer, parse_float=_finite
        )
    except (ValueError, RecursionError):
        raise LostError(pointer, "is no JSON that can be read without loss") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _integer(text: str) -> int:
    number = int(text)
    if not _LEAST <= number <= _MOST:
        raise ValueError
    return number


def _finite(text: str) -> float:
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        raise ValueError
    return number


def _refuse(_constant: str) -> Any:  # noqa: ANN401 — what json would make of NaN
    raise ValueError


class Waiting:
    """Calls that wait for their answers, each with what it is known by and the name of its tool."""

    def __init__(self) -> None:
        self._calls: list[tuple[str, str]] = []

    def add(self, known_by: str, name: str) -> None:
        """A call begins to wait."""
        self._calls.append((known_by, name))

    def take(self, known_by: str | None, tool: str | None) -> tuple[str | None, str | None]:
        """What the call of an answer is known by, and its tool: by id, else by name, else by order."""
        calls = self._calls
        by_id = [call for call in calls if call[0] == known_by]
        by_name = [call for call in calls if known_by is None and call[1] == tool]
        found = next(iter(by_id or by_name or (calls if known_by is None else ())), None)
        if found is None:
            return known_by, None
        calls.remove(found)
        return found


class Keys:
    """The keys of an object, taken one by one: what is left at the end has no place."""

    def __init__(self, data: Record, pointer: str) -> None:
        self._left = {key: value for key, value in data.items() if value is not None}
        self._pointer = pointer

    def take(self, *names: str) -> Any:  # noqa: ANN401 — any JSON value
        """The value of the first of these keys that is there; None where none is."""
        for name in names:
            if name in self._left:
                return self._left.pop(name)
        return None

    def rest(self) -> dict[str, Any]:
        """What has not been taken."""
        return self._left

    def end(self) -> None:
        """Raises LostError where something is left."""
        for name in self._left:
            raise LostError(f"{self._pointer}/{name}", "has no place in other formats")
