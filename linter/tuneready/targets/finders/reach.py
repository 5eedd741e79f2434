"""How finders reach into a record; every function here bears any JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, ParamSpec, cast

from tuneready.targets.base import BEYOND_PLAIN, Find

Path = tuple[str, ...]
Said = Mapping[str, Any]
P = ParamSpec("P")

MESSAGES: Path = ("messages",)
ROLE = "role"


def shared(make: Callable[P, Find]) -> Callable[P, Find]:
    """The same finder for the same arguments, so that what many targets ask is looked for once."""
    return cast("Callable[P, Find]", cache(make))


def shared_beyond_plain(make: Callable[P, Find]) -> Callable[P, Find]:
    """As `shared`, for finders that find nothing in a plain chat: most records are, and need not be looked at."""

    def made(*args: P.args, **kwargs: P.kwargs) -> Find:
        find = make(*args, **kwargs)
        setattr(find, BEYOND_PLAIN, True)
        return find

    return shared(made)


def at(record: object, path: Sequence[str]) -> Any:  # noqa: ANN401 — any JSON value
    """The value under these keys; None where there is none."""
    value: Any = record
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def listed(value: object) -> Sequence[Any]:
    """The value, where it is an array; else nothing."""
    return value if isinstance(value, list) else ()


def things(value: object) -> list[tuple[int, Said]]:
    """The objects of an array, each with its index."""
    if not isinstance(value, list):
        return []
    return [(index, each) for index, each in enumerate(value) if isinstance(each, dict)]


def messages_at(record: object, path: Path = MESSAGES) -> list[tuple[int, Said]]:
    """The messages under these keys, each with its index; none where there is no array."""
    if path is MESSAGES and isinstance(record, dict):
        return things(record.get("messages"))
    return things(at(record, path))


def content_parts(message: Said) -> list[tuple[int, Said]]:
    """The objects of a content that is an array."""
    return things(message.get("content"))


def pointer_to(path: Sequence[str | int], *steps: str | int) -> str:
    """JSON pointer of a place below these keys; a key that is no plain name may be personal data."""
    return "".join(f"/{step}" for step in (*path, *steps))


def either(words: Sequence[str]) -> str:
    """Words as a choice: "a", "a or b", "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def said_role(message: Said, key: str = ROLE) -> str:
    """The role of a message; empty where it is no string."""
    role = message.get(key)
    return role if isinstance(role, str) else ""


def is_blank(value: object) -> bool:
    """A text of white space only, or an array of such texts and nothing else."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_blank(each.get("text")) if isinstance(each, dict) else is_blank(each) for each in value)
    return value is None
