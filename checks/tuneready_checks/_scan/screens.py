"""What is looked for in one pass: the usual families of both checks, so that a block is read once."""

from __future__ import annotations

from functools import lru_cache

from tuneready_checks._scan.entities.catalog import FAMILIES as PERSONAL
from tuneready_checks._scan.entities.catalog import OPT_IN
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.secrets.catalog import FAMILIES as SECRETS

DEFAULT: tuple[Family, ...] = (*(each for each in PERSONAL if each.entity not in OPT_IN), *SECRETS)
ON_REQUEST: tuple[Family, ...] = tuple(each for each in PERSONAL if each.entity in OPT_IN)


@lru_cache(maxsize=8)
def beside_the_usual(families: tuple[Family, ...]) -> tuple[Family, ...]:
    """Those that an option has asked for: they take a pass of their own."""
    usual = frozenset(DEFAULT)
    return tuple(family for family in families if family not in usual)
