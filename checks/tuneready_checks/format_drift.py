"""The check format-drift."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Finding, Severity, Summary, SummaryCheck, akin, example_id

_CHAT = {"messages": [{"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}


class FormatDrift(SummaryCheck):
    """A split is of another format than the training split.

    ## Why it matters

    Providers and trainers read all files of a job the same way. Validation data of another format is
    refused, or scored with other templates than the model was trained with, and its loss says nothing.

    ## How to fix it

    Write both with the same script. `tuneready check` names the format of each split.
    """

    name = "format-drift"
    severity = Severity.WARNING
    good = [{"train": [_CHAT], "validation": [{**_CHAT, "weight": 1}]}]
    bad = [{"train": [{"prompt": "a", "completion": "b"}], "validation": [_CHAT]}]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        overview = summary.overview
        train = overview.splits.get("train")
        for name, facts in overview.splits.items():
            if train and facts.format and train.format and not akin(facts.format, train.format):
                file = next(overview.dataset.in_split(name))
                yield Finding(
                    at=example_id(file.number, 0),
                    message=f"{name} is {facts.format}, train is {train.format}",
                    identity=f"{name} {facts.format} {train.format}",
                    severity=Severity.WARNING,
                    data={"split": name, "format": facts.format, "train": train.format},
                )
