"""tuneready: is this dataset ready to fine-tune on?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuneready.config import Config
    from tuneready.linting import Data
    from tuneready.report import Report

__all__ = ["__version__", "lint"]

__version__ = "0.1.0"


def lint(data: Data, config: Config | Mapping[str, Any] | None = None, *, max_findings: int = 0) -> Report:
    """The report on a dataset, as `tuneready check` would make it.

    `data`: a path or several (files, directories, globs); or records, as dicts (a Hugging Face `Dataset`
    is such); or either by split name (as a `DatasetDict` is). `config`: what may stand in
    `tuneready.toml`, as a mapping; no file is looked for. `max_findings`: findings to list a check, 0
    for all.
    """
    from tuneready.linting import lint as lint_  # `import tuneready` stays light

    return lint_(data, config, max_findings=max_findings)
