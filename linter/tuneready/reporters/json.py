"""The JSON report: the document itself; scripts rely on it."""

from __future__ import annotations

import orjson

from tuneready.report import Report
from tuneready.reporters.style import Style


def render(report: Report, _style: Style) -> str:
    """One JSON document, indented, with a final newline."""
    return orjson.dumps(report.model_dump(mode="json"), option=orjson.OPT_INDENT_2).decode() + "\n"
