"""The forms of a split's outputs, held against the form that most of them have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import MOST_RELATED, Finding, Related, Remark, Severity, plural, shown
from tuneready_checks._outputs.shape import BROKEN_JSON, JSON, LINE, LINES, TYPES, XML

Rows = npt.NDArray[Any]
OUTPUT = np.dtype(
    [("id", np.int64), ("key", np.uint64), ("kind", np.uint8), ("opening", np.uint64), ("closing", np.uint64)]
)
FIELD = np.dtype([("id", np.int64), ("field", np.uint64), ("type", np.uint8), ("name", "S40")])

_ONE_LINE = 0.98
_REQUIRED = 0.95
_USUAL_TYPE = 0.05


@dataclass(frozen=True)
class Split:
    """The outputs of one split, and the fields of those that are JSON."""

    name: str
    outputs: Rows
    fields: Rows
    most: float

    def said(self) -> Iterator[Finding | Remark]:
        """What is to be said of the split's outputs."""
        kinds = np.bincount(self.outputs["kind"], minlength=LINES + 1)
        json, broken = int(kinds[JSON]), int(kinds[BROKEN_JSON])
        if json >= 3 and json > broken:  # noqa: PLR2004 — fewer are chance
            yield from self._ones(self._of(BROKEN_JSON), "JSON that does not parse")
        elif broken >= self.most * len(self.outputs):
            yield self._none_parses(broken)
        total = len(self.outputs)
        if json + broken >= self.most * total and json > broken:
            yield from self._structured("JSON", json, JSON, BROKEN_JSON)
            yield from self._fields(json)
        elif kinds[XML] >= self.most * total:
            yield from self._structured("XML", int(kinds[XML]), XML)
        else:
            yield from self._unstructured(kinds)

    def _of(self, *kinds: int) -> Rows:
        return self.outputs[np.isin(self.outputs["kind"], kinds)]

    def _structured(self, name: str, right: int, *kinds: int) -> Iterator[Finding | Remark]:
        others = self.outputs[~np.isin(self.outputs["kind"], kinds)]
        share = right / len(self.outputs)
        said = f"{right:,} of {plural(len(self.outputs), 'output')} ({100 * share:.0f} %) are {name}"
        yield Remark(message=said, split=self.name, data={"structured": share})
        yield from self._ones(others, f"is no {name}, as {100 * share:.0f} % of the outputs are")

    def _unstructured(self, kinds: Rows) -> Iterator[Finding]:
        total = len(self.outputs)
        for column, what in (("opening", "begin with the same words"), ("closing", "end with the same mark")):
            values, counts = np.unique(self.outputs[column], return_counts=True)
            most = int(counts.argmax())
            if values[most] and counts[most] >= self.most * total:
                share = f"{100 * counts[most] / total:.0f} % of the outputs {what}: this one does not"
                yield from self._ones(self.outputs[self.outputs[column] != values[most]], share)
        if kinds[LINE] >= max(_ONE_LINE, self.most) * total:
            share = f"{100 * kinds[LINE] / total:.0f} % of the outputs are one line: this one has several"
            yield from self._ones(self._of(LINES), share, Severity.INFO)

    def _fields(self, json: int) -> Iterator[Finding]:
        """JSON whose fields or types are not those of the others."""
        wrong: dict[int, list[str]] = {}
        present = np.unique(self.fields["id"])  # an empty array has no fields to miss
        ordered = self.fields[np.argsort(self.fields["field"], kind="stable")]
        for rows in np.split(ordered, np.flatnonzero(np.diff(ordered["field"])) + 1) if len(ordered) else ():
            having = np.unique(rows["id"])
            name = shown(rows["name"][0].decode("utf-8", "replace"))
            if len(having) >= _REQUIRED * json:
                for example in np.setdiff1d(present, having):
                    wrong.setdefault(int(example), []).append(f"field {name} is missing")
                types = np.bincount(rows["type"], minlength=len(TYPES))
                usual = int(types.argmax())
                rare = np.flatnonzero((types > 0) & (types < _USUAL_TYPE * json))
                for row in rows[np.isin(rows["type"], rare)]:
                    said = f"field {name} is {TYPES[row['type']]}, elsewhere {TYPES[usual]}"
                    wrong.setdefault(int(row["id"]), []).append(said)
            elif len(having) == 1 and json >= 20:  # noqa: PLR2004 — below, a rare field is no surprise
                wrong.setdefault(int(having[0]), []).append(f"field {name} stands in no other output")
        for row in self._of(JSON):
            told = wrong.get(int(row["id"]), [])
            if any("no other" not in each for each in told):
                yield self._one(row, "; ".join(told))

    def _ones(self, rows: Rows, message: str, severity: Severity | None = None) -> Iterator[Finding]:
        yield from (self._one(row, message, severity) for row in rows)

    def _one(self, row: Any, message: str, severity: Severity | None = None) -> Finding:  # noqa: ANN401 — a record of numpy
        example = int(row["id"])
        return Finding(
            at=example,
            message=message,
            identity=f"{int(row['key']):016x} {message.partition('%')[2] or message}",
            unusable=(example,),
            severity=severity,
        )

    def _none_parses(self, broken: int) -> Finding:
        ids = self._of(BROKEN_JSON)["id"].tolist()
        return Finding(
            at=ids[0],
            message=f"{broken:,} of {plural(len(self.outputs), 'output')} look like JSON and do not parse",
            identity=self.name,
            related=tuple(Related(example, "does not parse") for example in ids[1 : MOST_RELATED + 1]),
            related_total=len(ids) - 1,
            severity=Severity.INFO,
        )
