"""The check leaked-secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Round, Severity, plural
from tuneready_checks._scan.allow import Allowed
from tuneready_checks._scan.facts import facts
from tuneready_checks._scan.findings import findings, with_kinds
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.names import masked
from tuneready_checks._scan.scan import scan
from tuneready_checks._scan.secrets import kingfisher
from tuneready_checks._scan.secrets.catalog import FAMILIES

if TYPE_CHECKING:
    import numpy.typing as npt

_NAMES = {family.entity: family for family in (*FAMILIES, kingfisher.NAMED)}
_ENTITIES = tuple(_NAMES)


class LeakedSecret(DatasetCheck):
    """A text holds an API key, an access token or a private key.

    ## Why it matters

    Who can ask the model, or read the file, can get at the secret: models repeat what they were trained
    on, and a dataset is copied to more places than anyone counts. Keys are recognised by the prefix that
    their maker gave them (`ghp_`, `AKIA`, `sk-ant-`, …), never by looking random alone. A value such as
    `YOUR_API_KEY` stands for a key: it is counted, and does no harm.

    Where `tuneready[secrets]` is installed, the rules of Kingfisher (some 440 more kinds) are looked for
    too; `without = ["kingfisher-secret"]` turns them off. Of a rule of several parts all must be there.

    ## How to fix it

    Revoke the key first: it has been in a file. Then put a stand-in such as `YOUR_API_KEY` in its place,
    or delete the record. What is known and fine can be named in `allow`, with the reason.
    """

    name = "leaked-secret"
    severity = Severity.ERROR
    stage = "private"
    by_file = True
    sensitive = True
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

    def masked(self, name: str) -> str:
        return masked(name, self._families(), self._is_wanted)

    def map(self, block: Block) -> Facts:
        return facts(block, scan(block, self._families(), self._is_wanted, self), _ENTITIES)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Finding]:  # noqa: ARG002
        return findings(facts, list(_NAMES.values()))

    def conclude(self, results: Iterable[Any], _overview: Overview) -> Iterable[Finding | Remark] | Round:
        """Findings, and how many of Kingfisher's rules were looked for."""
        said = with_kinds(results, list(_NAMES.values()))
        return [*said, *([_remark(kingfisher.rules())] if self._has_kingfisher() else ())]

    def _families(self) -> tuple[Family, ...]:
        return (*FAMILIES, kingfisher.family()) if self._has_kingfisher() else FAMILIES

    def _has_kingfisher(self) -> bool:
        return kingfisher.ENTITY not in self.without and kingfisher.is_installed()

    def _is_wanted(self, hit: Hit) -> bool:
        if hit.entity in self.without or (hit.level is Level.LOW and not self.low):
            return False
        return not any(allowed.covers(hit) for allowed in self.allow)


def _remark(rules: kingfisher.Rules) -> Remark:
    skipped = len(rules.skipped)
    message = f"{rules.total - skipped:,} rules of Kingfisher were looked for"
    if skipped:
        message += f"; {plural(skipped, 'more rule is', 'more rules are')} beyond the search engines"
    return Remark(message=message, data={"rules": rules.total, "skipped": list(rules.skipped)})
