"""Records that no format recognises, and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest

from tuneready.formats.detect import detect
from tuneready.formats.near_miss import COMMON, hint

HINTS: list[tuple[dict[str, Any], str]] = [
    ({}, f"record is empty: expected {COMMON}"),
    (
        {"input": {}, "preferred_completion": [], "non_preferred_completion": []},
        "no known format: expected preferred_output, not preferred_completion, and non_preferred_output",
    ),
    (
        {"role": "user", "content": "Hi"},
        "no known format: it is one message: a line holds a whole conversation, under messages",
    ),
    (
        {"from": "human", "value": "Hi"},
        "no known format: it is one turn: a line holds a whole conversation, under conversations",
    ),
    (
        {"question": "Peru?", "answer": "Lima"},
        "no known format: expected question under prompt and answer under completion",
    ),
    (
        {"instruction": "Peru?", "response": "Lima"},
        "no known format: expected the answer under output, not response",
    ),
    (
        {"prompt": "Peru?", "response": "Lima"},
        "no known format: expected the answer under completion, not response",
    ),
    ({"mesages": []}, "no known format: perhaps 'mesages' means messages"),
    ({"message": []}, "no known format: perhaps 'message' means messages"),
    ({"conversation": []}, "no known format: perhaps 'conversation' means conversations"),
    (
        {"Prompt": "Peru?", "Completion": "Lima"},
        "no known format: perhaps 'Prompt' means prompt",
    ),
    (
        {"prompt": "Peru?", "complettion": "Lima"},
        "no known format: perhaps 'complettion' means completion",
    ),
    (
        {"prompt": "Peru?", "choosen": "Lima", "rejected": "Cusco"},
        "no known format: perhaps 'choosen' means chosen",
    ),
    (
        {"prompt": "Peru?", "chosen": "Lima"},
        "no known format: chosen stands without rejected",
    ),
    (
        {"instruction": "Peru?"},
        "no known format: instruction stands without output",
    ),
    (
        {"a": 1, "ann@example.com": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7},
        (
            "no known format has the keys 'a', a string of 15 characters, 'c', 'd', 'e' and 2 more: "
            f"expected {COMMON}"
        ),
    ),
    ({"body": "Peru"}, f"no known format has the key 'body': expected {COMMON}"),
]


@pytest.mark.parametrize(
    ("record", "expected"),
    HINTS,
    ids=lambda value: "" if isinstance(value, str) else "-".join(value) or "empty",
)
def test_hint(record: dict[str, Any], expected: str) -> None:
    assert detect(record) is None
    assert hint(record) == expected
