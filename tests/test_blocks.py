"""Where blocks begin and end must change nothing: every engine cuts a file in its own way."""

from __future__ import annotations

from support import ROOT

from tuneready.compose import build as report
from tuneready.declaration import Declaration
from tuneready.framing import Framing
from tuneready.reading.discover import discover
from tuneready.registry import Wanted, build, classes, packs
from tuneready.run import Settings, run
from tuneready.verdict import Demands, judge


def test_reports_do_not_depend_on_the_size_of_blocks() -> None:
    checks = build(classes(packs()), Wanted())
    dataset = discover([str(ROOT / "examples" / "spoiled_tickets")], {})
    declared = Declaration(language="de", intents=1, labels=("yes",), output_schema={"maxLength": 200})
    made = []
    for size in (1 << 18, 1 << 13, 1 << 11):
        framing = Framing(secret=b"key", declaration=declared, batch_bytes=size)
        outcome = run(dataset, checks, Settings(framing))
        judgement = judge(outcome.counts(), Demands())
        made.append(report(outcome, judgement).model_dump_json())
    assert made[0] == made[1] == made[2]
