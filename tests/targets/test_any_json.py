"""Finders bear any JSON: scalars where objects belong, strings for lists, nulls, 10,000 turns."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuneready.formats.detect import BY_NAME
from tuneready.formats.validate import faults as format_faults
from tuneready.targets.base import Find
from tuneready.targets.catalogue import TARGETS
from tuneready.targets.held import MOST, Found
from tuneready.testing import lint
from tuneready_checks.image_part import ImagePart
from tuneready_checks.nothing_to_train import NothingToTrain
from tuneready_checks.role_order import RoleOrder
from tuneready_checks.tool_call_mismatch import ToolCallMismatch
from tuneready_checks.weight_spelling import WeightSpelling
from tuneready_checks.wrong_format import WrongFormat

FINDERS: list[Find] = list(
    {demand.find for target in TARGETS.values() for demands in target.formats.values() for demand in demands}
)
KEYS = sorted(
    {
        "role", "content", "weight", "tool_calls", "tool_call_id", "id", "type", "function", "name", "arguments",
        "image_url", "url", "text", "image", "video", "source", "s3Location", "uri", "format", "parts", "fileData",
        "fileUri", "completion", "score", "from", "value", "tools", "images", "system", "messages", "contents",
        "completions", "conversations", "input", "preferred_output", "non_preferred_output", "chosen", "rejected",
        "prompt", "label", "labels", "input_ids", "attention_mask", "interactions", "parameters", "description",
    }
)  # fmt: skip
WORDS = [
    "user",
    "assistant",
    "system",
    "tool",
    "image_url",
    "text",
    "human",
    "gpt",
    "model",
    "",
    "\ud800",
    "<image>",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-200, 200),
    st.floats(),
    st.sampled_from(WORDS),
    st.text(max_size=3),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=25,
)


KINDS = list(
    {demand.kinds for target in TARGETS.values() for demands in target.sets.values() for demand in demands}
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6))
def test_every_count_bears_any_json(record: dict[str, Any]) -> None:
    for kinds in KINDS:
        assert all(isinstance(kind, str) for kind in kinds(record))


HELD = [WrongFormat(), ToolCallMismatch(), RoleOrder(), WeightSpelling(), ImagePart(), NothingToTrain()]
PLAIN = SCALARS.filter(lambda value: value == value and value != "\ud800")  # noqa: PLR0124 — what JSON has a word for
RECORDS = st.dictionaries(
    st.sampled_from(KEYS),
    st.recursive(
        PLAIN,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
        ),
        max_leaves=12,
    ),
    max_size=5,
)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=15, deadline=None)
@given(records=st.lists(RECORDS, min_size=1, max_size=4))
def test_any_file_is_held_against_every_target(name: str, records: list[dict[str, Any]]) -> None:
    once, again = (lint(records, *HELD, targets=[name]) for _ in range(2))
    assert not [check for check, tally in once.tallies.items() if tally.failed]
    assert [each.finding for each in once.findings] == [each.finding for each in again.findings]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6))
def test_every_finder_bears_any_json(record: dict[str, Any]) -> None:
    found = Found(record)
    for find in FINDERS:
        for fault in found.by(find):
            assert fault.message
            assert fault.pointer == "" or fault.pointer.startswith("/")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4), max_size=4),
    st.sampled_from(["messages", "contents", "conversations", "interactions"]),
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=3),
)
def test_every_finder_bears_any_messages(messages: list[Any], key: str, more: dict[str, Any]) -> None:
    record = {**more, key: [{"role": "user", **message} for message in messages]}
    for form in BY_NAME.values():
        format_faults(form, record)
    found = Found(record)
    for find in FINDERS:
        found.by(find)


@pytest.mark.parametrize(
    "turn",
    [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{}"}}] * 3},
        {"role": "tool", "tool_call_id": "a", "content": None},
        {"role": "usr", "content": [{"type": "image_url", "image_url": {"url": "x"}}] * 3},
        {"from": "gpt", "value": "x", "role": 5},
    ],
)
def test_ten_thousand_turns_take_no_more_than_their_time(turn: dict[str, Any]) -> None:
    record = dict.fromkeys(("messages", "contents", "conversations", "interactions"), [turn] * 10_000)
    found = Found(record)
    start = time.process_time()
    assert max(len(found.by(find)) for find in FINDERS) <= MOST
    assert time.process_time() - start < 10
