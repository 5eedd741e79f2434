"""The built-in pack: a pack like anyone's, found through the same entry point, seeing tuneready.api only."""

PAGES = "https://github.com/tuneready/tuneready/blob/main/checks/tuneready_checks/{module}.py"
"""Where reports send a reader for a check: its docstring is its page."""
