"""The check unsuited-file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready.api import Finding, Severity, Summary, SummaryCheck, Target, example_id, plural

_RIGHT = {"prompt": "a", "completion": "b"}
_CHAT = {"messages": [{"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}


class UnsuitedFile(SummaryCheck):
    """A target does not take a file as it is named or laid out.

    Only told where a target is named.

    ## Why it matters

    The name of a file, or a blank line in it, is enough for an upload to fail, with a message that
    speaks of something else.

    ## How to fix it

    Rename the file (`.jsonl`, letters, digits, `-`, `_`, `.`), and write it without blank lines.
    """

    name = "unsuited-file"
    severity = Severity.ERROR
    meant_for = ("together", "bedrock-nova")
    good = [{"train.jsonl": [_CHAT]}]
    bad = [
        {"train.jsonl": [{"input_ids": [1, 2], "labels": [1, 2]}]},
        {"train.json": [_CHAT]},
        {"train(1).jsonl": [_CHAT]},
        {"train.jsonl": [_CHAT, b"", _RIGHT]},
    ]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        dataset = summary.overview.dataset
        targets = summary.overview.targets
        for file in dataset.files:
            base = file.name.rpartition("/")[2]
            for target in targets if not base.startswith("<") else ():
                fact = _named(target, base)
                if fact:
                    yield _told(target, file.number, f"{fact} (refused by {target.name})", None)
        for name, facts in summary.overview.splits.items():
            for target in targets:
                for file in dataset.in_split(name) if facts.format in target.columns_only else ():
                    if not file.name.endswith(".parquet"):
                        fact = f"{facts.format} is read from Parquet files only (refused by {target.name})"
                        yield _told(target, file.number, fact, None)
                if facts.blank and target.blank_lines == "refused":
                    number = next(dataset.in_split(name)).number
                    fact = f"{name} has {plural(facts.blank, 'blank line')}"
                    fact += f" (refused by older versions of {target.name})"
                    yield _told(target, number, fact, Severity.WARNING)


def _named(target: Target, base: str) -> str:
    """What is wrong with the name of a file; empty where nothing is."""
    if target.suffixes and not base.endswith(target.suffixes):
        return f"the name does not end with {' or '.join(target.suffixes)}"
    if target.file_letters and not re.fullmatch(target.file_letters, base):
        return "the name holds other signs than letters, digits, - _ and ."
    return ""


def _told(target: Target, number: int, message: str, severity: Severity | None) -> Finding:
    return Finding(
        at=example_id(number, 0),
        message=message,
        identity=f"{target.name} {message}",
        severity=severity,
        data={"target": target.name},
    )
