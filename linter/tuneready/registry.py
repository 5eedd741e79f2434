"""From installed packs to checks.

A broken pack stops the run: a gate must not pass because its check was absent.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from inspect import isabstract
from types import ModuleType
from typing import Any, Literal

from pydantic import ValidationError

from tuneready.check import Check
from tuneready.finding import Severity
from tuneready.words import choices, shown

GROUP = "tuneready.packs"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


class PackError(Exception):
    """A pack cannot be loaded, or is at odds with another; the text says whose it is."""


class OptionError(Exception):
    """A check is given an option, or a value, that it does not have. `check` and `key` say where."""

    def __init__(self, check: str, key: str, fact: str) -> None:
        super().__init__(fact)
        self.check = check
        self.key = key


@dataclass(frozen=True)
class Pack:
    """Some checks that come together: the entry point's name, the distribution, and the classes by name."""

    name: str
    distribution: str
    checks: Mapping[str, type[Check]]


@dataclass(frozen=True)
class Ready:
    """A check with its options, and the severity that it has here."""

    check: Check
    severity: Severity


def packs() -> tuple[Pack, ...]:
    """All installed packs, sorted by name. Raises PackError."""
    points = sorted(set(entry_points(group=GROUP)), key=lambda point: (point.name, point.value))
    loaded = tuple(_load(point) for point in points)
    _refuse_shared_names(loaded)
    return loaded


def _load(point: EntryPoint) -> Pack:
    distribution = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    whose = f"check pack '{point.name}' ({distribution})"
    try:
        classes = load_package(point.value)
    except Exception as error:
        raise PackError(f"cannot load {whose}: {type(error).__name__}: {error}") from error
    for found in classes:
        _refuse_misnamed(found, whose)
    return Pack(point.name, distribution, {found.name: found for found in classes})


def load_package(package: str) -> list[type[Check]]:
    """The checks in the modules of a package, less those whose name starts with an underscore."""
    return [found for module in _modules(package) for found in _checks_in(module)]


def _modules(package: str) -> Iterator[ModuleType]:
    parent = importlib.import_module(package)
    yield parent
    for info in sorted(pkgutil.iter_modules(getattr(parent, "__path__", ())), key=lambda info: info.name):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{package}.{info.name}")


def _checks_in(module: ModuleType) -> Iterator[type[Check]]:
    own = (value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__)
    for value in own:
        if isinstance(value, type) and issubclass(value, Check) and not isabstract(value):
            yield value


def _refuse_misnamed(found: type[Check], whose: str) -> None:
    name = getattr(found, "name", "")
    file = found.__module__.rpartition(".")[2]
    if not _NAME.fullmatch(name):
        raise PackError(
            f"{whose}: the name of {found.__name__} is '{name}': expected kebab-case, two words or more"
        )
    if name.replace("-", "_") != file:
        raise PackError(f"{whose}: check '{name}' stands in {file}.py: expected {name.replace('-', '_')}.py")
    for part in ("good", "bad"):
        if not getattr(found, part, None):
            raise PackError(f"{whose}: check '{name}' has no `{part}` examples")


def _refuse_shared_names(loaded: Iterable[Pack]) -> None:
    owner: dict[str, Pack] = {}
    for pack in loaded:
        for name, found in pack.checks.items():
            for each in (name, *found.aliases):
                if each in owner:
                    both = f"{owner[each].distribution} and {pack.distribution}"
                    raise PackError(f"two checks are called '{each}': {both}; uninstall one of them")
                owner[each] = pack


def classes(loaded: Iterable[Pack]) -> dict[str, type[Check]]:
    """All checks of these packs, by name, sorted."""
    return dict(sorted((name, found) for pack in loaded for name, found in pack.checks.items()))


def build(
    known: Mapping[str, type[Check]],
    options: Mapping[str, Mapping[str, Any]],
    only: Iterable[str] = (),
) -> list[Ready]:
    """The checks to run, with their options (`severity` among them). Raises OptionError.

    `only`: names of the checks to run; empty for all that are not `off`.
    """
    names = {alias: name for name, found in known.items() for alias in (name, *found.aliases)}
    chosen = {names[_known(given, names)] for given in only}
    given_options = {names[_known(given, names)]: table for given, table in options.items()}
    ready = []
    for name, found in known.items():
        if not chosen or name in chosen:
            one = _build(found, given_options.get(name, {}))
            if one:
                ready.append(one)
    return ready


def _known(name: str, names: Mapping[str, str]) -> str:
    if name not in names:
        raise OptionError(
            name, "", f"no check is called {shown(name)}: {choices(name, sorted(set(names.values())))}"
        )
    return name


def _build(found: type[Check], table: Mapping[str, Any]) -> Ready | None:
    options = dict(table)
    severity = _severity(found, options.pop("severity", found.severity))
    if severity == "off":
        return None
    for key in options:
        if key not in found.model_fields:
            valid = sorted([*found.model_fields, "severity"])
            raise OptionError(found.name, key, f"no such option: {choices(key, valid)}")
    try:
        return Ready(found.model_validate(options), severity)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise OptionError(found.name, place, f"{first['msg']}, not {shown(first['input'])}") from None


def _severity(found: type[Check], given: object) -> Severity | Literal["off"]:
    if given == "off":
        return "off"
    if given not in list(Severity):
        raise OptionError(found.name, "severity", f"is {shown(given)}: expected error, warning, info or off")
    return Severity(str(given))


def masking(checks: Iterable[Ready]) -> Callable[[str], str]:
    """What reports call a file: its name, but for what a check keeps out of reports."""

    def rename(name: str) -> str:
        for ready in checks:
            name = ready.check.masked(name)
        return name

    return rename
