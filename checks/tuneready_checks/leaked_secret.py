"""The check leaked-secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Severity
from tuneready_checks._scan.allow import Allowed
from tuneready_checks._scan.facts import facts
from tuneready_checks._scan.findings import findings, with_kinds
from tuneready_checks._scan.hit import Hit, Level
from tuneready_checks._scan.scan import scan
from tuneready_checks._scan.secrets.catalog import ENTITIES, FAMILIES

if TYPE_CHECKING:
    import numpy.typing as npt

_NAMES = {family.entity: family for family in FAMILIES}


class LeakedSecret(DatasetCheck):
    """A text holds an API key, an access token or a private key.

    ## Why it matters

    Who can ask the model, or read the file, can get at the secret: models repeat what they were trained
    on, and a dataset is copied to more places than anyone counts. Keys are recognised by the prefix that
    their maker gave them (`ghp_`, `AKIA`, `sk-ant-`, …), never by looking random alone. A value such as
    `YOUR_API_KEY` stands for a key: it is counted, and does no harm.

    ## How to fix it

    Revoke the key first: it has been in a file. Then put a stand-in such as `YOUR_API_KEY` in its place,
    or delete the record. What is known and fine can be named in `allow`, with the reason.
    """

    name = "leaked-secret"
    severity = Severity.ERROR
    stage = "private"
    good = [
        [{"prompt": "Where does the key go?", "completion": "Into the variable API_KEY, not into the code."}],
        [{"prompt": "What does a GitHub token begin with?", "completion": "With ghp_ or github_pat_."}],
    ]
    bad = [
        [
            {
                "prompt": "Log in.",
                "completion": "curl -H 'Authorization: token ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq'",
            }
        ],
        [{"prompt": "Which key?", "completion": "It is AKIA" + "Q4XZ7MTRW2KLNVBP."}],
    ]

    without: tuple[str, ...] = Field((), strict=False, description="secrets not to look for, by name")
    low: bool = Field(default=False, description="whether values that are likely harmless are reported too")
    allow: tuple[Allowed, ...] = Field(
        (), strict=False, description="values that are known and fine, each with its reason"
    )

    @field_validator("without")
    @classmethod
    def _are_known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in names if name not in _NAMES]
        if unknown:
            raise ValueError(f"no such secret: '{unknown[0]}'; there are {', '.join(sorted(_NAMES))}")
        return names

    def map(self, block: Block) -> Facts:
        return facts(block, scan(block, FAMILIES, self._is_wanted), ENTITIES)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Finding]:  # noqa: ARG002
        return findings(facts, [_NAMES[entity] for entity in ENTITIES])

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterable[Finding | Remark]:
        return with_kinds(results, [_NAMES[entity] for entity in ENTITIES])

    def _is_wanted(self, hit: Hit) -> bool:
        if hit.entity in self.without or (hit.level is Level.LOW and not self.low):
            return False
        return not any(allowed.covers(hit) for allowed in self.allow)
