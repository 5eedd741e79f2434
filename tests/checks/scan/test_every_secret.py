"""What holds of every rule for secrets: it finds what it describes, and its names and masks tell nothing."""

from __future__ import annotations

import random
import re
from re import _parser  # type: ignore[attr-defined]  # the only parser of regexes that Python has
from typing import Any

import pytest

from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.hit import Hit, Level
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.search import search
from tuneready_checks._scan.secrets import ai, business, cloud, code, keys
from tuneready_checks._scan.secrets.catalog import FAMILIES
from tuneready_checks._scan.secrets.rule import Rule

RULES = [rule for module in (ai, business, cloud, code, keys) for rule in module.RULES if rule != keys.JWT]
RANKED = list(enumerate(FAMILIES))
TRIGGERS = [trigger for family in FAMILIES for trigger in family.triggers]


def drawn(pattern: bytes, rng: random.Random) -> str:
    """A text that fits a pattern, its characters drawn evenly."""
    return "".join(_drawn(step, rng) for step in _parser.parse(pattern.decode("ascii")))


def _drawn(step: tuple[Any, Any], rng: random.Random) -> str:
    name, value = str(step[0]), step[1]
    if name == "LITERAL":
        return chr(value)
    if name == "IN":
        return chr(rng.choice(_members(value)))
    if name == "MAX_REPEAT":
        least, most, inner = value
        count = rng.randint(least, min(int(most), least + 8))
        return "".join(_drawn(each, rng) for _ in range(count) for each in inner)
    if name == "SUBPATTERN":
        return "".join(_drawn(each, rng) for each in value[-1])
    if name == "BRANCH":
        return "".join(_drawn(each, rng) for each in rng.choice(value[1]))
    assert name == "AT", name
    return ""


def _members(items: list[tuple[Any, Any]]) -> list[int]:
    members: list[int] = []
    for name, value in items:
        members += [value] if str(name) == "LITERAL" else range(value[0], value[1] + 1)
    return members


def token_of(rule: Rule, seed: int) -> str:
    """A token of this rule that does not look like a placeholder."""
    rng = random.Random(seed)
    while True:
        token = drawn(b"(?:" + rule.prefix + b")" + rule.body, rng)
        hits = find(rule.lead.decode() + token)
        if hits and hits[0].level is not Level.PLACEHOLDER:
            return token


def find(text: str) -> tuple[Hit, ...]:
    return search(text.encode(), RANKED, lambda _: True).hits


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.entity)
def test_a_rule_finds_its_own_tokens_through_its_trigger(rule: Rule) -> None:
    tokens = [token_of(rule, seed) for seed in range(5)]
    for before, after in (("", ""), ("use ", " now"), ('"', '",'), ("é", "é"), ("token=", "\n")):
        texts = [f"{before}{rule.lead.decode()}{token}{after}" for token in tokens]
        for token, text in zip(tokens, texts, strict=True):
            hits = find(text)
            assert [hit.entity for hit in hits] == [rule.entity]
            assert text[hits[0].start : hits[0].end] == token
    engine = Engine([family.shape for family in FAMILIES], Re2Backend(TRIGGERS))
    found = engine.candidates([rule.lead.decode() + token for token in tokens])
    assert [rule.entity in {FAMILIES[shape].entity for shape in shapes} for _, shapes in found] == [True] * 5


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.entity)
def test_names_and_masks_hold_no_piece_of_a_token(rule: Rule) -> None:
    token = token_of(rule, 7)
    hit = find(rule.lead.decode() + token)[0]
    shown = f"{rule.entity} {rule.title} {hit.mask}"
    assert [token[at : at + 5] for at in range(len(token) - 4) if token[at : at + 5] in shown] == []
    assert len(hit.mask.partition("…")[0]) <= min(4, len(token) // 4)


def test_every_entity_is_named_once_and_in_kebab_case() -> None:
    names = [rule.entity for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", name) for name in names)


@pytest.mark.parametrize(
    "body",
    [
        "...",
        "<your key>",
        "MIIE" + "A" * 300,
        "your private key goes here, in as many lines as it takes to hold it all",
    ],
    ids=["dots", "angle", "one letter", "prose"],
)
def test_a_private_key_that_is_none_is_a_placeholder(body: str) -> None:
    begin, end = "-----BEGIN PRIV" + "ATE KEY-----", "-----END PRIV" + "ATE KEY-----"
    assert [hit.level for hit in find(f"{begin}\n{body}\n{end}")] == [Level.PLACEHOLDER]


@pytest.mark.parametrize("newline", ["\n", "\\n", "\r\n"], ids=["lf", "escaped", "crlf"])
@pytest.mark.parametrize("name", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "])
def test_a_private_key_is_found_whole(name: str, newline: str) -> None:
    rng = random.Random(3)
    lines = ["".join(rng.choices("ABCDEFGHabcdefgh0123456789+/", k=64)) for _ in range(12)]
    lines = ["b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz", *lines]
    key = newline.join(
        [f"-----BEGIN {name}PRIV" + "ATE KEY-----", *lines, f"-----END {name}PRIV" + "ATE KEY-----"]
    )
    hits = find(f"Here: {key} and more")
    assert [(hit.level, hit.start, hit.end) for hit in hits] == [(Level.HIGH, 6, 6 + len(key))]
    assert hits[0].mask == f"…({len(key)})"
