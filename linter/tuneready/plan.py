"""From a configuration to how a run is made and judged: one way, for the command line and for Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuneready.check import Check, Stage
from tuneready.config import Config, ConfigError
from tuneready.formats.own_schema import OwnSchema
from tuneready.framing import Framing
from tuneready.reading.dataset import Dataset
from tuneready.registry import Ready, Wanted, masking
from tuneready.targets.base import Target, least
from tuneready.verdict import Demands


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A valid configuration, with what its words stand for: checks, targets, the user's own schema.

    `known`: the checks that are installed, each with the stage at which it takes examples away.
    """

    config: Config
    checks: tuple[Ready, ...]
    known: Mapping[str, Stage]
    targets: tuple[Target, ...] = ()
    schema: OwnSchema | None = None

    def masked(self, name: str) -> str:
        """What reports call a file: its name, but for what a check keeps out of reports."""
        return masking(self.checks)(name)

    @property
    def minimum(self) -> int:
        """Usable training examples that are needed, by the configuration and by the targets."""
        return max([self.config.minimum, *(least(target) for target in self.targets)])

    def demands(self, *, allow_empty: bool = False) -> Demands:
        """What is asked of the dataset."""
        config = self.config
        return Demands(self.minimum, config.strict, config.fail_on, config.min_score, allow_empty)

    def framing(self) -> Framing:
        """How lines become blocks."""
        from tuneready.formats.detect import BY_NAME
        from tuneready.project_key import project_key

        name = self.config.format
        return Framing(
            format=BY_NAME[name] if name else None,
            secret=project_key(),
            declaration=self.config.declaration,
            targets=self.targets,
            schema=self.schema,
        )

    def applied(self, dataset: Dataset) -> Dataset:
        """The dataset under the names that reports may show, with the tasks that its owner says."""
        return dataset.renamed(self.masked).meant_for(self.config.task)


def stages(known: Mapping[str, type[Check]]) -> dict[str, Stage]:
    """The stage of the funnel that each check belongs to."""
    return {name: check.stage for name, check in known.items()}


def wanted(config: Config, checks: Mapping[str, Mapping[str, Any]], prefix: str = "") -> Wanted:
    """Which checks to run, with these options by check; `prefix` as in Wanted."""
    return Wanted(
        options=checks,
        select=[*config.select, *(config.extend_select if config.select else [])],
        ignore=config.ignore,
        overrides=[(each.severities, each.files, each.splits) for each in config.overrides],
        prefix=prefix,
    )


def schema_at(path: str | None) -> OwnSchema | None:
    """The user's own schema of a record, from this file if one is named. Raises ConfigError."""
    if not path:
        return None
    from tuneready.formats.own_schema import SchemaError, own_schema
    from tuneready.words import printable_path

    name = printable_path(path)
    try:
        return own_schema(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it is no name of a file").lower()
        raise ConfigError(f"{name}: cannot read the schema: {reason}") from None
    except SchemaError as error:
        raise ConfigError(f"{name}: {error}") from None
