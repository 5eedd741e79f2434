"""From facts to findings: one a value, whatever the number of its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from tuneready.api import MOST_RELATED, Bars, Finding, Related, Remark, Severity, plural
from tuneready_checks._scan.facts import ROLES, State
from tuneready_checks._scan.hit import Family, Level

if TYPE_CHECKING:
    import numpy.typing as npt

    Rows = npt.NDArray[Any]

_SEVERAL = 2
_SEVERITY: Mapping[Level, Severity | None] = {
    Level.PLACEHOLDER: Severity.INFO,
    Level.LOW: Severity.INFO,
    Level.MEDIUM: Severity.WARNING,
    Level.HIGH: None,
}


def findings(facts: Rows, names: Sequence[Family]) -> Iterator[Finding]:
    """Findings of one partition; `names` holds for each entity's code a family that bears its names."""
    for rows in _groups(facts):
        family = names[int(rows["entity"][0])]
        if rows["state"][0] == State.VALUE:
            yield _of_value(rows, family)
        else:
            yield _of_count(rows, family)


def _groups(facts: Rows) -> Iterator[Rows]:
    """Rows of one value, or of one entity where they are only counted; each in order of place."""
    prints = np.where(facts["state"] == State.VALUE, facts["fingerprint"], np.uint64(0))
    order = np.lexsort(
        (facts["start"], facts["pointer"], facts["example"], prints, facts["state"], facts["entity"])
    )
    rows, prints = facts[order], prints[order]
    kinds = [rows["entity"], rows["state"], prints]
    changes = np.logical_or.reduce([column[1:] != column[:-1] for column in kinds])
    edges = [0, *(np.flatnonzero(changes) + 1).tolist(), len(rows)]
    for start, end in pairwise(edges):
        if start < end:
            yield rows[start:end]


def _of_value(rows: Rows, family: Family) -> Finding:
    first, level = rows[0], Level(int(rows["level"].max()))
    examples = np.unique(rows["example"]).tolist()
    mask, role = first["mask"].decode("utf-8", "ignore"), ROLES[first["role"]]
    message = f"{family.title} {mask} in {role} message ({level.name.lower()})"
    if len(examples) > 1:
        message += f", in {plural(len(examples), 'example')}"
    return Finding(
        **_place(rows, examples, level, "the same value"),
        message=message,
        identity=f"{family.entity} {int(first['fingerprint']):016x}",
        span=(int(first["start"]), int(first["end"])),
        data={"entity": family.entity, "level": level.name.lower(), "mask": mask, "role": role},
    )


def _of_count(rows: Rows, family: Family) -> Finding:
    state, level = State(int(rows["state"][0])), Level(int(rows["level"].max()))
    examples = np.unique(rows["example"]).tolist()
    count = int(rows["amount"].sum())
    where = f"in {plural(len(examples), 'example')}"
    what = plural(count, family.title, family.titles)
    message = {
        State.PLACEHOLDER: f"{count:,} placeholder {family.title if count == 1 else family.titles} {where}",
        State.COUNTED: f"{what} {where} counted, but not listed one by one",
        State.UNJUDGED: f"{plural(count, 'candidate')} for {family.titles} {where} not looked into",
    }[state]
    if state is State.UNJUDGED:
        level = Level.MEDIUM
    data = {
        "entity": family.entity,
        "level": level.name.lower(),
        "mask": rows["mask"][0].decode("utf-8", "ignore"),
        "role": ROLES[rows["role"][0]],
        "count": count,
    }
    return Finding(
        **_place(rows, examples, level, "more of them"),
        message=message,
        identity=f"{family.entity} {state.name.lower()}",
        data=data,
    )


def _place(rows: Rows, examples: list[int], level: Level, note: str) -> dict[str, Any]:
    others = examples[1:]
    return {
        "at": examples[0],
        "pointer": rows["pointer"][0].decode("utf-8", "surrogatepass"),
        "unusable": tuple(examples) if level >= Level.MEDIUM else (),
        "related": tuple(Related(other, note) for other in others[:MOST_RELATED]),
        "related_total": len(others),
        "severity": _SEVERITY[level],
    }


def with_kinds(found: Iterable[Finding], names: Sequence[Family]) -> Iterator[Finding | Remark]:
    """The findings, and a picture of their kinds where there are several; placeholders are not counted."""
    kinds: Counter[str] = Counter()
    for finding in found:
        if finding.severity is not Severity.INFO:
            kinds[finding.data["entity"]] += finding.data.get("count", 1)
        yield finding
    if len(kinds) < _SEVERAL:
        return
    titles = {family.entity: family.title for family in names}
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    yield Remark(
        message=f"{kinds.total():,} values of {len(kinds)} kinds",
        picture=Bars(
            of="values found, by kind", bars=tuple((titles[entity], count) for entity, count in ordered)
        ),
    )
