"""How many processes are worth starting here."""

from __future__ import annotations

import os
from contextlib import suppress
from math import ceil
from pathlib import Path

BYTES_A_JOB = 10 << 20
"""A process takes 0.4 s to start: with less to read for each of them, one is done sooner."""

_MOST = 16  # the first process's own work, a twelfth of the whole, is the limit

_QUOTAS = ("/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
_PERIOD = "/sys/fs/cgroup/cpu/cpu.cfs_period_us"


def worthwhile(size: int, most: int | None = None) -> int:
    """Processes for `size` bytes of input: at most `most`; where it is None, as many as there are cores."""
    return max(1, min(size // BYTES_A_JOB, min(usable_cores(), _MOST) if most is None else most))


def usable_cores() -> int:
    """Cores that this process may use: fewer than the machine has in a container, or where it is bound."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(bound, allowed(*_quota()) or bound))


def allowed(quota: str, period: str) -> int | None:
    """Cores that a control group's quota of CPU time amounts to; None where it sets no limit."""
    with suppress(ValueError, ZeroDivisionError):
        cores = ceil(int(quota) / int(period))
        return cores if cores > 0 else None
    return None


def _quota() -> tuple[str, str]:
    """Quota and period of this process's control group, in microseconds; empty where it has none."""
    for path in _QUOTAS:
        with suppress(OSError):
            words = Path(path).read_text(encoding="ascii").split()
            return words[0], words[1] if len(words) > 1 else Path(_PERIOD).read_text(encoding="ascii").strip()
    return "", ""
