"""Splits as the YAML at the head of a dataset's README.md declares them; pure.

Source: Hugging Face hub-docs, "Manually configure your dataset", and `datasets` 5.2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tuneready.reading.splits.names import is_split_name
from tuneready.reading.splits.plain_yaml import MAX_BYTES, is_nothing, is_yes, parse
from tuneready.words import printable

MAX_PATTERNS = 1000
"""More paths in one configuration are not read: aliases can make millions of a few."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_MAX_SHOWN = 80


class Config(NamedTuple):
    """One entry of `configs`.

    `directory`: what its paths are relative to, inside the README's own directory ("" is that itself).
    `patterns`: (split, path or glob) pairs; none where names are to tell the splits in `directory`.
    """

    name: str
    directory: str = ""
    patterns: tuple[tuple[str, str], ...] = ()


class Card(NamedTuple):
    """The configuration that is read, the others, and what is wrong (facts that follow "README.md")."""

    chosen: Config | None = None
    others: tuple[Config, ...] = ()
    problems: tuple[str, ...] = ()


class _WrongError(Exception):
    """A part of the card that is not as it must be; the text is the fact."""


def read_card(readme: bytes) -> Card:
    """The card of a README; whatever it holds, this does not raise."""
    text = readme[: MAX_BYTES + 1].decode("utf-8-sig", "replace")
    front, closed = _front_matter(text)
    if front and not closed and len(readme) > MAX_BYTES:
        return Card(problems=("configs are not read: the front matter is longer than 64 kB",))
    if "configs" not in front:
        return Card()
    if not closed:
        return Card(problems=("configs are not read: the front matter has no end (---)",))
    document = parse(front)
    if document.error:
        return Card(problems=(f"configs are not read: the front matter {document.error}",))
    repeated = tuple(
        f"says {_shown(key)} twice in one place: the last counts" for key in sorted(set(document.repeated))
    )
    declared = document.value.get("configs") if isinstance(document.value, dict) else None
    if is_nothing(declared) or declared == []:
        return Card(problems=repeated)
    card = _card(declared)
    return card._replace(problems=repeated + card.problems)


def _front_matter(text: str) -> tuple[str, bool]:
    """What stands between the first two `---`, and whether there is a second."""
    lines = _LINE_END.split(text)
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[start].lstrip() != "---":
        return "", False
    body = lines[start + 1 :]
    end = next((index for index, line in enumerate(body) if line.rstrip(" \t") == "---"), None)
    return "\n".join(body[:end]), end is not None


def _card(declared: object) -> Card:
    if not isinstance(declared, list):
        return Card(problems=("configs are not read: they are no list",))
    configs: dict[str, Config] = {}
    defaults: list[str] = []
    problems: list[str] = []
    for entry in declared[:MAX_PATTERNS]:
        try:
            config = _config(entry)
        except _WrongError as wrong:
            problems.append(str(wrong))
            continue
        configs[config.name] = config
        if isinstance(entry, dict) and (config.name == "default" or is_yes(entry.get("default"))):
            defaults.append(config.name)
    if not configs:
        return Card(problems=tuple(problems))
    chosen = configs[(defaults or list(configs))[0]]
    others = tuple(config for config in configs.values() if config.name != chosen.name)
    return Card(chosen, others, (*problems, *_choice(chosen, others, defaults)))


def _choice(chosen: Config, others: Sequence[Config], defaults: Sequence[str]) -> Iterator[str]:
    if others:
        names = ", ".join(_shown(config.name) for config in others[:5]) + (", …" if others[5:] else "")
        why = "" if defaults else ", the first, as none is the default"
        yield (
            f"declares other configs, which are not read: {names}; "
            f"only {_shown(chosen.name)} is{why}: check the others with --split NAME=PATH"
        )
    if len(set(defaults)) > 1:
        yield "declares several default configs, which Hugging Face refuses: leave one"


def _config(entry: object) -> Config:
    if not isinstance(entry, dict):
        raise _WrongError("holds a config that is no mapping")
    name = entry.get("config_name")
    if not isinstance(name, str) or is_nothing(name):
        raise _WrongError("holds a config without a config_name, which Hugging Face refuses")
    return Config(name, _directory(name, entry), tuple(_patterns(name, entry)))


def _directory(name: str, entry: Mapping[object, object]) -> str:
    given = entry.get("data_dir")
    if is_nothing(given):
        return ""
    if not isinstance(given, str):
        raise _WrongError(f"has a data_dir in config {_shown(name)} that is no string")
    return "/".join(_steps(name, given))


def _patterns(name: str, entry: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    declared = entry.get("data_files")
    if is_nothing(declared):
        return
    for count, (split, path) in enumerate(_pairs(name, declared)):
        if count == MAX_PATTERNS:
            raise _WrongError(f"names more than {MAX_PATTERNS:,} paths in config {_shown(name)}")
        if not isinstance(path, str):
            raise _WrongError(f"has a path in config {_shown(name)} that is no string")
        yield split, "/".join(_steps(name, path))


def _pairs(name: str, declared: object) -> Iterator[tuple[str, object]]:
    for item in declared if isinstance(declared, list) else [declared]:
        if isinstance(item, str):
            yield "train", item
            continue
        split = item.get("split") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(split, str) or "path" not in item:
            raise _WrongError(f"has data_files in config {_shown(name)} that are no paths by split")
        if not is_split_name(split):
            raise _WrongError(f"names a split {_shown(split)}, which Hugging Face refuses: use letters and _")
        paths = item["path"]
        for path in paths if isinstance(paths, list) else [paths]:
            yield split, path


def _steps(name: str, path: str) -> list[str]:
    """The steps of a path that stays where the README is."""
    steps = [step for step in path.split("/") if step not in ("", ".")]
    if "\0" in path or "\\" in path or ":" in path or path.startswith(("/", "~")) or ".." in steps:
        raise _WrongError(
            f"names {_shown(path)} in config {_shown(name)}, which leads out of the dataset: it is not read"
        )
    return steps


def _shown(text: str) -> str:
    return "'" + printable(text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…") + "'"
