"""Content of messages as the parts of a turn; every function here bears any JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import orjson

from tuneready.example import Kind, Part, Turn

_TEXT_KEYS = ("text", "value", "content", "refusal")
_KINDS: Mapping[object, Kind] = {
    "tool_call": "call",
    "image_url": "media",
    "audio_url": "media",
    "video_url": "media",
}
_MEDIA_KEYS = ("images", "videos", "audios")
_MEDIA_NAMES = frozenset(_MEDIA_KEYS)


def json_text(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks; a fixed text where it is nested more than 254 levels deep."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # orjson reads deeper than it writes; a strange record must not stop the run
        return "nested too deeply to be shown"


def content_parts(content: object, pointer: str) -> tuple[Part, ...]:
    """The parts of a message's content, be it a string, null, or an array of parts."""
    if isinstance(content, str):
        return (Part(content, pointer),)
    if not isinstance(content, list):
        return ()
    return tuple(_part(item, f"{pointer}/{index}") for index, item in enumerate(content))


def _part(item: object, pointer: str) -> Part:
    if isinstance(item, str):
        return Part(item, pointer)
    if isinstance(item, Mapping):
        for name in _TEXT_KEYS:
            if isinstance(item.get(name), str):
                return Part(item[name], f"{pointer}/{name}", _kind(item, name))
    return Part(json_text(item), pointer, "media")


def _kind(item: Mapping[str, object], name: str) -> Kind:
    """LLaMA-Factory's v1 parts hold everything under `value`: their type says what it is."""
    word = item.get("type")
    return _KINDS.get(word, "text") if name == "value" and isinstance(word, str) else "text"


def text_parts(record: Mapping[str, object], *names: str) -> tuple[Part, ...]:
    """A part for each of these keys that holds text; empty text has none."""
    return tuple(
        Part(text, f"/{name}") for name in names if isinstance(text := record.get(name), str) and text
    )


def tool_parts(tools: object, pointer: str = "/tools") -> tuple[Part, ...]:
    """Tool definitions, given as an array or as its JSON text."""
    if isinstance(tools, str):
        return (Part(tools, pointer, "call"),) if tools else ()
    if not isinstance(tools, list):
        return ()
    return tuple(Part(json_text(tool), f"{pointer}/{index}", "call") for index, tool in enumerate(tools))


def _media_parts(record: Mapping[str, object]) -> Iterator[Part]:
    for name in _MEDIA_KEYS:
        items = record.get(name)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            text = item if isinstance(item, str) else json_text(item)
            yield Part(text, f"/{name}/{index}", "media")


def with_media(turns: Sequence[Turn], record: Mapping[str, object]) -> tuple[Turn, ...]:
    """Turns of a record whose images, videos or sounds stand beside them: the first user turn gets them.

    So two questions with the same words about two pictures stay two.
    """
    if _MEDIA_NAMES.isdisjoint(record):
        return tuple(turns)
    media = tuple(_media_parts(record))
    first = next((index for index, turn in enumerate(turns) if turn.role == "user"), None)
    if not media:
        return tuple(turns)
    if first is None:
        return (Turn("user", media), *turns)
    shown = turns[first]._replace(parts=turns[first].parts + media)
    return (*turns[:first], shown, *turns[first + 1 :])
