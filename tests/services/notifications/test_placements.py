"""Who is told of placements, in which mails."""

from datetime import date, timedelta
from uuid import uuid4

from contracts.notifications import NotificationSent
from contracts.registry import CodeChange
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    NOW,
    OTHER_COORDINATOR,
    a_coordinator,
    a_person,
    an_appointment,
    an_organisation,
)
from tests.unit.notifications.leave_facts import a_touched_request
from tests.unit.notifications.registry_facts import (
    a_cancellation,
    a_change,
    a_completed_import,
    a_placement,
    an_announcement,
)


async def everybody(notifications: Notifications) -> None:
    await notifications.hears(
        a_person(),
        a_coordinator(),
        a_coordinator(OTHER_COORDINATOR, email="other@example.org"),
        an_appointment(),
        an_appointment(OTHER_COORDINATOR, code="RTD"),
        an_organisation(),
        an_organisation("R0B01", "Sunderland Royal Hospital"),
        an_organisation("R0B02", "South Tyneside District Hospital"),
    )


async def test_a_changed_placement_reaches_its_doctor_by_mail_and_inbox_with_old_and_new(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    [stamp] = await notifications.hears(a_change())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    [item] = await notifications.inbox(DOCTOR)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    for said in (text.get_content(), html.get_content(), "\n".join(item["lines"])):
        assert "Site: was South Tyneside District Hospital (R0B02), now Sunderland Royal Hospital (R0B01)" in said
        assert "Start date: was Monday 1 February 2027, now Wednesday 3 February 2027" in said
        assert "Notice: 73 days" in said
    assert "Patel" not in mail["Subject"]


async def test_hearing_the_same_change_twice_tells_everybody_once(notifications: Notifications) -> None:
    await everybody(notifications)
    change = a_change()
    [stamp] = await notifications.hears(change)
    await notifications.hears(change, stamp=stamp)
    await notifications.sends()

    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 1
    assert len(await notifications.inbox(DOCTOR)) == 1


async def test_an_announced_placement_goes_to_the_inbox_only(notifications: Notifications) -> None:
    await everybody(notifications)
    [stamp] = await notifications.hears(an_announcement())
    await notifications.sends()

    told = await notifications.told(DOCTOR)
    assert told == decided(stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent")
    assert notifications.relay.taken == []


async def test_a_cancelled_placement_that_was_never_heard_of_is_told_to_its_doctor(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    [stamp] = await notifications.hears(a_cancellation())
    await notifications.sends()

    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "sent"
    assert "cancelled" in notifications.relay.to(DOCTOR_ADDRESS)[0]["Subject"]


async def test_coordinators_of_the_old_and_the_new_host_hear_of_a_move(notifications: Notifications) -> None:
    await everybody(notifications)
    [stamp] = await notifications.hears(a_change(changes=(CodeChange(field="host", old="RTD", new="R0B"),)))
    await notifications.sends()

    for coordinator in (COORDINATOR, OTHER_COORDINATOR):
        assert await notifications.told(coordinator) == decided(
            stamp, mail="sent", inbox="sent", push="withheld: not_urgent"
        )


async def test_a_coordinator_gets_one_mail_for_an_import_however_many_changes(notifications: Notifications) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(*[a_change(import_id=import_id) for _ in range(4)])
    await notifications.hears(a_cancellation(import_id=import_id))
    await notifications.sends()
    assert notifications.relay.to(COORDINATOR_ADDRESS) == []
    assert await notifications.due() == 1

    await notifications.hears(a_completed_import(import_id, changed=4, cancelled=1))
    await notifications.sends()

    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().count("Placement changed: Dr Amara Patel") == 4
    assert body.get_content().count("Placement cancelled: Dr Amara Patel") == 1
    assert len(await notifications.inbox(COORDINATOR)) == 5
    assert await notifications.due() == 0


async def test_the_mail_of_an_import_waits_for_the_changes_heard_after_its_completion(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(a_change(import_id=import_id))
    await notifications.hears(a_completed_import(import_id, changed=2))
    await notifications.sends()
    assert notifications.relay.to(COORDINATOR_ADDRESS) == []

    await notifications.hears(a_change(import_id=import_id))
    await notifications.sends()

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1


async def test_changes_that_never_come_hold_the_mail_for_ten_minutes_only(notifications: Notifications) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(a_change(import_id=import_id))
    await notifications.hears(a_completed_import(import_id, changed=2))
    await notifications.forward(minutes=9)
    assert notifications.relay.to(COORDINATOR_ADDRESS) == []
    await notifications.forward(minutes=2)

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1


async def test_leave_that_an_import_touches_stands_in_the_same_mail(notifications: Notifications) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
    [touched] = await notifications.hears(a_touched_request(import_id=import_id))
    await notifications.sends()

    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "1 placement change and 1 leave request touched by them" in body.get_content()
    assert (await notifications.told(DOCTOR))[touched.id, "mail"] == "withheld: inbox_only"


async def test_leave_touched_after_that_mail_went_out_is_told_in_the_inbox_only(notifications: Notifications) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
    await notifications.sends()
    [touched] = await notifications.hears(a_touched_request(import_id=import_id))
    await notifications.sends()

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1
    told = await notifications.told(COORDINATOR)
    assert (told[touched.id, "mail"], told[touched.id, "inbox"]) == ("withheld: inbox_only", "sent")
    assert len(await notifications.inbox(COORDINATOR)) == 2
    assert await notifications.due() == 0


async def test_touched_leave_is_mailed_to_an_approver_without_a_mail_of_that_import(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
    await notifications.sends()
    both = (COORDINATOR, OTHER_COORDINATOR)
    for _ in range(2):
        await notifications.hears(a_touched_request(import_id=import_id, approvers=both))
        await notifications.sends()

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1
    assert len(notifications.relay.to("other@example.org")) == 1
    assert len(await notifications.inbox(OTHER_COORDINATOR)) == 2


async def test_a_change_that_comes_after_the_ten_minutes_is_a_further_mail_with_the_leave_it_touches(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    import_id = uuid4()
    await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=2))
    await notifications.forward(minutes=11)
    await notifications.hears(a_touched_request(import_id=import_id), a_change(import_id=import_id))
    await notifications.sends()

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 2
    body = notifications.relay.to(COORDINATOR_ADDRESS)[1].get_body(("plain",))
    assert body is not None
    assert "1 placement change and 1 leave request touched by them" in body.get_content()


async def test_a_change_that_no_import_caused_is_a_mail_of_its_own(notifications: Notifications) -> None:
    await everybody(notifications)
    await notifications.hears(a_change(), a_change())
    await notifications.sends()

    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 2


async def test_a_placement_that_is_over_is_decided_on_and_told_to_nobody(notifications: Notifications) -> None:
    await everybody(notifications)
    over = a_placement(start=date(2026, 2, 4), end=date(2026, 8, 4))
    [stamp] = await notifications.hears(a_change(over, changes=(CodeChange(field="site", old="R0B02", new="R0B01"),)))
    await notifications.sends()

    for person in (DOCTOR, COORDINATOR):
        assert await notifications.told(person) == decided(
            stamp, mail="withheld: over", inbox="withheld: over", push="withheld: over"
        )
    assert notifications.relay.taken == []


async def test_a_replayed_change_mails_nobody(notifications: Notifications) -> None:
    await everybody(notifications)
    change = a_change()
    old = notifications.driver.stamped(change, time=NOW - timedelta(days=31))
    await notifications.hears(change, stamp=old)
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        old, mail="withheld: too_old", inbox="sent", push="withheld: too_old"
    )


async def test_a_sent_mail_is_said_with_its_cause(notifications: Notifications) -> None:
    await everybody(notifications)
    import_id = uuid4()
    stamps = await notifications.hears(a_change(import_id=import_id), a_change(import_id=import_id))
    await notifications.hears(a_completed_import(import_id, changed=2))
    await notifications.sends()

    said = await notifications.driver.said_with_stamps(NotificationSent)
    to_coordinator = [(event, row) for event, row in said if event.person_id == COORDINATOR]
    [(event, row)] = to_coordinator
    assert (set(event.about), event.told) == ({stamp.id for stamp in stamps}, 2)
    assert (row["causation"], row["correlation"]) == (stamps[0].id, stamps[0].correlation)
    assert len({row["event_id"] for _, row in said}) == 3
