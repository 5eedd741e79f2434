"""The decision in the text report: six questions, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.remark import Answer
from tuneready.report import Report
from tuneready.reporters._plain import plain
from tuneready.reporters.style import Style

_LOOKS = {"yes": "green", "no": "red", "partly": "yellow", "unanswered": "dim"}
_HEAD = "should this be fine-tuned?"


def decision(report: Report, style: Style) -> Iterator[str]:
    """A heading, and for each question a sign, the answer and what it rests on."""
    signs = style.signs
    sign = {"yes": signs.good, "no": signs.bad, "partly": signs.maybe, "unanswered": "?"}
    answered = [
        (remark.picture, remark.message) for remark in report.remarks if isinstance(remark.picture, Answer)
    ]
    if answered:
        yield style.paint(_HEAD, "bold")
    for picture, message in answered:
        grounds = "" if picture.grounds == "none" else f"{picture.grounds}: "
        question = plain(picture.question)
        line = f"{question} {picture.answer}  {signs.dot}  {grounds}{plain(message)}"
        first, *rest = style.lines(line, f"  {sign[picture.answer]} ", "    ")
        said = f"{question} {picture.answer}"
        painted = f"{question} {style.paint(picture.answer, _LOOKS[picture.answer])}"
        yield first.replace(said, painted, 1)
        yield from rest
