"""`--watch`: a cleaning loop. Look, wait until a file changes, look again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import sleep
from typing import NoReturn

import click

_POLL = 0.3
_SETTLE = 0.2
"""Seconds in which nothing may change before a file counts as written."""

State = tuple[tuple[str, int, int], ...]


def watch(look: Callable[[], int], files: Callable[[], Iterable[Path]]) -> NoReturn:
    """Look for ever; Ctrl-C ends it. What goes wrong is said, and the next change is waited for."""
    while True:
        before = _settled(files)
        _clear()
        try:
            look()
        except click.ClickException as error:
            error.show()
        click.echo("watching; Ctrl-C ends", err=True)
        while _state(files) == before:
            sleep(_POLL)


def _settled(files: Callable[[], Iterable[Path]]) -> State:
    """The state of the files once it no longer changes: an editor may be half-way through one."""
    state = _state(files)
    while True:
        sleep(_SETTLE)
        now = _state(files)
        if now == state:
            return now
        state = now


def _state(files: Callable[[], Iterable[Path]]) -> State:
    """Name, time and size of each file; a file that is just being replaced counts as gone."""
    try:
        paths = sorted(files())
    except click.UsageError:
        raise
    except click.ClickException:
        return ()
    found = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _clear() -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[H")
        sys.stdout.flush()
