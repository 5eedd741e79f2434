"""The check retired-model."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Finding, Severity, Summary, SummaryCheck, example_id, retirement


class RetiredModel(SummaryCheck):
    """The declared base model has a last day.

    Looked up is `base_model` of `[tool.tuneready.declaration]`, by its full name, in a table of dates
    that the providers gave. The report knows no calendar: it names the day, whether it is past or not.
    A model that is not in the table may retire too.

    ## Why it matters

    A fine-tuned model ends with its base model, on most services on the same day. Then the training has
    to be done again on another base, with this dataset.

    ## How to fix it

    Choose a base model that stays for as long as you need it. If you cannot, plan the retraining now:
    keep the dataset, the settings and the evaluation together, and write down in `rollback` how to go back.
    """

    name = "retired-model"
    severity = Severity.WARNING
    declared = {"base_model": "gpt-4o-mini-2024-07-18"}
    good = [{"test": [{"prompt": "nothing is trained here", "completion": "so no model matters"}]}]
    bad = [[{"prompt": "a", "completion": "b"}]]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        train = next(summary.overview.dataset.in_split("train"), None)
        model = summary.declaration.base_model
        found = retirement(model) if model else None
        if train and found:
            note = f"; {found.note}" if found.note else ""
            yield Finding(
                at=example_id(train.number, 0),
                message=f"{found.provider} gives {found.last_day} as the last day of '{model}'{note} "
                f"({found.source}, read {found.read})",
                identity=model,
                data={"model": model, "last_day": str(found.last_day), "source": found.source},
            )
