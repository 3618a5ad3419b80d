"""What doctors and approvers hear of leave and feedback; the reasons stay behind sign-in."""

import pytest

from contracts import Event
from contracts.vocabulary import LeaveType, Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
    some_feedback,
)
from tests.unit.notifications.leave_facts import a_decided_step, a_refusal, a_request, a_touched_request, an_approval


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(
        a_person(),
        a_coordinator(),
        a_coordinator(TPD, email="tpd@example.org"),
        an_appointment(),
        an_appointment(TPD, role=Role.TPD, scope="programme", code="NTH030"),
    )


async def test_whoever_decides_first_is_told_of_a_request_in_the_inbox_only(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_request())
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == decided(
        stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent"
    )
    assert notifications.relay.taken == []
    [item] = await notifications.inbox(COORDINATOR)
    assert "Decide by: Sunday 29 November 2026, 09:00" in item["lines"]


async def test_a_decided_step_tells_the_doctor_and_whoever_is_next(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_decided_step())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    assert await notifications.told(TPD) == decided(
        stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent"
    )


@pytest.mark.parametrize("decision", [a_refusal(), an_approval()])
async def test_the_mail_says_that_there_is_a_decision_and_not_which(
    notifications: Notifications, decision: Event
) -> None:
    await notifications.hears(decision)
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "There is a decision on your leave request"
    for part in ("plain", "html"):
        body = mail.get_body((part,))
        assert body is not None
        content = body.get_content()
        assert "Monday 1 March 2027 to Tuesday 2 March 2027" in content
        assert "http://127.0.0.1:8600/inbox" in content
        assert not any(word in content.lower() for word in ("refused", "approved", "staffing"))


async def test_the_inbox_says_why_leave_was_refused_and_how_to_appeal(notifications: Notifications) -> None:
    await notifications.hears(a_refusal())

    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "Your leave is refused"
    assert "Reason: minimum staffing could not be kept" in item["lines"]
    assert any("appeal" in line and "Friday 4 December 2026" in line for line in item["lines"])


async def test_touched_leave_tells_the_doctor_in_the_inbox_and_its_approvers_by_mail(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(a_touched_request())
    await notifications.sends()

    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "withheld: inbox_only"
    assert (await notifications.told(COORDINATOR))[stamp.id, "mail"] == "sent"
    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1


async def test_feedback_is_announced_by_mail_and_read_behind_sign_in(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(some_feedback())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert "Okoro" not in mail.as_string()
    [item] = await notifications.inbox(DOCTOR)
    assert "From: Robin Okoro" in item["lines"]


async def test_release_from_duty_is_called_so_to_who_decides_and_to_who_asked(notifications: Notifications) -> None:
    await notifications.hears(a_request(leave_type=LeaveType.RELEASE), an_approval(leave_type=LeaveType.RELEASE))

    [to_decide] = await notifications.inbox(COORDINATOR)
    [decided_now] = await notifications.inbox(DOCTOR)
    assert any(line.startswith("Release from duty") for line in to_decide["lines"])
    assert decided_now["title"] == "Your release from duty is approved"
