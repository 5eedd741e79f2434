"""What a split is meant to teach: the tasks that the linter tells apart."""

from __future__ import annotations

from typing import Literal

Task = Literal["classification", "generation", "constant", "preference", "tool-calling"]
"""What the examples of a split teach.

`classification`: outputs are labels. `constant`: all outputs are the same. `preference`: most examples
have a rejected answer. `tool-calling`: most outputs are calls of tools, or may be. `generation`: the rest.
"""

ALL = ""
"""Stands for all splits where a task is told by split."""
