"""Should this be fine-tuned at all? Six questions, each with an answer and what it rests on; pure functions.

Evidence from checks comes in by name: a name here is a word, and a check that did not run is no evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from tuneready.declaration import Declaration
from tuneready.overview import Said, Summary
from tuneready.remark import Answer, Remark
from tuneready.since import figures, held_still, more, shift
from tuneready.versions import Changes
from tuneready.words import percent, plural, printable

TRAIN = "train"
NAME = "decision"
"""What the answers stand under in a report."""

QUESTIONS = (
    "Is the task stable?",
    "Do prompting and retrieval fall short of it?",
    "Are there enough high-quality examples?",
    "Is it narrow and testable?",
    "Can the change be measured?",
    "Can it be rolled back or retrained?",
)
ENOUGH = 100
_MUCH = 0.2
_SOME = 0.1
_AT_ODDS = 0.05
_ALIKE = 0.95
_MOST_QUOTED = 80

_Verdict = Literal["yes", "no", "partly", "unanswered"]
_Grounds = Literal["measured", "declared", "none"]
_Told = tuple[_Verdict, _Grounds, str]
_SILENT = Said()
_UNLOOKED = {
    "unique": "duplicates",
    "consistent": "contradictions",
    "not-leaked": "leaks",
    "private": "personal data",
}
"""What is not known of examples where no check of a stage of the funnel ran."""
_HELD = {"broken-output-schema": "output_schema", "undeclared-label": "labels"}
"""The checks that hold outputs against what is declared of them."""


def answers(summary: Summary) -> tuple[Remark, ...]:
    """One remark a question, always six, in the order of QUESTIONS. A "yes" speaks for fine-tuning."""
    first, *others = (
        _remark(question, *answer(summary)) for question, answer in zip(QUESTIONS, _ANSWERS, strict=True)
    )
    return replace(first, data={**first.data, **figures(summary.changes)}), *others


def open_questions(decision: Iterable[Remark]) -> tuple[str, ...]:
    """The questions that have no answer, and those whose answer is no."""
    return tuple(
        remark.picture.question
        for remark in decision
        if isinstance(remark.picture, Answer) and remark.picture.answer in {"unanswered", "no"}
    )


def _remark(question: str, answer: _Verdict, grounds: _Grounds, message: str) -> Remark:
    picture = Answer(question=question, answer=answer, grounds=grounds)
    return Remark(message=message, picture=picture, data={"answer": answer, "grounds": grounds})


def _stable(summary: Summary) -> _Told:
    declared = summary.declaration
    examples = sum(facts.examples for facts in summary.overview.splits.values())
    at_odds = sum(_said(summary, name).examples for name in ("conflicting-label", "conflicting-answer"))
    if examples and at_odds >= _AT_ODDS * examples:
        share = percent(at_odds / examples)
        return "no", "measured", f"{share} of the examples contradict another one on the same prompt"
    for name, fact in (
        ("label-drift", "the shares of labels differ between the splits"),
        ("undeclared-label", "there are labels that nobody has declared"),
    ):
        if _said(summary, name).findings:
            return "partly", "measured", fact
    return _as_before(summary.changes, _task_declared(declared))


def _as_before(changes: Changes | None, declared: _Told) -> _Told:
    """The answer beside an earlier version: a task that shifts is not stable, whatever is declared."""
    if changes is None:
        return declared
    if changes.shifted:
        return "partly", "measured", f"since {changes.since}: {shift(changes)}"
    if changes.labelled:
        same = "with the labels and their shares as they were"
        return "yes", "measured", f"since {changes.since}: {more(changes.more)}, {same}"
    answer, grounds, message = declared
    return (
        answer,
        grounds,
        f"{message}; since {changes.since}: {more(changes.more)}, of much the same length",
    )


def _task_declared(declared: Declaration) -> _Told:
    if declared.task and declared.owner:
        return "yes", "declared", "the task is described and has an owner"
    if declared.task:
        return "partly", "declared", "the task is described, but nobody is named who answers for it"
    return "unanswered", "none", "nobody has said what the task is (task, owner)"


def _beyond_prompting(summary: Summary) -> _Told:
    share = _share(summary, "ungrounded-facts", "ungrounded")
    tried = summary.declaration.previous_attempts
    facts = f"{percent(share or 0)} of the outputs state specifics that no prompt gives"
    if _said(summary, "constant-output").warnings or _said(summary, "constant-output").errors:
        return "no", "measured", "all outputs are the same: that needs no model"
    if share is not None and share >= _MUCH:
        return "no", "measured", f"{facts}: retrieval fits facts, fine-tuning fits tone and form"
    if share is not None and share >= _SOME:
        return "partly", "measured", f"{facts}: look these up, and fine-tune for the rest"
    if tried:
        return "yes", "declared", f"what prompting and retrieval achieved: {_quoted(tried)}"
    seen = f"; measured: {facts}" if share is not None else ""
    return "unanswered", "none", f"nobody has said what prompting achieved (previous_attempts){seen}"


def _enough(summary: Summary) -> _Told:
    usable = summary.usable.get(TRAIN, 0)
    counted = plural(usable, "usable example")
    if not any(facts.lines for facts in summary.overview.splits.values()):
        return "unanswered", "none", "nothing was read"
    if usable < summary.minimum:
        return "no", "measured", f"{counted}, at least {summary.minimum} are needed"
    if missing := [words for stage, words in _UNLOOKED.items() if stage in summary.unlooked]:
        return "partly", "measured", f"{counted} by the checks that ran; not looked at: {', '.join(missing)}"
    if usable < ENOUGH:
        return "partly", "measured", f"{counted}, {ENOUGH} are advised"
    return "yes", "measured", counted


def _narrow(summary: Summary) -> _Told:
    declared = summary.declaration
    if _said(summary, "too-many-intents").findings:
        return "no", "measured", "there are more intents than are declared"
    broken = [name for name in ("broken-output-schema", "undeclared-label") if _said(summary, name).findings]
    if broken:
        return "partly", "measured", f"some outputs are not as declared ({', '.join(broken)})"
    if summary.overview.task(TRAIN) == "classification":
        return "yes", "measured", "every output is one of a few labels"
    alike = _share(summary, "inconsistent-output", "structured")
    if alike is not None and alike >= _ALIKE:
        return "yes", "measured", f"{percent(alike)} of the outputs are structured in the same way"
    held = [name for name, given in _HELD.items() if getattr(declared, given)]
    if unheld := [name for name in held if not _ran(summary, name)]:
        told = f"what an output may be is declared; the outputs were not looked at ({', '.join(unheld)})"
        return "partly", "declared", told
    if held:
        return "yes", "declared", "what an output may be is declared, and the outputs are like that"
    if declared.task or declared.intents:
        return (
            "partly",
            "declared",
            "the task is described; labels or an output_schema would make it testable",
        )
    return "unanswered", "none", "nobody has said what a right output is (labels, output_schema, intents)"


def _measurable(summary: Summary) -> _Told:
    declared = summary.declaration.evaluation
    leaks = _said(summary, "split-leak").errors
    usable = {split: count for split, count in summary.usable.items() if split != TRAIN and count}
    if not any(facts.lines for facts in summary.overview.splits.values()):
        return "unanswered", "none", "nothing was read"
    if leaks:
        return "no", "measured", f"{plural(leaks, 'example')} of an evaluation split can be learned by heart"
    if not usable:
        if declared:
            return "partly", "declared", f"{_quoted(declared)} is to be measured, but its data is not here"
        return "no", "measured", "there is no evaluation split, and nobody has described another way"
    split = max(usable, key=lambda name: usable[name])
    counted, since = plural(usable[split], f"usable {split} example"), held_still(summary.changes, split)
    since += f"; declared: {_quoted(declared)}" if declared else ""
    if _said(summary, "small-evaluation-split").findings:
        return "partly", "measured", f"{counted}: only a large change will show{since}"
    if unseen := [name for name in ("split-leak", "small-evaluation-split") if not _ran(summary, name)]:
        return "partly", "measured", f"{counted}; not looked at: {', '.join(unseen)}{since}"
    return "yes", "measured", f"{counted}{since}"


def _reversible(summary: Summary) -> _Told:
    """How to go back, and where a retraining may be done: no source says where a target keeps its data."""
    answer, grounds, message = _way_back(summary)
    region = summary.declaration.data_region
    where = f"; data may be processed in {_quoted(region)} (declared, not checked)" if region else ""
    return answer, grounds, f"{message}{where}"


def _way_back(summary: Summary) -> _Told:
    declared = summary.declaration
    if _said(summary, "retired-model").findings:
        answer: _Verdict = "partly" if declared.rollback else "no"
        return answer, "measured", f"the last day of {declared.base_model} is known: see retired-model"
    if declared.rollback:
        return "yes", "declared", f"how to go back: {_quoted(declared.rollback)}"
    if summary.changes:
        fact = (
            f"the dataset as it was is at hand ({summary.changes.since}), but nobody has said how to go back"
        )
        return "partly", "measured", f"{fact} (rollback, base_model)"
    return "unanswered", "none", "nobody has said how to go back (rollback, base_model)"


_ANSWERS: tuple[Callable[[Summary], _Told], ...] = (
    _stable,
    _beyond_prompting,
    _enough,
    _narrow,
    _measurable,
    _reversible,
)


def _quoted(declared: str) -> str:
    """What the owner wrote, in quotes, on one line and cut short."""
    text = printable(" ".join(declared.split()))
    return f"'{text}'" if len(text) <= _MOST_QUOTED else f"'{text[:_MOST_QUOTED]}…'"


def _ran(summary: Summary, check: str) -> bool:
    """Whether a check ran to its end: the silence of one that did not is no answer."""
    return check in summary.said


def _said(summary: Summary, check: str) -> Said:
    return summary.said.get(check, _SILENT)


def _share(summary: Summary, check: str, key: str) -> float | None:
    """The share that a check's remark on the training split gives under this key."""
    for remark in _said(summary, check).remarks:
        if remark.split == TRAIN and isinstance(_number(remark.data, key), float):
            return _number(remark.data, key)
    return None


def _number(data: Mapping[str, object], key: str) -> float | None:
    value = data.get(key)
    return value if isinstance(value, float) else None
