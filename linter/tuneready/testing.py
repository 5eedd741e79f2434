"""The harness that packs test with, and that the built-in pack is tested with.

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

import orjson

from tuneready.check import Check, Given
from tuneready.framing import Framing
from tuneready.reading.discover import discover
from tuneready.registry import Ready, load_package
from tuneready.run import Outcome, Settings, Stamped, run
from tuneready.targets.catalogue import TARGETS

SECRET = b"tuneready.testing"
_SECTIONS = ("## Why it matters", "## How to fix it")


def checks_of(package: str) -> list[type[Check]]:
    """All checks of a package, as a pack of that name would bring them; sorted by name."""
    return sorted(load_package(package), key=lambda found: found.name)


def lint(given: Given, *checks: Check, targets: Iterable[str] = ()) -> Outcome:
    """Run checks over a dataset in miniature, through files, discovery and all.

    `given`: records, or raw lines as bytes, of the training split; or several such lists by split name,
    or by file name ("data/holdout/b.jsonl") where it is discovery that is looked at. "benchmark:NAME"
    is a split that is only compared with. `targets`: names of what it is meant for.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        by_name = given if isinstance(given, Mapping) else {"train": given}
        written = {name: _write(root, name, lines) for name, lines in by_name.items()}
        named = {name: [str(path)] for name, path in written.items() if "." not in name}
        dataset = discover([] if named else [str(root)], named, root=root)
        ready = [Ready(check, check.severity) for check in checks]
        meant_for = tuple(TARGETS[name] for name in targets)
        return run(dataset, ready, Settings(Framing(secret=SECRET, targets=meant_for)))


def _write(root: Path, name: str, lines: Iterable[object]) -> Path:
    path = root / (name if "." in name else f"{name.replace(':', '-')}.jsonl")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else orjson.dumps(line)) + b"\n" for line in lines)
    )
    return path


def findings(check: Check, given: Given) -> tuple[Stamped, ...]:
    """What one check finds in a dataset in miniature."""
    outcome = lint(given, check, targets=check.meant_for)
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
