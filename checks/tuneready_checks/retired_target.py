"""The check retired-target."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Finding, Severity, Summary, SummaryCheck, example_id

_CHAT = [{"role": "User", "message": "Hi"}, {"role": "Chatbot", "message": "Hello"}]


class RetiredTarget(SummaryCheck):
    """The target takes no files any more, or not for long.

    Only told where a target is named.

    ## Why it matters

    A dataset that is made ready for a service which is gone is ready for nobody.

    ## How to fix it

    Choose another target: `tuneready list targets` shows them, `tuneready explain TARGET` says what
    became of each.
    """

    name = "retired-target"
    severity = Severity.ERROR
    meant_for = ("cohere",)
    good = [{"validation": [{"messages": _CHAT}]}]
    bad = [[{"text": "A fine day.", "label": "good"}]]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        file = next(summary.overview.dataset.in_split("train"), None)
        for target in summary.overview.targets if file else ():
            if file and target.status:
                yield Finding(
                    at=example_id(file.number, 0),
                    message=target.status[:1] + target.status[1:].rstrip("."),
                    identity=target.name,
                    severity=None if target.retired else Severity.INFO,
                    data={"target": target.name, "retired": target.retired or None},
                )
