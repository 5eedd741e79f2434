"""The harness that packs test with, and that datasets are tested with.

from tuneready.testing import assert_ready

def test_dataset():
    assert_ready("data/", {"target": "openai"})

from tuneready.testing import checks_of, problems

@pytest.mark.parametrize("check", checks_of("my_pack"))
def test_check(check):
    assert problems(check) == []
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

import tuneready
from tuneready.check import Check, Given
from tuneready.config import Config
from tuneready.declaration import NOTHING_DECLARED, Declaration
from tuneready.framing import Framing
from tuneready.linting import Data
from tuneready.reading.discover import discover
from tuneready.registry import Ready, load_package
from tuneready.report import Report
from tuneready.reporters import render
from tuneready.reporters._wording import verdict
from tuneready.reporters.style import Style
from tuneready.run import Outcome, Settings, Stamped, run
from tuneready.targets.catalogue import TARGETS

_LINES = 20
SECRET = b"tuneready.testing"
_SECTIONS = ("## Why it matters", "## How to fix it")


def assert_ready(data: Data, config: Config | Mapping[str, Any] | None = None, *, score: int = 0) -> Report:
    """Assert that a dataset is ready and scores at least `score`; what fails says why, a line a finding.

    `data` and `config` are those of `tuneready.lint`. Returns the report.
    """
    __tracebackhide__ = True
    report = tuneready.lint(data, config)
    if report.verdict != "ready" or report.score < score:
        raise AssertionError(
            f"the dataset is {verdict(report)}\n{render('concise', report, Style(), _LINES)}"
        )
    return report


def checks_of(package: str) -> list[type[Check]]:
    """All checks of a package, as a pack of that name would bring them; sorted by name."""
    return sorted(load_package(package), key=lambda found: found.name)


def lint(
    given: Given,
    *checks: Check,
    declaration: Declaration = NOTHING_DECLARED,
    targets: Iterable[str] = (),
) -> Outcome:
    """Run checks over a dataset in miniature, through files, discovery and all.

    `given`: records, or raw lines as bytes, of the training split; or several such lists by split name,
    or by file name ("data/holdout/b.jsonl") where it is discovery that is looked at. "benchmark:NAME"
    is a split that is only compared with. `declaration`: what is declared about them. `targets`: names
    of what they are meant for.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        by_name = given if isinstance(given, Mapping) else {"train": given}
        written = {name: _write(root, name, lines) for name, lines in by_name.items()}
        named = {name: [str(path)] for name, path in written.items() if "." not in name}
        dataset = discover([] if named else [str(root)], named, root=root)
        ready = [Ready(check, check.severity) for check in checks]
        meant_for = tuple(TARGETS[name] for name in targets)
        framing = Framing(secret=SECRET, declaration=declaration, targets=meant_for)
        return run(dataset, ready, Settings(framing))


def _write(root: Path, name: str, lines: Iterable[object]) -> Path:
    path = root / (name if "." in name else f"{name.replace(':', '-')}.jsonl")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else orjson.dumps(line)) + b"\n" for line in lines)
    )
    return path


def findings(check: Check, given: Given) -> tuple[Stamped, ...]:
    """What one check finds in a dataset in miniature, under what the check says is declared."""
    declaration = Declaration.model_validate(check.declared)
    outcome = lint(given, check, declaration=declaration, targets=check.meant_for)
    failed = outcome.tallies[check.name].failed
    if failed:
        raise AssertionError(f"{check.name} did not run to its end: {failed}")
    return outcome.findings


def problems(found: type[Check]) -> list[str]:
    """What is wrong with a check (its page, its options, its examples); empty when all is well."""
    return [*_page(found), *_options(found), *_travel(found), *_examples(found)]


def _page(found: type[Check]) -> Iterator[str]:
    doc = found.__doc__ or ""
    if not doc.strip() or not doc.partition("\n")[0].endswith("."):
        yield f"{found.name}: the docstring begins with no sentence"
    for section in _SECTIONS:
        if section not in doc:
            yield f"{found.name}: the docstring has no section '{section}'"


def _options(found: type[Check]) -> Iterator[str]:
    for key, field in found.model_fields.items():
        if not field.description:
            yield f"{found.name}: option '{key}' has no description"
        if field.is_required():
            yield f"{found.name}: option '{key}' has no default"


def _travel(found: type[Check]) -> Iterator[str]:
    check = found()
    try:
        there = pickle.loads(pickle.dumps(check))  # noqa: S301 — it was here all along
    except Exception as error:  # noqa: BLE001 — a pack's code may raise anything
        yield f"{found.name}: cannot be sent to another process: {type(error).__name__}"
    else:
        if there != check:
            yield f"{found.name}: is not the same in another process"


def _examples(found: type[Check]) -> Iterator[str]:
    check = found(**found.shown_with)
    for number, given in enumerate(found.good):
        for stamped in findings(check, given):
            yield f"{found.name}: good[{number}] is found: {stamped.finding.message}"
    for number, given in enumerate(found.bad):
        met = findings(check, given)
        if not met:
            yield f"{found.name}: bad[{number}] is not found"
        if found.sensitive and not all("entity" in stamped.finding.data for stamped in met):
            yield f'{found.name}: bad[{number}] is found without data["entity"], which names what it is'
