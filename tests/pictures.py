"""A report with every kind of picture in it, on top of a real run: what pages are looked at with."""

from __future__ import annotations

from typing import Any

from tuneready.remark import Answer, Bars, Histogram, Matrix, Picture
from tuneready.report import Report

_TOKENS = (3, 9, 21, 34, 41, 38, 29, 17, 9, 6, 3, 1, 1, 0, 0, 1)
_QUESTIONS: tuple[tuple[str, Any, Any, str], ...] = (
    ("Is there enough of it?", "partly", "measured", "92 usable examples, 100 are advised"),
    ("Is it correct?", "no", "measured", "35 errors stand"),
    ("Is the evaluation honest?", "no", "measured", "6 examples stand in two splits"),
    ("Is it free of personal data?", "no", "measured", "7 values of high certainty"),
    ("Is it like what the model will meet?", "unanswered", "none", "nobody has said where it comes from"),
    ("Is there a right to use it?", "yes", "declared", "the card names Apache-2.0"),
)


def with_pictures(report: Report) -> Report:
    """The report with remarks of every kind beside its own."""
    return Report.model_validate(
        {**report.model_dump(), "remarks": [*report.model_dump()["remarks"], *_remarks()]}
    )


def _remarks() -> list[dict[str, Any]]:
    edges = tuple(float(64 * n) for n in range(len(_TOKENS) + 1))
    labels = ("refund", "delivery", "invoice", "password", "address", "complaint", "opening hours")
    pictures: list[tuple[str, str, str, Picture]] = [
        ("token-count", "train", "tokens an example: 266 in the middle, 1,012 at most", Histogram(unit="tokens", edges=edges, counts=_TOKENS)),
        ("label-balance", "train", "7 labels; the most frequent one is 9 times as frequent as the rarest", Bars(of="examples, by label", bars=tuple((label, 90 - 13 * n) for n, label in enumerate(labels)))),
        ("personal-data", "", "13 values, by kind", Bars(of="values that were found, by kind", bars=(("e-mail address", 5), ("phone number", 4), ("payment card number", 2), ("IP address", 2)))),
        ("split-leak", "", "examples of one split found in another", Matrix(of="examples, by split", rows=("validation", "test"), columns=("train", "validation"), cells=((2, 0), (4, 1)))),
        *(("decision", "", message, Answer(question=question, answer=answer, grounds=grounds)) for question, answer, grounds, message in _QUESTIONS),
    ]  # fmt: skip
    return [
        {"check": check, "split": split, "message": message, "picture": picture, "data": {}}
        for check, split, message, picture in pictures
    ]
