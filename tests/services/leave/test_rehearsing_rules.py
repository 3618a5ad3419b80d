"""Whom a rule of leave would concern: who has its value from that place, and nobody who has it from a nearer one."""

from typing import Any

import pytest

from chassis.rules import all_rules
from tests.services.deaneries import a_deanery
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_doctor, a_placement, announced
from tests.services.test_rehearsing_rules import rehearsed


@pytest.mark.parametrize(
    ("rule", "value", "of", "placements"),
    [
        ("leave.notice_days", 70, "NTH", 2),
        ("leave.notice_days", 70, "R0B", 2),
        ("leave.notice_days", 70, "", 3),
        ("leave.study_days", {"f1": 15}, "R0B", 1),
        ("leave.study_days", {"f1": 15}, "NTH", 2),
        ("leave.cost_above", 500, "NTH001", 1),
        ("leave.cost_above", 500, "R0B", 0),
    ],
)
async def test_leave_counts_those_for_whom_a_rule_is_read_at_that_place(
    ward: Ward, rule: str, value: Any, of: str, placements: int
) -> None:
    """At R0B of NTH a trainee of programme NTH001 who asks, and somebody locally employed; a third elsewhere."""
    local, third = a_doctor().person_id, a_doctor().person_id
    await ward.leave.hears(
        a_deanery("NTH", "R0B"),
        announced(a_placement(local, programme=None)),
        announced(a_placement(third, host="RXX", programme="WES001")),
    )
    await ward.asks()
    if isinstance(value, dict):
        async with ward.leave.begin() as work:
            value = next(each.value for each in await all_rules(work) if each.name == rule) | value

    changes = (await rehearsed(ward.leave, rule, value, of=of))["changes"]

    assert [change["counts"] for change in changes] == ([{"placements": placements}] if placements else [])
