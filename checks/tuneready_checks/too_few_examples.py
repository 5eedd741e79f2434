"""The check too-few-examples."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from tuneready.api import Finding, Severity, Summary, SummaryCheck, example_id, plural


class TooFewExamples(SummaryCheck):
    """The training split has too few usable examples.

    Usable are the examples that no check faults: lines are easy to count, high-quality examples are not.

    ## Why it matters

    The field's threshold is 50 to 100 high-quality examples (OpenAI: "start with 50 well-crafted
    demonstrations", clear gains from 50 to 100). Below it a model takes on the tone and makes up the
    facts: it sounds confident about the wrong things.

    ## How to fix it

    Write more examples, or mend those that other checks fault: the funnel shows which check takes how
    many. Copies do not count.
    """

    name = "too-few-examples"
    severity = Severity.ERROR
    good = [[{"prompt": f"What is {n} times three?", "completion": f"It is {3 * n}."} for n in range(100)]]
    bad = [
        [{"prompt": f"What is {n} times three?", "completion": f"It is {3 * n}."} for n in range(30)],
        [
            {"prompt": f"What is {n % 20} times three?", "completion": f"It is {3 * (n % 20)}."}
            for n in range(60)
        ],
        [{"prompt": f"What is {n} times three?", "completion": f"It is {3 * n}."} for n in range(99)],
    ]

    advised: int = Field(100, ge=1, description="usable examples from which there is nothing to say")

    def judge(self, summary: Summary) -> Iterator[Finding]:
        train = next(summary.overview.dataset.in_split("train"), None)
        usable = summary.usable.get("train", 0)
        if train is None or usable >= max(self.advised, summary.minimum):
            return
        few = usable < summary.minimum
        goal = summary.minimum if few else self.advised
        missing = goal - usable
        kind = "needed" if few else "advised"
        yield Finding(
            at=example_id(train.number, 0),
            message=f"{plural(usable, 'usable example')}, {missing} short of the {goal} that are {kind}",
            identity="train",
            severity=None if few else Severity.WARNING,
            data={"usable": usable, "goal": goal, "missing": missing},
        )
