"""An operator pauses, resumes or cancels what an import makes us mail; the inbox is never halted."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from chassis.audit import deeds
from contracts import Grant
from contracts.notifications import NotificationWithheld
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.notifications.conftest import OPERATOR, Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.registry_facts import a_change, a_completed_import


async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator(), an_appointment())


async def ask(notifications: Notifications, import_id: UUID, deed: str, *, reason: str = "") -> httpx.Response:
    async with notifications.driver.http(OPERATOR) as http:
        return await http.post(f"/api/notifications/imports/{import_id}/{deed}", json={"reason": reason})


async def of_import(notifications: Notifications, import_id: UUID) -> dict[str, Any]:
    async with notifications.driver.http(OPERATOR) as http:
        found: dict[str, Any] = (await http.get(f"/api/notifications/imports/{import_id}")).json()
    return found


async def done(notifications: Notifications) -> list[tuple[str, str, str]]:
    async with notifications.driver.begin() as work:
        return [(one.deed, one.about, one.reason) for one in await deeds(work)]


async def test_a_paused_import_sends_nothing_not_even_what_is_decided_later_until_it_is_resumed(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    wrong, other = uuid4(), uuid4()
    [before] = await notifications.hears(a_change(import_id=wrong))
    assert (await ask(notifications, wrong, "pause", reason="the wrong file")).json()["state"] == "paused"
    [while_paused] = await notifications.hears(a_change(import_id=wrong))
    await notifications.hears(a_completed_import(wrong, changed=2))
    [elsewhere] = await notifications.hears(a_change(import_id=other))
    await notifications.hears(a_completed_import(other, changed=1))

    await notifications.forward(hours=5)

    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 1
    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 1
    told = await notifications.told(DOCTOR)
    assert (told[before.id, "mail"], told[while_paused.id, "mail"]) == ("pending", "pending")
    assert (told[while_paused.id, "inbox"], told[elsewhere.id, "mail"]) == ("sent", "sent")
    assert await notifications.due() == 0, "what an operator holds is not on its way"
    assert (await of_import(notifications, wrong))["on_their_way"] == 3

    assert (await ask(notifications, wrong, "resume")).json()["state"] == "flowing"
    await notifications.forward(seconds=1)

    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 3
    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 2
    assert (await of_import(notifications, wrong))["sent"] == 3
    assert await done(notifications) == [
        ("notifications.resumed", f"import {wrong}", ""),
        ("notifications.paused", f"import {wrong}", "the wrong file"),
    ]


async def test_why_shows_a_mail_and_a_push_that_are_paused(notifications: Notifications) -> None:
    await everybody(notifications)
    await notifications.subscribes(DOCTOR)
    import_id = uuid4()
    await ask(notifications, import_id, "pause")
    await notifications.hears(a_change(import_id=import_id))

    async with notifications.driver.http(OPERATOR) as http:
        answer = await http.post("/api/notifications/decisions/search", json={"person_id": str(DOCTOR)})
    paused = {(item["channel"], item["decision"], item["paused"]) for item in answer.json()["items"]}
    assert paused == {("mail", "pending", True), ("inbox", "sent", False), ("push", "pending", True)}


async def test_a_paused_import_rings_nowhere_until_it_is_resumed(notifications: Notifications) -> None:
    await everybody(notifications)
    phone = await notifications.subscribes(DOCTOR)
    wrong = uuid4()
    [before] = await notifications.hears(a_change(import_id=wrong))
    await ask(notifications, wrong, "pause")
    [while_paused] = await notifications.hears(a_change(import_id=wrong))
    await notifications.forward(hours=1)
    assert phone.seen == []
    await ask(notifications, wrong, "resume")
    await notifications.forward(seconds=1)

    assert {one["item"] for one in phone.seen} == {str(before.id), str(while_paused.id)}


async def test_a_cancelled_import_withholds_its_pushes_but_those_that_may_have_rung(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    phone = await notifications.subscribes(DOCTOR)
    import_id = uuid4()
    notifications.pushes.then("lose answer")
    [first] = await notifications.hears(a_change(import_id=import_id))
    await notifications.driver.run_job("send pushes")
    [late] = await notifications.hears(a_change(import_id=import_id))
    await ask(notifications, import_id, "cancel")
    await notifications.forward(hours=1)

    told = await notifications.told(DOCTOR)
    assert (told[first.id, "push"], told[late.id, "push"]) == ("unknown", "withheld: cancelled")
    assert len(phone.seen) == 1
    assert await notifications.due() == 0


async def test_a_cancelled_import_withholds_its_mails_one_decision_each_and_says_so(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    import_id = uuid4()
    [first] = await notifications.hears(a_change(import_id=import_id))
    await ask(notifications, import_id, "cancel", reason="sent in twice")
    [late] = await notifications.hears(a_change(import_id=import_id))
    await notifications.hears(a_completed_import(import_id, changed=2))

    await notifications.forward(hours=1)

    assert notifications.relay.mails == []
    for person in (DOCTOR, COORDINATOR):
        told = await notifications.told(person)
        for stamp in (first, late):
            assert told[stamp.id, "mail"] == "withheld: cancelled"
            assert told[stamp.id, "inbox"] == "sent"
    said = await notifications.driver.said(NotificationWithheld)
    assert {(one.person_id, one.reason) for one in said} == {(DOCTOR, "cancelled"), (COORDINATOR, "cancelled")}
    assert sorted(event for one in said for event in one.about) == sorted([first.id, late.id] * 2)


async def test_what_was_asked_before_is_done_once_and_a_cancel_is_final(notifications: Notifications) -> None:
    import_id = uuid4()
    for deed in ("pause", "pause", "cancel", "cancel"):
        assert (await ask(notifications, import_id, deed)).status_code == 200
    for deed in ("pause", "resume"):
        answer = await ask(notifications, import_id, deed)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/import-mails-cancelled")
    assert [deed for deed, _, _ in await done(notifications)] == ["notifications.cancelled", "notifications.paused"]


async def test_a_mail_whose_attempt_may_have_arrived_is_not_called_withheld_when_it_is_cancelled(
    notifications: Notifications,
) -> None:
    await everybody(notifications)
    import_id = uuid4()
    [stamp] = await notifications.hears(a_change(import_id=import_id))
    notifications.relay.then("lose answer")
    await notifications.sends()
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "unknown"

    await ask(notifications, import_id, "cancel")
    await notifications.forward(hours=1)

    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "unknown"
    assert len(notifications.relay.to(DOCTOR_ADDRESS)) <= 1
    assert [said.person_id for said in await notifications.driver.said(NotificationWithheld)] == [COORDINATOR]


async def test_a_mail_that_waited_for_its_reader_is_withheld_once_they_are_known(notifications: Notifications) -> None:
    import_id = uuid4()
    [stamp] = await notifications.hears(a_change(import_id=import_id))
    await ask(notifications, import_id, "cancel")
    await notifications.hears(a_person())
    await notifications.forward(seconds=6)

    assert notifications.relay.mails == []
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "withheld: cancelled"


async def test_a_reason_that_cannot_be_kept_is_sent_back_and_halts_nothing(notifications: Notifications) -> None:
    import_id = uuid4()
    answer = await ask(notifications, import_id, "pause", reason="wrong\0file")

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/cannot-be-kept")
    assert (await of_import(notifications, import_id))["state"] == "flowing"
    assert await done(notifications) == []


async def test_only_an_operator_halts_an_import(notifications: Notifications) -> None:
    async with notifications.driver.http(an_actor(Grant(Role.DEANERY_ANALYST))) as http:
        answer = await http.post(f"/api/notifications/imports/{uuid4()}/pause", json={})
    assert answer.status_code == 403
