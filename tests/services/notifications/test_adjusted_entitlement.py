"""A doctor hears that a leave year has more days for them, or fewer; why stays where they sign in to read it."""

import pytest

from contracts.vocabulary import LeaveType, Role
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import DOCTOR, DOCTOR_ADDRESS, a_person
from tests.unit.notifications.leave_facts import an_adjusted_entitlement


@pytest.mark.parametrize(
    ("facts", "subject", "line"),
    [
        ({}, "You have more days of leave", "Study leave: 2.5 days more"),
        (
            {"half_days": -2, "leave_type": LeaveType.PROFESSIONAL, "adjusted_by": Role.DME},
            "You have fewer days of leave",
            "Professional leave: 1 day fewer",
        ),
    ],
    ids=["more", "fewer"],
)
async def test_its_doctor_is_mailed_how_many_days_and_by_whom(
    notifications: Notifications, facts: dict[str, object], subject: str, line: str
) -> None:
    await notifications.hears(a_person(), an_adjusted_entitlement(**facts))
    await notifications.sends()

    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == subject
    assert line in item["lines"]
    assert "Leave year: Wednesday 5 August 2026 to Tuesday 3 August 2027" in item["lines"]
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == subject
