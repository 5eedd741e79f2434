"""The Python door: from paths, or from records in memory, to a report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tuneready.compose import build
from tuneready.config import Config, ConfigError, parse
from tuneready.engines.cores import worthwhile
from tuneready.formats.detect import BY_NAME
from tuneready.plan import Plan, schema_at, stages, wanted
from tuneready.reading.benchmarks import as_splits
from tuneready.reading.dataset import Dataset
from tuneready.reading.discover import discover
from tuneready.reading.parquet import line
from tuneready.reading.sources import ReadingError
from tuneready.registry import build as build_checks
from tuneready.registry import classes, packs
from tuneready.report import Report
from tuneready.run import Settings, run
from tuneready.targets.catalogue import TARGETS
from tuneready.verdict import judge
from tuneready.words import choices

Path_ = str | os.PathLike[str]
Records = Iterable[Mapping[str, Any]]
Data = Path_ | Records | Iterable[Path_] | Mapping[str, Path_ | Records | Iterable[Path_]]
"""Paths, or records, or either of them by split. A `datasets.Dataset` is records, a `DatasetDict` is both."""

_ORIGIN = "the configuration: "


def lint(data: Data, config: Config | Mapping[str, Any] | None = None, *, max_findings: int = 0) -> Report:
    """The report on a dataset, as `tuneready check` would make it.

    `data`: a path or several (files, directories, globs); or records, as dicts; or either by split name.
    `config`: what may stand in `tuneready.toml`, as a mapping; no file is looked for. `max_findings`:
    findings to list a check, 0 for all. It runs in this process unless `jobs` is configured: a process
    that Python spawns imports the caller's script again. Raises ConfigError, PackError, OptionError and
    ReadingError.
    """
    settings = config if isinstance(config, Config) else parse(_ORIGIN, config or {})
    plan = _plan(settings)
    try:
        with _dataset(data, settings) as dataset:
            jobs = worthwhile(dataset.size(), settings.jobs) if settings.jobs else 1
            how = Settings(plan.framing(), plan.minimum, max_findings, jobs, known=plan.known)
            outcome = run(plan.applied(dataset), plan.checks, how)
    except ReadingError as error:
        raise ReadingError(plan.masked(error.name), error.message) from None
    return build(outcome, judge(outcome.counts(), plan.demands()), listed=max_findings)


def _plan(config: Config) -> Plan:
    if config.format is not None:
        _refuse_unknown("format", config.format, BY_NAME)
    for name in config.target:
        _refuse_unknown("target", name, TARGETS)
    known = classes(packs())
    return Plan(
        config=config,
        checks=tuple(build_checks(known, wanted(config, config.checks))),
        known=stages(known),
        targets=tuple(TARGETS[name] for name in dict.fromkeys(config.target)),
        schema=schema_at(config.schema_file),
    )


def _refuse_unknown(key: str, name: str, valid: Iterable[str]) -> None:
    if name not in valid:
        raise ConfigError(f"{key}: no such {key}: {choices(name, valid)}")


@contextmanager
def _dataset(data: Data, config: Config) -> Iterator[Dataset]:
    """What is to be read; records are kept in temporary files, since checks may pass over them twice."""
    by_split = data if isinstance(data, Mapping) else {"": data}
    with TemporaryDirectory(prefix="tuneready-") as folder:
        paths: dict[str, list[str]] = {}
        files: list[tuple[str, Path, str]] = []
        for number, (split, given) in enumerate(by_split.items()):
            things = _things(given)
            if things and isinstance(things[0], str | os.PathLike):
                paths[split] = [os.fspath(thing) for thing in things]
                continue
            path = Path(folder) / f"{number}.jsonl"
            _write(path, given)
            files.append((split or "train", path, f"<{split or 'train'}>"))
        paths |= as_splits(config.benchmarks)
        found = discover(paths.pop("", []), paths, exclude=config.exclude) if paths else Dataset()
        every = [*((file.split, file.path, file.name) for file in found.files), *files]
        yield Dataset.of(every, found.notes, found.unread)


def _things(given: Any) -> list[Any]:  # noqa: ANN401 — whatever a caller has
    """Paths, as a list; nothing where they are records, which may be more than memory holds."""
    if isinstance(given, str | os.PathLike):
        return [given]
    if (
        isinstance(given, list | tuple | set | frozenset)
        and given
        and isinstance(next(iter(given)), str | os.PathLike)
    ):
        return list(given)
    return []


def _write(path: Path, records: Iterable[Any]) -> None:
    with path.open("xb") as file:
        for record in records:
            file.write(line(record))
