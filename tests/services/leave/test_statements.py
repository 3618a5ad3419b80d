"""What asking for leave costs in statements: what rules and places say is read once, however many parts ask."""

from collections import Counter
from typing import Any

import pytest

from tests.services.deaneries import a_dean, a_deanery
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.statements import counted

REPEATABLE = {"BEGIN": 1, "INSERT idempotency": 1, "UPDATE idempotency": 1, "COMMIT": 1}
SAID = {"INSERT stream": 1, "COPY outbox": 1}
ASKED = {
    **REPEATABLE,
    "SELECT placement": 1,
    "SELECT leave_request": 1,
    "SELECT deanery_trusts": 1,  # and the organisations that they answer for
    "SELECT rule": 2,  # of everybody, the trust and its deanery; and of the programme
    "SELECT entitlement_adjustment": 1,
    "SELECT organisation": 1,  # what kind of host it is
    "SELECT appointment": 1,
    "INSERT leave_request": 1,
    "SELECT capacity_day": 1,
    **SAID,
}


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    """NTH answers for R0B, and all that a connection asks for at first was asked for."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    await ward.asks(first_day="2027-03-01", last_day="2027-03-01")
    return ward


async def _cost(ward: Ward, **facts: Any) -> Counter[str]:
    with counted() as found:
        asked = await ward.post(ward.doctor, "", REQUEST | facts, **{"Idempotency-Key": "once"})
    assert asked.status_code == 201, asked.text
    return found


async def test_asking_for_leave_reads_rules_and_places_once(ward: Ward) -> None:
    assert await _cost(ward) == ASKED


async def test_a_region_whose_policy_carries_days_over_costs_no_further_reading_of_rules(ward: Ward) -> None:
    """Each leave year before this one is reckoned with by its own policy (R25)."""
    assert await ward.leave.rules(a_dean("NTH"), "leave.carried_days", 5, of="NTH") == 204

    found = await _cost(ward)

    read = {f"SELECT {table}" for table in ("rule", "organisation", "deanery_trusts")}
    assert {each: found[each] for each in read} == {each: ASKED[each] for each in read}
