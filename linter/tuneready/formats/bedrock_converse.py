"""Amazon Bedrock Converse: contents are blocks without a type; for Nova and Llama.

Sources: Amazon Nova and Bedrock customization guides, read 2026-08; the dataset validators in
aws-samples/amazon-bedrock-samples, commit 85fba9d (2026-08-21).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tuneready.example import Part, Turn, View
from tuneready.formats._parts import json_text, tool_parts
from tuneready.formats._schema import OBJECT, STRING, Schema, listing, one_of_words, record, thing
from tuneready.formats._signs import content_items
from tuneready.formats.base import Format, Record

TEXT: Schema = {"type": "object", "properties": {"text": STRING}}
RESULT = thing(["content"], {"content": listing({**TEXT, "minProperties": 1}, least=0)})
BLOCK: Schema = {
    "type": "object",
    "minProperties": 1,
    "properties": {"text": STRING, "toolUse": OBJECT, "toolResult": RESULT},
}
MESSAGE = thing(
    ["role", "content"], {"role": one_of_words("user", "assistant"), "content": listing(BLOCK, least=0)}
)
SYSTEM: Schema = {"type": ["array", "null"], "items": TEXT}
TOOLS: Schema = {"type": ["object", "null"], "properties": {"tools": {"type": "array"}}}


def recognises(data: Record) -> bool:
    """It names Bedrock's schema version, its system is an array, or a block of content has no type."""
    version = data.get("schemaVersion")
    if isinstance(version, str) and version.startswith("bedrock-"):
        return True
    return isinstance(data.get("system"), list) or any("type" not in item for item in content_items(data))


def _plain_part(block: Mapping[str, Any], pointer: str) -> Part:
    if "text" in block:
        return Part(block["text"], f"{pointer}/text")
    if "json" in block:
        return Part(json_text(block["json"]), f"{pointer}/json")
    return Part(json_text(block), pointer, "media")


def _parts(block: Mapping[str, Any], pointer: str) -> Iterator[Part]:
    if "toolUse" in block:
        call = {key: value for key, value in block["toolUse"].items() if key != "toolUseId"}
        yield Part(json_text(call), f"{pointer}/toolUse", "call")
    elif "toolResult" in block:
        for index, item in enumerate(block["toolResult"]["content"]):
            yield _plain_part(item, f"{pointer}/toolResult/content/{index}")
    else:
        yield _plain_part(block, pointer)


def _turn(message: Mapping[str, Any], pointer: str) -> Turn:
    blocks = message["content"]
    parts = tuple(
        part for index, block in enumerate(blocks) for part in _parts(block, f"{pointer}/content/{index}")
    )
    if message["role"] == "assistant":
        return Turn("assistant", parts, trained=True)
    return Turn("tool" if any("toolResult" in block for block in blocks) else "user", parts)


def view(data: Record) -> View:
    """Every assistant message is trained on."""
    blocks = enumerate(data.get("system") or ())
    system = tuple(_plain_part(block, f"/system/{index}") for index, block in blocks)
    turns = [Turn("system", system)] if system else []
    turns += [_turn(message, f"/messages/{index}") for index, message in enumerate(data["messages"])]
    tools = (data.get("toolConfig") or {}).get("tools")
    return View(tuple(turns), tools=tool_parts(tools, "/toolConfig/tools"))


FORMAT = Format(
    name="bedrock-converse",
    title="Bedrock Converse",
    keys=frozenset({"messages"}),
    schema=record(["messages"], {"messages": listing(MESSAGE), "system": SYSTEM, "toolConfig": TOOLS}),
    view=view,
    recognises=recognises,
    also=frozenset({"openai-chat"}),
)
