"""The check tool-call-mismatch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tuneready.api import Example, ExampleCheck, Finding, Severity, fault, shown
from tuneready_checks._calls.arguments import unfit
from tuneready_checks._calls.conversation import conversation
from tuneready_checks._calls.declared import Declared, declared
from tuneready_checks._calls.pairing import mispaired
from tuneready_checks._calls.said import Call, Said

_MOST = 10
"""Findings that are told of one example."""


class ToolCallMismatch(ExampleCheck):
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

    def find(self, example: Example) -> Iterator[Finding]:
        if example.view.tools or any(
            turn.role == "tool" or any(part.kind == "call" for part in turn.parts) for turn in example.turns
        ):
            yield from islice(_found(example), _MOST)


def _found(example: Example) -> Iterator[Finding]:
    said = list(conversation(example.record))
    tools = declared(tuple(part.text for part in example.view.tools))
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
        for pointer, message in unfit(call, tools.schemas.get(call.name)):
            yield fault(example, message, pointer=pointer, detail=message)


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
