"""Recall and speed of near-duplicate on planted near-copies and on a dense cluster.

usage: near_duplicates.py [RECORDS]      (default: 10000)

A planted copy has a share of the words of both its sides replaced, dropped or doubled. It counts as
*alike* when rapidfuzz's ratio of both sides together is .85 or .90 at least; recall is told of those.
What is found and was not planted is read by a person before it is called wrong, so it is only counted.
"""

from __future__ import annotations

import sys
import time

from near_duplicates_data import EDITS, Planted, Record, dense, records
from rapidfuzz import fuzz

from tuneready.testing import findings
from tuneready_checks.near_duplicate import NearDuplicate


def said(record: Record) -> str:
    """What is said in a record, less the system's part."""
    return "\n".join(turn["content"] for turn in record["messages"] if turn["role"] != "system").lower()


def ratio(made: list[Record], pair: Planted) -> float:
    """How alike the two records are, 0 to 1."""
    return fuzz.ratio(said(made[pair.original]), said(made[pair.copy])) / 100


def clusters(made: list[Record]) -> tuple[list[set[int]], float]:
    """The clusters that the check finds, as sets of indices, and the CPU seconds that it takes."""
    start = time.process_time()
    found = findings(NearDuplicate(), made)
    took = time.process_time() - start
    places = [{*each.finding.unusable, *(other.example for other in each.finding.related)} for each in found]
    return [{(example & 0xFFFFFFFF) - 1 for example in each} for each in places], took


def recall(made: list[Record], planted: list[Planted], found: list[set[int]], least: float) -> str:
    """Found of alike, for each share of edited words."""
    home = {index: number for number, members in enumerate(found) for index in members}
    cells = []
    for share in EDITS:
        alike = [pair for pair in planted if pair.edits == share and ratio(made, pair) >= least]
        hit = sum(home.get(pair.original, -1) == home.get(pair.copy, -2) for pair in alike)
        cells.append(f"{hit}/{len(alike)}")
    return " | ".join(cells)


def main() -> None:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made, planted = records(count)
    found, took = clusters(made)
    print(
        f"{count:,} records, {len(planted):,} planted copies: "
        f"{took:.2f} CPU s, {count / took:,.0f} records a CPU s"
    )
    print(
        "| found of planted copies that are alike | "
        + " | ".join(f"{share:.0%} edited" for share in EDITS)
        + " |"
    )
    print("|---|" + "---|" * len(EDITS))
    for least in (0.90, 0.85):
        print(f"| ratio >= {least:.2f} | {recall(made, planted, found, least)} |")
    inside = {index for pair in planted for index in (pair.original, pair.copy)}
    print(f"examples in clusters that were not planted: {len(set().union(*found) - inside):,}")
    crowd, took = clusters(dense(count))
    sizes = [len(members) for members in crowd]
    print(f"one dense cluster of {count:,}: {took:.2f} CPU s, clusters found: {sizes[:5]}")


if __name__ == "__main__":
    main()
