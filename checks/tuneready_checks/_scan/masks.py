"""What may be shown of a value: its shape, and at most a quarter of its characters, four at the most."""

from __future__ import annotations

ELLIPSIS = "…"
_MOST = 4


def budget(value: str, wanted: int) -> int:
    """How many characters of a value may be shown: what is wanted, within a quarter of it and four."""
    return min(wanted, _MOST, len(value) // 4)


def tail(value: str, wanted: int = 2, label: str = "") -> str:
    """A label and the last characters.

    >>> tail("4111111111111111", 2, "Visa ")
    'Visa …11'
    """
    count = budget(value, wanted)
    return label + ELLIPSIS + (value[-count:] if count else "")


def head(value: str, wanted: int) -> str:
    """The first characters and the length.

    >>> head("ghp_" + 36 * "a", 4)
    'ghp_…(40)'
    """
    return f"{value[: budget(value, wanted)]}{ELLIPSIS}({len(value)})"


def leading(value: str, sign: str) -> str:
    """The part before the first sign, where it is short enough.

    >>> leading("81.169.145.78", "."), leading("192.5.6.7", ".")
    ('81.…', '…')
    """
    first = value.partition(sign)[0]
    return f"{first}{sign}{ELLIPSIS}" if 0 < len(first) <= budget(value, _MOST - 1) else ELLIPSIS


def email(local: str, domain: str) -> str:
    """First letters of both sides and a short top-level domain.

    >>> email("jane.roe", "gmail.com")
    'j…@g….com'
    """
    value = f"{local}@{domain}"
    count = budget(value, 2)
    top = domain.rpartition(".")[2]
    ending = f".{top}" if len(top) <= 3 else ""  # noqa: PLR2004 — with the dot, four characters at the most
    return f"{local[: count // 2]}{ELLIPSIS}@{domain[: count - count // 2]}{ELLIPSIS}{ending}"
