"""What is said of the boilerplate that does not count."""

from __future__ import annotations

import numpy as np

from tuneready.api import Remark, plural
from tuneready_checks._near.tokens import Flags, Tokens


def set_aside(sample: Tokens, varying: Flags, examples: int) -> tuple[Remark, ...]:
    """How much is set aside in how many of so many distinct examples, as a sample of them shows."""
    texts = len(sample.bounds) - 1
    rest = ~varying
    steps = np.append(sample.starts[1:], sample.ends[-1:]) - sample.starts
    aside = np.bincount(sample.text[rest], weights=steps[rest], minlength=texts)
    some = aside[aside > 0]
    if not len(some):
        return ()
    usual = int(np.median(some))
    share = len(some) / texts
    of = f"{len(some):,}" if texts == examples else f"about {round(share * examples):,}"
    message = f"{plural(usual, 'character')} shared by {of} of {plural(examples, 'example')} were set aside"
    data = {"characters": usual, "examples": round(share * examples), "of": examples}
    return (Remark(message=message, data=data),)
