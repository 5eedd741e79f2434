"""The check tool-call-mismatch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    Block,
    DatasetCheck,
    Example,
    ExampleCheck,
    Facts,
    Finding,
    Overview,
    Remark,
    Severity,
    fault,
    plural,
    shown,
)
from tuneready_checks._calls.arguments import repeated, unfit
from tuneready_checks._calls.conversation import conversation
from tuneready_checks._calls.declared import Declared, declared
from tuneready_checks._calls.pairing import mispaired
from tuneready_checks._calls.said import Call, Said
from tuneready_checks._targets import unmet

_MOST = 10
"""Findings that are told of one example."""


class ToolCallMismatch(ExampleCheck, DatasetCheck):
    """A tool call does not match its answer, or what the tool declares.

    Answers to no call, calls that nobody answers before the conversation goes on, an id twice, names of
    tools that are not declared, arguments that are no JSON or do not fit the tool's parameters. A call
    that ends the example needs no answer. Of a preference pair the preferred answer is looked at.

    ## Why it matters

    Providers take such records, or refuse them with "invalid schema" and no line; the model learns to
    call tools that do not exist, with arguments that the code behind them cannot read.

    ## How to fix it

    Give each answer the `tool_call_id` of the call before it, declare every tool that is called, and
    write arguments as the tool's JSON Schema has them (in OpenAI's format: as a JSON string).
    """

    name = "tool-call-mismatch"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [
            {
                "messages": [
                    {"role": "user", "content": "Is it raining in Oslo?"},
                    {
                        "role": "assistant",
                        "tool_calls": [
                            {
                                "id": "call_1",
                                "type": "function",
                                "function": {"name": "weather", "arguments": '{"city": "Oslo"}'},
                            }
                        ],
                    },
                    {"role": "tool", "tool_call_id": "call_1", "content": "rain"},
                    {"role": "assistant", "content": "It is."},
                ],
                "tools": [
                    {
                        "type": "function",
                        "function": {
                            "name": "weather",
                            "parameters": {
                                "type": "object",
                                "properties": {"city": {"type": "string"}},
                                "required": ["city"],
                            },
                        },
                    }
                ],
            }
        ]
    ]
    bad = [
        [
            {
                "conversations": [
                    {"from": "human", "value": "Is it raining in Oslo?"},
                    {"from": "function_call", "value": '{"name": "weather", "arguments": {"town": 5}}'},
                    {"from": "observation", "value": "rain"},
                    {"from": "gpt", "value": "It is."},
                ],
                "tools": '[{"name": "weather", "parameters": {"type": "object", "required": ["city"]}}]',
            }
        ],
        [
            {
                "messages": [
                    {"role": "user", "content": "Is it raining in Oslo?"},
                    {"role": "tool", "tool_call_id": "call_1", "content": "rain"},
                    {"role": "assistant", "content": "It is."},
                ]
            }
        ],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        """What a target says of a place comes first, and nothing is told of that place again."""
        told: dict[int, list[str]] = {}
        for finding in unmet(block, self.name):
            told.setdefault(finding.at, []).append(finding.pointer)
            yield finding
        for finding in super().look(block):
            if not any(_within(finding.pointer, place) for place in told.get(finding.at, ())):
                yield finding

    def find(self, example: Example) -> Iterator[Finding]:
        if _has_tools(example):
            yield from islice(_found(example), _MOST)

    def map(self, block: Block) -> Facts:
        facts = np.array(
            [
                (example.id, why)
                for example in block.examples
                if example.view.tools
                for why in _unread(example)
            ],
            [("id", np.int64), ("why", "U10")],
        )
        return block.partition(np.zeros(len(facts), np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], _overview: Overview) -> Iterator[Remark]:
        for why, words in _UNREAD.items():
            count = len(set(facts["id"][facts["why"] == why].tolist()))
            if count:
                yield Remark(
                    message=f"arguments of {plural(count, 'example')} were not held against the tool's "
                    f"parameters: {words}",
                    data={"unread": why, "examples": count},
                )


_UNREAD = {
    "elsewhere": "these refer to something that does not stand in them ($ref)",
    "no-schema": "these are no JSON Schema",
}


def _within(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(place + "/")


def _has_tools(example: Example) -> bool:
    return bool(example.view.tools) or any(
        turn.role == "tool" or any(part.kind == "call" for part in turn.parts) for turn in example.turns
    )


def _tools(example: Example) -> Declared:
    return declared(tuple(part.text for part in example.view.tools))


def _unread(example: Example) -> set[str]:
    """Why calls of this example were not held against what they declare."""
    schemas = _tools(example).schemas
    if not any(isinstance(schema, str) for schema in schemas.values()):
        return set()
    called = {call.name for each in conversation(example.record) for call in each.calls if call.name}
    return {schema for name in called if isinstance(schema := schemas.get(name), str)}


def _found(example: Example) -> Iterator[Finding]:
    said = list(conversation(example.record))
    tools = _tools(example)
    calls = [call for each in said for call in each.calls]
    for call in calls:
        yield from _wrong_call(example, call, tools)
    for wrong in mispaired(said):
        severity = None if wrong.grave else Severity.WARNING
        yield fault(example, wrong.message, pointer=wrong.pointer, detail=wrong.message, severity=severity)
    yield from _about_tools(example, said, tools)


def _wrong_call(example: Example, call: Call, tools: Declared) -> Iterator[Finding]:
    at = call.pointer
    if call.broken:
        yield fault(example, f"{at} {call.broken}", pointer=at, detail=call.broken)
    elif call.name is None:
        yield fault(example, f"{at} names no tool", pointer=at)
    else:
        if tools.schemas and not tools.open and call.name not in tools.schemas:
            yield fault(example, f"{at} calls {shown(call.name)}, which is not declared", pointer=at)
        schema = tools.schemas.get(call.name)
        for pointer, message in unfit(call, None if isinstance(schema, str) else schema):
            yield fault(example, message, pointer=pointer, detail=message)
        yield from _repeated(example, call)


def _repeated(example: Example, call: Call) -> Iterator[Finding]:
    key = repeated(call)
    if key is not None:
        at = call.arguments_at
        message = f"{at} holds the key {shown(key)} twice in one object: only the last is read"
        yield fault(example, message, pointer=at, detail=message, usable=True, severity=Severity.WARNING)


def _about_tools(example: Example, said: list[Said], tools: Declared) -> Iterator[Finding]:
    """Tools that cannot be read; calls where none is declared, which is only unwise."""
    if tools.open and isinstance(example.record.get("tools"), str):
        yield fault(example, "/tools is no JSON array of tools", pointer="/tools")
    elif not example.view.tools and (first := next((call for each in said for call in each.calls), None)):
        yield fault(
            example,
            "a tool is called, and none is declared",
            pointer=first.pointer,
            usable=True,
            severity=Severity.INFO,
        )
