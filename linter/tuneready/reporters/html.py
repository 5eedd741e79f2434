"""The HTML report: a page to look at, in one file, that needs no script and no network."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from posixpath import commonpath, dirname
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from tuneready.remark import Answer
from tuneready.report import CheckTotals, FindingEntry, RemarkEntry, Report
from tuneready.reporters import _drawing as drawing
from tuneready.reporters._grouping import Alike, alike
from tuneready.reporters._prose import paragraphs
from tuneready.reporters._wording import (
    VERDICTS,
    by_gravity,
    cost,
    fitting,
    severities,
    stage_words,
    verdict,
)
from tuneready.reporters.style import Style
from tuneready.words import plural

_FOLDER = Path(__file__).parent / "page"
_COMMAND = re.compile(r"##(?=\[|vso\[)")
"""What runners take for a command, should the page be printed to a log."""
_ROOM = 250_000
"""Bytes for findings. With all else that is capped below, a page stays under 600 kB whatever it tells of."""
_ROOM_ACCEPTED = 40_000
_MARKUP = 420
"""Bytes of tags around a finding."""
_MOST = 40
_LONGEST = 400
_MOST_PLACES = 5
_MOST_STEPS = 4


class Part(NamedTuple):
    """A check with what is listed of it."""

    name: str
    totals: CheckTotals
    groups: list[Alike]
    listed: int


def render(report: Report, _style: Style) -> str:
    """One page."""
    script = (_FOLDER / "filter.js").read_text(encoding="utf-8").strip()
    digest = b64encode(sha256(script.encode()).digest()).decode()
    parts = _parts(report)
    accepted = _fitting(alike(report.accepted), _ROOM_ACCEPTED)
    page = _template().render(
        report=report,
        verdict=verdict(report),
        parts=parts,
        clean=[name for name, totals in report.checks.items() if not totals.findings][:_MOST],
        accepted=accepted,
        accepted_listed=sum(1 + len(group.others) for group in accepted),
        accepted_total=sum(totals.accepted for totals in report.checks.values()),
        steps=sorted(parts, key=lambda part: -part.totals.points)[:_MOST_STEPS],
        flow=drawing.flow(report.funnel) if report.funnel and report.funnel[0].left else None,
        answers=[remark for remark in report.remarks if isinstance(remark.picture, Answer)][:_MOST],
        remarks=_by_check(report.remarks),
        files=sorted({finding.file for finding in report.findings})[:_MOST],
        below=_below([finding.file for finding in report.findings]),
        script=Markup(script),  # noqa: S704 — our own file
        css=Markup((_FOLDER / "page.css").read_text(encoding="utf-8").strip()),  # noqa: S704 — our own file
        digest=digest,
    )
    return _COMMAND.sub("&#35;#", page).rstrip() + "\n"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        {
            "plural": plural,
            "cost": cost,
            "gain": _gain,
            "says_all": _says_all,
            "fitting": fitting,
            "severities": severities,
            "paragraphs": paragraphs,
            "stage_words": stage_words,
            "verdicts": VERDICTS,
            "columns": drawing.columns,
            "lengths": drawing.lengths,
            "grid": drawing.grid,
            "most": _MOST,
            "most_places": _MOST_PLACES,
        }
    )
    environment.filters.update(
        {
            "cut": _cut,
            "sentence": _sentence,
            "breakable": _breakable,
            "number": drawing.number,
            "anchor": _anchor,
        }
    )
    return environment.get_template("page.html")


def _cut(text: str, longest: int = _LONGEST) -> str:
    """Text that takes no more than so many bytes of the page."""
    if len(escape(text).encode()) <= longest:
        return text
    sizes = accumulate(len(escape(sign).encode()) for sign in text)
    return text[: sum(size < longest for size in sizes)] + "…"


def _breakable(path: str) -> Markup:
    """A path that may be broken behind a slash."""
    return Markup("/<wbr>").join(path.split("/"))


def _says_all(finding: FindingEntry) -> bool:
    """Whether the message names the only related place that there is."""
    return finding.related_total == 1 and bool(re.search(rf"\b{finding.related[0].line}\b", finding.message))


def _gain(totals: CheckTotals) -> str:
    """What is won when nothing is left for a check to find."""
    examples = plural(totals.examples, "example") if totals.examples else ""
    points = plural(totals.points, "point") if totals.points else ""
    return ", ".join(filter(None, [points, examples])) or plural(totals.findings, "finding")


def _sentence(text: str) -> str:
    """The first sentence of a text."""
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "check"


def _parts(report: Report) -> list[Part]:
    """The checks that found something; each has an equal share of the room."""
    found = by_gravity(report)[:_MOST]
    return [Part(name, totals, *_within(report, name, _ROOM // len(found))) for name, totals in found]


def _within(report: Report, name: str, room: int) -> tuple[list[Alike], int]:
    """As many of a check's findings as there is room for, and how many these are."""
    groups = _fitting(alike(finding for finding in report.findings if finding.check == name), room)
    return groups, sum(1 + len(group.others) for group in groups)


def _fitting(groups: Iterable[Alike], room: int) -> list[Alike]:
    """As many groups, from the first on, as take no more than so many bytes."""
    fitting: list[Alike] = []
    for group in groups:
        room -= _size(group)
        if room < 0:
            break
        fitting.append(group)
    return fitting


def _size(group: Alike) -> int:
    first = group.first
    related = first.related[:_MOST_PLACES]
    texts = [
        *[first.file] * 3,
        first.message,
        *(text for other in related for text in (other.file, other.note)),
    ]
    return sum(len(escape(_cut(text)).encode()) for text in texts) + len(_cut(group.lines)) + _MARKUP


def _by_check(remarks: Iterable[RemarkEntry]) -> dict[str, list[RemarkEntry]]:
    """What was measured, by check; answers stand elsewhere."""
    by_check: dict[str, list[RemarkEntry]] = {}
    for remark in [each for each in remarks if not isinstance(each.picture, Answer)][:_MOST]:
        by_check.setdefault(remark.check, []).append(remark)
    return by_check


def _below(files: Sequence[str]) -> str:
    """The folder that all files lie in, with a slash; it is told once."""
    folders: list[Any] = [dirname(file) for file in files]
    if not folders or not all(folders) or len({folder.startswith("/") for folder in folders}) > 1:
        return ""
    shared = commonpath(folders)
    return f"{shared}/" if shared and all(file.startswith(f"{shared}/") for file in files) else ""
