"""What is looked for in one pass: the usual families of both checks, so that a block is read once."""

from __future__ import annotations

from tuneready_checks._scan.entities.catalog import FAMILIES as PERSONAL
from tuneready_checks._scan.entities.catalog import OPT_IN
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.secrets.catalog import FAMILIES as SECRETS

DEFAULT: tuple[Family, ...] = (*(each for each in PERSONAL if each.entity not in OPT_IN), *SECRETS)
