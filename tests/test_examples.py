"""The bundled datasets, each with the report that is expected of it."""

from __future__ import annotations

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
