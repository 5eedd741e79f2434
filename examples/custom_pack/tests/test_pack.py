"""How a pack tests itself: the harness runs what the checks say is good and bad."""

from __future__ import annotations

import pytest
from acme_checks.promised_refund import PromisedRefund

from tuneready.api import Check
from tuneready.testing import checks_of, findings, problems


@pytest.mark.parametrize("check", checks_of("acme_checks"))
def test_check(check: type[Check]) -> None:
    assert problems(check) == []


def test_an_option_changes_what_is_found() -> None:
    given = [{"prompt": "It broke.", "completion": "Here is a voucher."}]
    assert not findings(PromisedRefund(), given)
    assert len(findings(PromisedRefund(words="voucher"), given)) == 1
