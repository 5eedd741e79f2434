"""Makes spoiled_tickets and stories out of support_tickets: `python examples/spoil.py [FOLDER]`.

The faults are in faults.py, their places in plan.py. Nothing is random: the same clean set gives the same
bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from faults import Record, dumps
from plan import PLAN, Fault, Place

HERE = Path(__file__).parent
SPLITS = ("train", "validation", "test")

_ABOUT = """\
# What is wrong with spoiled_tickets

Written by `examples/spoil.py`, as the data is. Each line below was spoiled on purpose; every other line is as
it stands in `support_tickets`. "Check" is the check that must find it. "Made from" names the line that a
copy was made from; a finding may stand at either of the two, with the other as its related place.

The people, addresses, numbers and keys are invented (`examples/fakes.py`). The secrets are of kinds that no
provider issues, so that push protection lets the repository pass.

| line | check | fault | made from |
|---|---|---|---|
"""


class Line(NamedTuple):
    """A line of a spoiled split: its bytes, the clean line that it stands for, and the fault it has."""

    data: bytes
    of: Place | None = None
    fault: Fault | None = None


def spoiled(split: str, clean: Mapping[Place, Record]) -> Iterator[Line]:
    """The lines of one split with the faults of the plan."""
    in_place = {fault.of[0]: fault for fault in PLAN if not fault.after}
    swallowed = {place for fault in PLAN if not fault.after for place in fault.of[1:]}
    for place, record in clean.items():
        if place.split != split or place in swallowed:
            continue
        fault = in_place.get(place)
        yield Line(_made(fault, clean) if fault else dumps(record), place, fault)
        yield from (Line(_made(more, clean), None, more) for more in PLAN if more.after == place)


def _made(fault: Fault, clean: Mapping[Place, Record]) -> bytes:
    return fault.make(*(clean[place] for place in fault.of))


def table(splits: Mapping[str, Sequence[Line]]) -> str:
    """The faults as rows of a Markdown table, in reading order."""
    numbered = [(split, n, line) for split, lines in splits.items() for n, line in enumerate(lines, 1)]
    now = {line.of: f"{_file(split)}:{n}" for split, n, line in numbered if line.of}
    return "".join(
        f"| {_file(split)}:{n} | {line.fault.check} | {line.fault.what} | {_source(line.fault, now)} |\n"
        for split, n, line in numbered
        if line.fault
    )


def _source(fault: Fault, now: Mapping[Place, str]) -> str:
    return now[fault.of[0]] if fault.after and fault.of else ""


def _file(split: str) -> str:
    return f"data/{split}.jsonl"


def read(folder: Path) -> dict[Place, Record]:
    """The clean set, by place, in reading order."""
    return {
        Place(split, number): json.loads(line)
        for split in SPLITS
        for number, line in enumerate(
            (folder / _file(split)).read_bytes().removesuffix(b"\n").split(b"\n"), 1
        )
    }


def write(path: Path, lines: Sequence[bytes]) -> None:
    """A file of these lines, each with its line end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def main(into: Path) -> None:
    """Write both sets below the folder `into`."""
    clean = read(HERE / "support_tickets")
    splits = {split: tuple(spoiled(split, clean)) for split in SPLITS}
    for split, lines in splits.items():
        write(into / "spoiled_tickets" / _file(split), [line.data for line in lines])
    (into / "spoiled_tickets" / "FAULTS.md").write_text(
        _ABOUT + table(splits), encoding="utf-8", newline="\n"
    )
    thirty = [dumps(record) for record in clean.values()][:30]
    write(into / "stories" / "thirty_tickets.jsonl", thirty)
    write(into / "stories" / "sixty_thrice.jsonl", thirty[:20] * 3)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
