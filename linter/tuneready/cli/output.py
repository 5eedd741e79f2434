"""Where reports go: a console that may not know every sign, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from tuneready.reporters.style import UNICODE, Style, signs_for, wants_color
from tuneready.words import printable_path

_WIDEST = 120


def console_style() -> Style:
    """The style of standard output."""
    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    encoding = sys.stdout.encoding or "ascii"
    color = wants_color(os.environ, terminal=terminal)
    return Style(color, signs_for(encoding), width, wraps=terminal)


def file_style() -> Style:
    """The style of a report in a file: no colour, UTF-8."""
    return Style(signs=UNICODE)


def print_text(text: str) -> None:
    """Print on standard output; what its encoding lacks becomes an escape."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
    sys.stdout.buffer.flush()


def write_file(path: Path, text: str, what: str = "the report") -> None:
    """Write a file at once: it is whole, or it is as it was."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".tuneready-", delete=False) as file:
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise click.ClickException(f"{printable_path(str(path))}: cannot write {what}: {reason}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
