"""Recall and precision on labelled sentences that were written by others (Presidio's, half of them)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from scanning import found_in
from support import SHARED_DATA

from tuneready_checks._scan.hit import Level

LABELLED = SHARED_DATA / "presidio_pii" / "labelled_half.jsonl"
NAMES = {
    "CREDIT_CARD": "payment-card",
    "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip-address",
    "PHONE_NUMBER": "phone",
    "US_SSN": "us-ssn",
}
RECALL = dict.fromkeys(NAMES.values(), 0.9)
PRECISION = 0.99

pytestmark = pytest.mark.skipif(
    not LABELLED.is_file(), reason="the labelled sentences are not on this machine"
)

Spans = list[tuple[int, int, str]]


def outcomes() -> Iterator[tuple[Spans, Spans]]:
    """For each sentence what is labelled, and what is found at medium and up."""
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    for row, found in zip(rows, found_in([row["text"] for row in rows], "google-re2"), strict=True):
        wanted = [(start, end, NAMES[label]) for start, end, label in row["spans"] if label in NAMES]
        yield (
            wanted,
            [
                (hit.start, hit.end, hit.entity)
                for hit in found.hits
                if hit.level >= Level.MEDIUM and hit.entity in RECALL
            ],
        )


def meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def test_recall_and_precision() -> None:
    wanted, recalled, reported, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for labels, hits in outcomes():
        for label in labels:
            wanted[label[2]] += 1
            recalled[label[2]] += any(meet(label, hit) for hit in hits)
        for hit in hits:
            reported[hit[2]] += 1
            right[hit[2]] += any(meet(label, hit) for label in labels)
    for entity, least in RECALL.items():
        assert recalled[entity] >= least * wanted[entity], entity
        assert right[entity] >= PRECISION * reported[entity], entity
    assert sum(wanted.values()) > 400
