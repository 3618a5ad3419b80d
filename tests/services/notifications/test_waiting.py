"""What comes before its reader or its role's holder is known."""

from uuid import uuid4

from contracts.notifications import NotificationWithheld
from contracts.registry import AppointmentEnded
from contracts.vocabulary import Role
from services.notifications import telling
from tests.services.notifications.conftest import OPERATOR, Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    NOW,
    OTHER_COORDINATOR,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
    an_unconfirmed_person,
)
from tests.unit.notifications.leave_facts import a_decided_step
from tests.unit.notifications.registry_facts import a_change, a_completed_import, a_placement


async def test_a_change_heard_before_its_doctor_is_mailed_as_soon_as_they_are_known(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(a_change())
    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="pending: person_unknown", inbox="pending: person_unknown", push="pending: person_unknown"
    )
    await notifications.hears(a_person())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "Your placement has changed"


async def test_who_held_a_role_until_yesterday_is_not_told_and_who_holds_it_today_is(
    notifications: Notifications,
) -> None:
    former = an_appointment()
    facts = former.model_dump(include={"appointment_id", "person_id", "role", "scope", "code"})
    await notifications.hears(a_person(), a_coordinator(), former)
    await notifications.hears(AppointmentEnded(**facts, ended_on=NOW.date()))
    [last] = await notifications.hears(a_change())
    await notifications.forward(days=1)
    [next_day] = await notifications.hears(a_change())
    assert await notifications.told(COORDINATOR) == decided(
        last, mail="sent", inbox="sent", push="withheld: not_urgent"
    )

    await notifications.hears(a_coordinator(OTHER_COORDINATOR), an_appointment(OTHER_COORDINATOR))
    await notifications.sends()
    told = await notifications.told(OTHER_COORDINATOR)
    assert told == decided(next_day, mail="sent", inbox="sent", push="withheld: not_urgent")


async def test_a_person_who_stays_unknown_for_15_minutes_is_withheld_with_that_reason(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(a_change())
    await notifications.forward(minutes=14)
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "pending: person_unknown"
    await notifications.forward(minutes=2)

    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "withheld: person_unknown"
    [said] = await notifications.driver.said(NotificationWithheld)
    assert (said.person_id, said.reason, said.about) == (DOCTOR, "person_unknown", (stamp.id,))


async def test_of_many_who_wait_a_thousand_are_given_up_at_once_and_nobody_is_forgotten(
    notifications: Notifications,
) -> None:
    changes = [a_change(a_placement(doctor_id=uuid4(), host=f"H{n}")) for n in range(1_100)]
    await notifications.hears(*changes)
    notifications.driver.clock.forward(minutes=16)
    async with notifications.driver.begin() as work:
        assert await telling.give_up_waiting(work)
    assert len(await notifications.driver.said(NotificationWithheld)) <= 1_000
    await notifications.forward(seconds=1)

    said = await notifications.driver.said(NotificationWithheld)
    assert {one.person_id for one in said} == {one.placement.doctor_id for one in changes}
    assert len(said) == len(changes)
    async with notifications.driver.begin() as work:
        for table in ("decision", "vacancy"):
            assert await work.driver.fetchval(f"SELECT count(*) FROM {table} WHERE decision = 'pending'") == 0


async def test_a_person_who_turns_out_unconfirmed_is_withheld_at_once(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_change())
    await notifications.hears(an_unconfirmed_person())

    assert await notifications.told(DOCTOR) == decided(
        stamp,
        mail="withheld: unconfirmed_person",
        inbox="withheld: unconfirmed_person",
        push="withheld: unconfirmed_person",
    )


async def test_a_change_without_a_coordinator_waits_for_one_and_reaches_them(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator())
    import_id = uuid4()
    [stamp, _] = await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
    await notifications.sends()
    assert await notifications.told(COORDINATOR) == {}
    await notifications.hears(an_appointment())
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: not_urgent"
    )
    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1


async def test_an_appointment_that_begins_later_fills_no_vacancy_of_today(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator(), a_change())
    await notifications.hears(an_appointment(starts_on="2026-11-23"))
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == {}


async def test_a_role_that_nobody_holds_for_15_minutes_is_on_record(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    [stamp] = await notifications.hears(a_change())
    await notifications.forward(minutes=16)

    async with notifications.driver.http(OPERATOR) as http:
        decided = (await http.get(f"/api/notifications/events/{stamp.id}/decisions")).json()
    [vacant] = [row for row in decided if row["person_id"] is None]
    assert (vacant["decision"], vacant["reason"]) == ("withheld", "no_holder")
    assert (vacant["role"], vacant["scope"]) == ("rota_coordinator", "R0B")


async def test_the_holder_of_the_next_step_is_told_in_the_inbox_however_late_they_are_known(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_person())
    [stamp] = await notifications.hears(a_decided_step())
    await notifications.hears(an_appointment(TPD, role=Role.TPD, scope="programme", code="NTH030"))
    await notifications.hears(a_coordinator(TPD, email="tpd@example.org"))
    await notifications.sends()

    assert await notifications.told(TPD) == decided(
        stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent"
    )
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "sent"


async def test_somebody_with_the_role_twice_is_told_once(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator(), an_appointment(), an_appointment(deputy=True))
    [stamp] = await notifications.hears(a_change())
    await notifications.sends()

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1
    assert len(await notifications.told(COORDINATOR)) == 3
    assert stamp.id in {event for event, _ in await notifications.told(COORDINATOR)}
