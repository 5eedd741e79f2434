"""Names of files: what is personal data in them is masked, as in any text that is reported."""

from __future__ import annotations

from collections.abc import Sequence

from tuneready_checks._scan.choice import engine
from tuneready_checks._scan.engine import encoded
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.screens import DEFAULT, beside_the_usual
from tuneready_checks._scan.search import Wanted, search

_SUFFIXES = (".zst", ".gz", ".jsonl", ".ndjson", ".json", ".txt", ".csv", ".parquet")


def masked(name: str, families: Sequence[Family], wanted: Wanted) -> str:
    """The name with masks in the place of values that would be reported, folder by folder.

    Families that are usual share one engine with the scan; those asked for by an option have another.
    """
    more = beside_the_usual(tuple(families))
    for screen in (DEFAULT, more) if more else (DEFAULT,):
        name = "/".join(_masked(part, screen, wanted) for part in name.split("/"))
    return name


def _masked(part: str, families: Sequence[Family], wanted: Wanted) -> str:
    stem = part
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    ends = len(stem)
    for hit in sorted(_of_both_spellings(stem, families, wanted), key=lambda hit: -hit.start):
        if hit.end <= ends:
            part, ends = part[: hit.start] + hit.mask + part[hit.end :], hit.start
    return part


def _of_both_spellings(stem: str, families: Sequence[Family], wanted: Wanted) -> list[Hit]:
    """Hits in the name as it is, and as it reads when underscores stand for spaces."""
    return [*_hits(stem, families, wanted), *_hits(stem.replace("_", " "), families, wanted)]


def _hits(text: str, families: Sequence[Family], wanted: Wanted) -> list[Hit]:
    triggers = tuple(dict.fromkeys(trigger for family in families for trigger in family.triggers))
    for _, shapes in engine(triggers, tuple(family.shape for family in families)).candidates([text]):
        found = search(encoded(text), [(shape, families[shape]) for shape in shapes], wanted)
        return [hit for hit in found.hits if hit.level >= Level.MEDIUM]
    return []
