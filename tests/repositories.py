"""Git repositories that tests make."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")


def plain_environment() -> dict[str, str]:
    """The environment without what git tells its own hooks."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def git(*args: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        ["git", *_IDENTITY, "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *args],
        cwd=cwd,
        env=plain_environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def commit(cwd: Path, message: str = "change") -> str:
    git("add", "-A", cwd=cwd)
    git("commit", "-qm", message, cwd=cwd)
    return git("rev-parse", "HEAD", cwd=cwd).strip()
