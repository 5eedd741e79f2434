"""When base models retire, as their providers say: a dated table."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Retirement(NamedTuple):
    """The last day of a model, who says so, where, and on what day that was read."""

    provider: str
    last_day: date
    note: str
    source: str
    read: date


def retirement(model: str) -> Retirement | None:
    """When this model retires; None where no source in the table says so.

    Prefixes that tools put before a name are taken off: `openai/`, `models/`, `ft:` with what follows the
    name of a fine-tuned model.
    """
    name = model.strip().lower().rpartition("/")[2]
    if name.startswith("ft:"):
        name = name.split(":")[1]
    return _table().get(name)


@cache
def _table() -> dict[str, Retirement]:
    text = files("tuneready.targets").joinpath("retirements.toml").read_text(encoding="utf-8")
    return {
        model: Retirement(row["provider"], row["last_day"], row["note"], row["source"], row["read"])
        for row in tomllib.loads(text)["retirement"]
        for model in row["models"]
    }
