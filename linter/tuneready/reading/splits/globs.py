"""Globs over paths that are known already, in time that no pattern can blow up; pure.

As in fsspec, which Hugging Face uses: `*`, `?` and `[…]` stay in one step, `**` is any number of steps.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

_MAGIC = re.compile(r"[*?\[]")


def is_glob(pattern: str) -> bool:
    """Whether a pattern can match anything but itself."""
    return bool(_MAGIC.search(pattern))


def matches(path: str, pattern: str) -> bool:
    """Whether a relative path with `/` fits the pattern.

    >>> matches("data/a/x.jsonl", "data/**"), matches("x.jsonl", "**/*.jsonl"), matches("a/x", "*")
    (True, True, False)
    """
    steps, wanted = path.split("/"), pattern.split("/")
    taken = {0}  # how many steps the pattern, as far as it is read, may have taken
    for index, want in enumerate(wanted):
        if want == "**" and index + 1 == len(wanted):
            return min(taken) < len(steps)
        if want == "**":
            taken = set(range(min(taken), len(steps)))
        else:
            taken = {count + 1 for count in taken if count < len(steps) and fnmatchcase(steps[count], want)}
        if not taken:
            return False
    return len(steps) in taken
