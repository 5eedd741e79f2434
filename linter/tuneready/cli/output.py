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

_WIDEST = 200


def console_style() -> Style:
    """The style of standard output."""
    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    encoding = sys.stdout.encoding or "ascii"
    color = wants_color(os.environ, terminal=terminal)
    here, root = _places()
    return Style(color, signs_for(encoding), width, wraps=terminal, here=here, root=root)


def file_style() -> Style:
    """The style of a report in a file: no colour, UTF-8."""
    here, root = _places()
    return Style(signs=UNICODE, here=here, root=root)


def _places() -> tuple[str, str]:
    """The current directory, and the root of the repository that it lies in."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    return here.as_posix(), root.as_posix()


def print_text(text: str) -> None:
    """Print on standard output; what its encoding lacks becomes an escape."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
    sys.stdout.buffer.flush()


def write_file(path: Path, text: str, what: str = "the report") -> None:
    """Write a file at once: it is whole, or it is as it was. A device or a pipe is written to."""
    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                device.write(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise click.ClickException(f"{printable_path(str(path))}: cannot write {what}: {reason}") from None


def _replace(path: Path, data: bytes) -> None:
    """Put a new file in the place of the old one, with the old one's mode."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    file = tempfile.NamedTemporaryFile(dir=path.parent, prefix=".tuneready-", delete=False)  # noqa: SIM115
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(mode)
        Path(file.name).replace(path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
