"""The check personal-data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

from pydantic import Field, field_validator

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Severity
from tuneready_checks._scan.allow import Allowed
from tuneready_checks._scan.entities import national, ner, phone_region
from tuneready_checks._scan.entities.catalog import FAMILIES, OPT_IN, Entity, OptIn
from tuneready_checks._scan.facts import facts
from tuneready_checks._scan.findings import findings, with_kinds
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.names import masked
from tuneready_checks._scan.scan import scan

if TYPE_CHECKING:
    import numpy.typing as npt

_ENTITIES: tuple[str, ...] = get_args(Entity)
_NAMES = {family.entity: family for family in FAMILIES} | ner.NAMES


class PersonalData(DatasetCheck):
    """A text holds personal data: an e-mail address, a phone, a card number.

    ## Why it matters

    A model repeats what it was trained on, to anyone who asks. Whoever is named by the data can be harmed,
    and in most countries the law has a word to say. Looked for are e-mail addresses, payment cards, IBANs,
    US social security numbers, phone numbers, public IP addresses, crypto wallets and passwords in URLs;
    with check digits where there are any, and with the nearest word before a number ("order", "card").
    How sure it is stands in the message: *high* is an error, *medium* a warning, *low* is left out unless
    asked for. A *placeholder* such as jane@example.com is nobody's: placeholders are counted, no more.

    ## How to fix it

    Replace the value by a placeholder (jane@example.com, 555-0100), or delete the record. What is known
    and fine, such as your own support address, can be named in `allow`, with the reason.
    """

    name = "personal-data"
    severity = Severity.ERROR
    stage = "private"
    by_file = True
    sensitive = True
    good = [
        [
            {
                "prompt": "How do I reach support?",
                "completion": "Press the green button; we will call you back.",
            }
        ],
        [
            {
                "prompt": "Where is order 4929 1234 5678 9012?",
                "completion": "It left on 2024-05-06 at 12:30:45.",
            }
        ],
    ]
    bad = [
        [{"prompt": "Who wrote this?", "completion": "Ask greta.lindqvist@posteo.de, please."}],
        [{"prompt": "My card is 4539 5787 6362 1486.", "completion": "Never send card numbers in a chat."}],
    ]

    also: tuple[OptIn, ...] = Field(
        (), strict=False, description="entities to look for besides the usual ones"
    )
    without: tuple[Entity, ...] = Field((), strict=False, description="entities not to look for")
    low: bool = Field(default=False, description="whether values that are likely harmless are reported too")
    phone_regions: tuple[str, ...] = Field(
        (), strict=False, description="regions whose national phone numbers are looked for, such as DE or GB"
    )
    national_ids: tuple[national.Country, ...] = Field(
        (), strict=False, description="countries whose identity numbers are looked for; needs tuneready[ids]"
    )
    ner_model: str = Field(
        "",
        description="spaCy model, by name or folder, that finds people and addresses; needs tuneready[ner]",
    )
    allow: tuple[Allowed, ...] = Field(
        (), strict=False, description="values that are known and fine, each with its reason"
    )

    @field_validator("phone_regions")
    @classmethod
    def _are_regions(cls, regions: tuple[str, ...]) -> tuple[str, ...]:
        unknown = phone_region.unknown(regions) if regions else []
        if unknown:
            raise ValueError(f"no such region: '{unknown[0]}'; expected two capital letters such as DE")
        return regions

    @field_validator("national_ids")
    @classmethod
    def _are_readable(cls, countries: tuple[str, ...]) -> tuple[str, ...]:
        if countries and not national.is_installed():
            raise ValueError("needs python-stdnum: install tuneready[ids]")
        return countries

    @field_validator("ner_model")
    @classmethod
    def _is_a_model(cls, name: str) -> str:
        if name:
            ner.model(name)
        return name

    def masked(self, name: str) -> str:
        return masked(name, self._families(), self._is_wanted)

    def map(self, block: Block) -> Facts:
        return facts(block, scan(block, self._families(), self._is_wanted, self), _ENTITIES)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Finding]:  # noqa: ARG002
        return findings(facts, [_NAMES[entity] for entity in _ENTITIES])

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterable[Finding | Remark]:
        return with_kinds(results, [_NAMES[entity] for entity in _ENTITIES])

    def _families(self) -> list[Family]:
        chosen = [each for each in FAMILIES if each.entity not in OPT_IN or each.entity in self.also]
        if self.national_ids:
            chosen.append(national.finder(self.national_ids))
        if self.phone_regions:
            chosen.append(phone_region.finder(self.phone_regions))
        if self.ner_model:
            chosen += ner.finders(self.ner_model, everywhere=self.low)
        return chosen

    def _is_wanted(self, hit: Hit) -> bool:
        if hit.entity in self.without or (hit.level is Level.LOW and not self.low and hit.judged):
            return False
        return not any(allowed.covers(hit) for allowed in self.allow)
