"""The check promised-refund: one example at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from tuneready.api import Example, ExampleCheck, Finding, Severity, fault


class PromisedRefund(ExampleCheck):
    """An answer promises a refund.

    ## Why it matters

    What a model has learnt to promise, it promises to everybody.

    ## How to fix it

    Let the answer say what happens next ("I have passed this on to our refunds team"), not what the
    customer will get.
    """

    name = "promised-refund"
    severity = Severity.ERROR
    good = [[{"prompt": "It broke.", "completion": "I am sorry. I have passed this on to our refunds team."}]]
    bad = [[{"prompt": "It broke.", "completion": "I am sorry. We will refund you in full."}]]

    words: str = Field("will refund|get your money back", description="what counts as a promise: a pattern")

    def find(self, example: Example) -> Iterator[Finding]:
        if re.search(self.words, example.output, re.IGNORECASE):
            yield fault(example, "answer promises a refund")
