"""Tables of cases: what is found in a text, by either backend. To add a case, add a line to cases/*.jsonl."""

from __future__ import annotations

from collections import Counter

import pytest
from scanning import BACKENDS, CASES, FAMILIES, PERSONAL, SECRETS, Case, everything_in, found_in

from tuneready_checks._scan.hit import Level

NAMES = {family.entity for family in FAMILIES}


def _name(case: Case) -> str:
    return f"{case.entity}-{case.level}-{CASES.index(case)}"


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("case", CASES, ids=_name)
def test_case(case: Case, backend: str) -> None:
    (found,) = found_in([case.text], backend)
    hits = [hit for hit in found.hits if case.entity in {None, hit.entity} and hit.level is not Level.LOW]
    if case.level == "low":
        hits = [hit for hit in found.hits if hit.entity == case.entity and hit.level is Level.LOW]
    assert [(hit.start, hit.end, hit.level.name.lower()) for hit in hits] == [
        (*span, case.level) for span in case.spans
    ]


def test_every_case_names_an_entity_and_marks_its_values() -> None:
    assert {case.entity for case in CASES} - NAMES == {None}
    assert [case for case in CASES if bool(case.spans) != bool(case.level)] == []
    assert len(set(CASES)) == len(CASES)


def test_backends_find_the_same_in_a_batch_of_all_cases() -> None:
    texts = [case.text for case in CASES]
    assert found_in(texts, "hyperscan") == found_in(texts, "google-re2")


def test_wherever_the_exact_search_finds_triggers_and_shapes_let_it() -> None:
    texts = [case.text for case in CASES]
    assert found_in(texts, "google-re2") == [everything_in(text) for text in texts]


def test_every_entity_has_its_cases() -> None:
    """Personal data has cases enough to be trusted, both ways; each secret at least one that is found."""
    assert NAMES - {case.entity for case in CASES if case.level} == {"national-id"}
    found = Counter(case.entity for case in PERSONAL if case.level)
    clean = Counter(case.entity for case in PERSONAL if not case.level)
    assert {name for name in found if found[name] < 8 or clean[name] < 6} == set()
    assert sum(not case.level for case in SECRETS) >= 30
