"""Reporters: each turns a report into the text of one output. The registry below is what --report offers."""

from __future__ import annotations

from collections.abc import Callable

from tuneready.report import Report
from tuneready.reporters import json, text
from tuneready.reporters.style import Style

Reporter = Callable[[Report, Style], str]

REPORTERS: dict[str, Reporter] = {"text": text.render, "json": json.render}
