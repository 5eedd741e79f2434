"""The bundled datasets, each with the report that is expected of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from support import ROOT, ReportOf, Tuneready

EXAMPLES = ROOT / "examples"
EXPECTED = {
    "support_tickets": ("ready", 0),
    "spoiled_tickets": ("not-ready", 1),
    "intents": ("not-ready", 1),
    "stories/thirty_tickets.jsonl": ("not-ready", 1),
    "stories/sixty_thrice.jsonl": ("not-ready", 1),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_report_is_as_expected(tuneready: Tuneready, golden: Callable[[Path, str], None], name: str) -> None:
    verdict, code = EXPECTED[name]
    for kind, ending in (("text", "txt"), ("json", "json")):
        done = tuneready("check", name, "--report", kind, cwd=EXAMPLES)
        assert done.returncode == code, done.stderr.decode()
        golden(
            EXAMPLES / "expected" / f"{name.replace('/', '-').removesuffix('.jsonl')}.{ending}",
            done.stdout.decode(),
        )
    assert orjson.loads(done.stdout)["verdict"] == verdict


@pytest.mark.parametrize("name", EXPECTED)
def test_report_fits_its_published_schema(report: ReportOf, name: str) -> None:
    import jsonschema

    schema = orjson.loads((ROOT / "linter" / "tuneready" / "report.schema.json").read_bytes())
    found = report(EXAMPLES / name)
    found.pop("exit")
    jsonschema.Draft202012Validator(schema).validate(found)


def test_published_schema_is_that_of_the_report(golden: Callable[[Path, str], None]) -> None:
    from tuneready.report import Report

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Report.model_json_schema(mode="serialization"),
    }
    text = orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode() + "\n"
    golden(ROOT / "linter" / "tuneready" / "report.schema.json", text)


def test_every_planted_fault_is_found_where_it_stands(report: ReportOf) -> None:
    """Each row of FAULTS.md: its line is named by its check, or the line that it was made from is."""
    found = report("spoiled_tickets", "--max-findings", 0, cwd=EXAMPLES)
    named = {
        (finding["check"], f"{place['file']}:{place['line']}".removeprefix("spoiled_tickets/"))
        for finding in found["findings"]
        for place in [finding, *finding["related"]]
    }
    table = (EXAMPLES / "spoiled_tickets" / "FAULTS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+:\d+) \| (\S+) \|.*\| (\S*) *\|$", table, re.MULTILINE)
    missed = [row for row in rows if not {(row[1], row[0]), (row[1], row[2])} & named]
    assert len(rows) > 50
    assert missed == []


def test_spoiled_data_is_what_its_script_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, EXAMPLES / "spoil.py", tmp_path], check=True)
    made = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(made) == 6
    for path in made:
        assert path.read_bytes() == (EXAMPLES / path.relative_to(tmp_path)).read_bytes(), path
