"""The command line: parse, call, print, exit."""

from __future__ import annotations

from tuneready.cli.app import main

__all__ = ["main"]
