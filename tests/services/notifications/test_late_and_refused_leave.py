"""Who hears of late steps (R16), alternatives taken (R17), appeals (R19), and leave given or taken back (R28)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.leave import Step
from contracts.vocabulary import AppealOutcome, Lateness, Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    NOW,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.leave_facts import (
    a_lapse,
    a_late_appeal,
    a_late_step,
    a_reminder,
    a_reminder_of_a_return,
    a_request_sent_again,
    a_return,
    a_withdrawal,
    a_withdrawal_to_confirm,
    an_acknowledged_appeal,
    an_alternative_taken,
    an_answered_appeal,
    an_appeal,
)

DIRECTOR, DIRECTOR_ADDRESS = TPD, "dme@example.org"


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(
        a_person(),
        a_coordinator(),
        a_coordinator(DIRECTOR, email=DIRECTOR_ADDRESS),
        an_appointment(),
        an_appointment(DIRECTOR, role=Role.DME),
    )


def titles(items: list[dict[str, object]]) -> list[object]:
    return [item["title"] for item in items]


async def test_a_reminder_is_in_the_inbox_of_the_desk_and_of_nobody_else(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_reminder())

    assert await notifications.told(COORDINATOR) == decided(
        stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent"
    )
    assert await notifications.inbox(DOCTOR) == []
    assert titles(await notifications.inbox(COORDINATOR)) == ["A leave request is due for your decision soon"]


async def test_what_is_overdue_on_a_desk_is_mailed_to_it_and_its_doctor_reads_where_it_is(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_late_step())
    await notifications.sends()

    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    assert mail["Subject"] == "A leave request is overdue for a decision"
    assert notifications.relay.to(DOCTOR_ADDRESS) == []
    [item] = await notifications.inbox(DOCTOR)
    assert "It is with: rota coordinator" in item["lines"]
    assert await notifications.inbox(DIRECTOR) == []


async def test_after_no_response_the_director_is_mailed_too_and_the_doctor_reads_so(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_late_step(lateness=Lateness.NO_RESPONSE))
    await notifications.sends()

    assert len(notifications.relay.to(DIRECTOR_ADDRESS)) == 1
    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1
    [item] = await notifications.inbox(DOCTOR)
    assert "The director of medical education is asked as well." in item["lines"]


async def test_of_a_practice_the_employers_director_is_mailed_too(notifications: Notifications) -> None:
    employers, address = uuid4(), "employers.dme@example.org"
    await notifications.hears(
        a_coordinator(employers, email=address), an_appointment(employers, role=Role.DME, code="R0D")
    )

    await notifications.hears(a_late_step(lateness=Lateness.NO_RESPONSE, director_at="R0D"))
    await notifications.sends()

    assert len(notifications.relay.to(address)) == 1
    assert notifications.relay.to(DIRECTOR_ADDRESS) == []


async def test_where_the_desk_is_the_directors_already_they_are_told_once(notifications: Notifications) -> None:
    step = Step(role=Role.DME, scope="R0B")
    await notifications.hears(a_late_step(waiting=step, lateness=Lateness.NO_RESPONSE))
    await notifications.sends()

    assert len(notifications.relay.to(DIRECTOR_ADDRESS)) == 1


async def test_whoever_offered_an_alternative_reads_that_it_is_taken(notifications: Notifications) -> None:
    await notifications.hears(an_alternative_taken())

    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "The alternative that you offered is taken"
    assert "The days that were offered are asked for." in item["lines"]
    assert await notifications.inbox(DOCTOR) == []


async def test_an_appeal_reaches_who_answers_and_its_doctor_hears_of_each_step(notifications: Notifications) -> None:
    await notifications.hears(an_appeal(), an_acknowledged_appeal(), an_answered_appeal())
    await notifications.sends()

    [mail] = notifications.relay.to(DIRECTOR_ADDRESS)
    assert mail["Subject"] == "An appeal about a leave decision waits for you"
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["Subject"] == "There is an answer to your appeal"
    assert "upheld" not in body.get_content()
    assert set(titles(await notifications.inbox(DOCTOR))) == {
        "Your appeal is upheld: your leave is decided again",
        "Your appeal is being looked at",
    }
    assert titles(await notifications.inbox(COORDINATOR)) == ["A leave request waits to be decided again"]


async def test_a_dismissed_appeal_concerns_its_doctor_alone(notifications: Notifications) -> None:
    await notifications.hears(an_answered_appeal(outcome=AppealOutcome.DISMISSED, waiting=None))

    assert titles(await notifications.inbox(DOCTOR)) == ["Your appeal is dismissed"]
    assert await notifications.inbox(COORDINATOR) == []


async def test_a_late_appeal_is_mailed_to_who_answers_and_its_doctor_reads_it(notifications: Notifications) -> None:
    await notifications.hears(a_late_appeal())
    await notifications.sends()

    [mail] = notifications.relay.to(DIRECTOR_ADDRESS)
    assert mail["Subject"] == "An appeal about a leave decision is overdue with you"
    [waiting] = await notifications.inbox(DIRECTOR)
    assert "It was to be answered by: Friday 11 December 2026" in waiting["lines"]
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "Your appeal has not been answered in time"
    assert notifications.relay.to(DOCTOR_ADDRESS) == []


async def test_the_desk_reads_that_a_withdrawal_waits_and_the_doctor_is_mailed_when_it_is_confirmed(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_withdrawal_to_confirm())
    assert titles(await notifications.inbox(DOCTOR)) == []
    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "A withdrawal of approved leave waits for you to confirm"

    await notifications.hears(a_withdrawal())
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "The withdrawal of your leave is confirmed"
    assert len(await notifications.inbox(COORDINATOR)) == 1


async def test_whoever_took_back_a_request_that_waited_did_it_themselves(notifications: Notifications) -> None:
    await notifications.hears(a_withdrawal(confirmed_by=None))

    assert await notifications.inbox(DOCTOR) == []


async def test_a_doctor_is_told_at_once_that_a_request_is_returned_and_who_returned_it_hears_when_it_is_sent_again(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_return(), a_request_sent_again())
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "Your leave request is returned to you"
    [item] = await notifications.inbox(DOCTOR)
    assert "Returned by: rota coordinator" in item["lines"]
    assert notifications.relay.to(COORDINATOR_ADDRESS) == []
    assert titles(await notifications.inbox(COORDINATOR)) == ["A leave request is back for your decision"]


async def test_who_has_a_request_back_for_days_is_reminded_by_mail_and_nobody_else_is(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_reminder_of_a_return())
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "Your leave request is still with you"
    assert titles(await notifications.inbox(DOCTOR)) == ["Your leave request is still with you"]
    assert notifications.relay.to(COORDINATOR_ADDRESS) == []
    assert await notifications.inbox(COORDINATOR) == []


async def test_a_doctor_is_mailed_that_nobody_decided_and_desk_and_director_read_it(
    notifications: Notifications,
) -> None:
    """On the day after the leave: it matters although its days are over (R16)."""
    over = {"first_day": NOW.date() - timedelta(days=2), "last_day": NOW.date() - timedelta(days=1)}

    await notifications.hears(a_lapse(**over))
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "Your leave request ended without a decision"
    [item] = await notifications.inbox(DOCTOR)
    written = " ".join(item["lines"])
    assert "It was with: rota coordinator" in item["lines"]
    assert "It is not refused" in written
    assert "What next: ask for other days in a new request." in written
    for reader in (COORDINATOR, DIRECTOR):
        assert titles(await notifications.inbox(reader)) == ["A leave request ended without a decision"]
    assert notifications.relay.to(COORDINATOR_ADDRESS) == []


async def test_what_lapsed_with_its_doctor_is_said_in_other_words_and_to_no_desk(notifications: Notifications) -> None:
    await notifications.hears(a_lapse(waiting=None))

    assert titles(await notifications.inbox(DOCTOR)) == ["Your leave request has ended with you"]
    assert await notifications.inbox(COORDINATOR) == []
    assert await notifications.inbox(DIRECTOR) == []
