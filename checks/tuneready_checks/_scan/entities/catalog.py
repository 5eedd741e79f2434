"""All families of personal data, in the order in which they win where two overlap."""

from __future__ import annotations

from typing import Literal

from tuneready_checks._scan.entities import (
    address,
    birth,
    card,
    credentials,
    email,
    iban,
    mac,
    national,
    nhs,
    phone,
    ssn,
    wallet,
)
from tuneready_checks._scan.hit import Family

Entity = Literal[
    "email",
    "payment-card",
    "iban",
    "us-ssn",
    "phone",
    "ip-address",
    "crypto-wallet",
    "url-credentials",
    "mac-address",
    "uk-nhs",
    "date-of-birth",
    "national-id",
    "person-name",
    "postal-address",
]
OptIn = Literal["mac-address", "uk-nhs", "date-of-birth"]

FAMILIES: tuple[Family, ...] = (
    credentials.FAMILY,
    email.FAMILY,
    iban.FAMILY,
    card.FAMILY,
    nhs.FAMILY,
    ssn.FAMILY,
    wallet.BASE58,
    wallet.SEGWIT,
    wallet.ETHEREUM,
    mac.FAMILY,
    address.V4,
    address.V6,
    birth.FAMILY,
    national.FAMILY,
    phone.INTERNATIONAL,
    phone.AMERICAN,
    phone.ANNOUNCED,
)
OPT_IN = frozenset({"mac-address", "uk-nhs", "date-of-birth", "national-id"})
