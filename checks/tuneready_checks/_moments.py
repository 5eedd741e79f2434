"""When something was, from what people write into records."""

from __future__ import annotations

from datetime import UTC, datetime

DAY = 86_400.0

_UNITS = ((1e8, 1e10, 1.0), (1e11, 1e13, 1e-3), (1e14, 1e16, 1e-6), (1e17, 1e19, 1e-9))
"""Numbers from … to …, and the seconds that one of them is: 1973 to 2286 in s, ms, µs and ns."""
_LONGEST = 40
_LONGEST_DATE = 10


def moment(value: object) -> tuple[float, bool] | None:
    """Seconds since 1970, UTC where no zone is told, and whether it is a date alone; None for no time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = value.strip()
    try:
        if text.replace(".", "", 1).isdecimal() and len(text) > len("20240301"):
            return _since_1970(float(text))
        written = datetime.fromisoformat(text)
        aware = written if written.tzinfo else written.replace(tzinfo=UTC)
        return round(aware.timestamp(), 3), len(text) <= _LONGEST_DATE
    except (ValueError, OverflowError):
        return None


def _since_1970(number: float) -> tuple[float, bool] | None:
    for least, most, unit in _UNITS:
        if least <= number < most:
            return round(number * unit, 3), False
    return None
