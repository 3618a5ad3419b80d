"""One mail that goes wrong, whatever way, costs the mails beside it nothing."""

from typing import Any
from uuid import uuid4

import pytest

from contracts.notifications import NotificationFailed, NotificationSent
from services.notifications import letters
from services.notifications.domain import Letter
from services.notifications.gateway import Session
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
    some_feedback,
)
from tests.unit.notifications.registry_facts import a_change, a_placement

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
async def people(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator())


async def feedback_for(notifications: Notifications, many: int) -> None:
    """Each for somebody else: of one person's mails only the oldest would be taken."""
    doctors = [uuid4() for _ in range(many)]
    await notifications.hears(*[a_person(who, email=f"{who}@example.org") for who in doctors])
    await notifications.hears(*[some_feedback(doctor_id=who) for who in doctors])


async def mails(notifications: Notifications, columns: str) -> list[tuple[Any, ...]]:
    async with notifications.driver.begin() as work:
        rows = await work.driver.fetch(f"SELECT {columns} FROM mail")
    return [tuple(row) for row in rows]


def failures(notifications: Notifications) -> float:
    counter = notifications.driver.running.telemetry.metrics.job_failures
    return float(counter.labels("send mail")._value.get())


@pytest.mark.parametrize("address", ["amára@example.org", "amara@exámple.org"])
async def test_an_address_that_smtp_cannot_carry_fails_at_once_and_alone(
    notifications: Notifications, address: str
) -> None:
    await notifications.hears(a_person(email=address))
    [bad] = await notifications.hears(a_change())
    await notifications.hears(*[some_feedback(doctor_id=COORDINATOR) for _ in range(3)])
    await notifications.sends()

    assert (await notifications.told(DOCTOR))[bad.id, "mail"] == "failed"
    assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == 3
    [said] = await notifications.driver.said(NotificationFailed)
    assert (said.person_id, said.attempts) == (DOCTOR, 1)
    assert await notifications.due() == 0


async def test_an_attempt_that_breaks_gives_the_mails_behind_it_back_untried_and_sure(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await feedback_for(notifications, 4)
    notifications.driver.clock.forward(seconds=1)
    with monkeypatch.context() as broken:
        broken.setattr(Session, "send", _break)
        with pytest.raises(ZeroDivisionError):
            await notifications.driver.run_job("send mail")

    *behind, broke = sorted(await mails(notifications, "lease IS NOT NULL, begun_at IS NOT NULL, attempts, unsure"))
    assert broke == (True, True, 1, 0)
    assert behind == [(False, False, 0, 0)] * 3
    await notifications.forward(seconds=2)
    assert len(notifications.relay.taken) == 3
    assert {said.attempts for said in await notifications.driver.said(NotificationSent)} == {1}


async def _break(*_: object) -> None:
    raise ZeroDivisionError


async def test_a_lease_that_runs_out_makes_only_the_mail_unsure_whose_attempt_was_begun(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await feedback_for(notifications, 3)
    notifications.driver.clock.forward(seconds=1)
    with monkeypatch.context() as killed:
        killed.setattr(Session, "send", _break)
        killed.setattr("services.notifications.jobs.delivering._hand_back", _die)
        with pytest.raises(SystemError):
            await notifications.driver.run_job("send mail")
    await notifications.forward(seconds=61)

    assert len(notifications.relay.taken) == 3
    assert sorted(await mails(notifications, "unsure, attempts")) == [(0, 1), (0, 1), (1, 2)]


async def _die(*_: object, **__: object) -> None:
    raise SystemError("as if killed")


async def test_a_database_that_fails_while_an_answer_is_written_down_orphans_no_other_mail(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await feedback_for(notifications, 4)
    notifications.driver.clock.forward(seconds=1)
    with monkeypatch.context() as away:
        away.setattr("services.notifications.jobs.delivering.write_down", _die)
        with pytest.raises(SystemError):
            await notifications.driver.run_job("send mail")
    await notifications.forward(seconds=2)

    assert len(notifications.relay.taken) == 4
    assert len(await notifications.driver.said(NotificationSent)) == 3
    await notifications.forward(seconds=61)
    assert sorted(await mails(notifications, "unsure")) == [(0,), (0,), (0,), (1,)]
    assert await notifications.due() == 0


def _write_no_placement(monkeypatch: pytest.MonkeyPatch) -> None:
    write = letters.Stationery.write

    def broken(self: letters.Stationery, letter: Letter, **facts: Any) -> bytes:
        if "placement" in letter.subject:
            raise LookupError("no such word")
        return write(self, letter, **facts)

    monkeypatch.setattr(letters.Stationery, "write", broken)


async def test_a_mail_that_cannot_be_written_stops_nobody_elses_and_is_counted_for_an_operator(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await notifications.hears(a_change(), some_feedback())
    with monkeypatch.context() as fault:
        _write_no_placement(fault)
        await notifications.sends()
    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 1
    assert failures(notifications) == 1
    assert sorted(await mails(notifications, "state, attempts")) == [("due", 1), ("sent", 1)]
    await notifications.forward(seconds=2)

    assert len(notifications.relay.taken) == 2
    assert failures(notifications) == 1


async def test_a_mail_that_can_never_be_written_fails_after_two_days_and_nothing_is_due(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_no_placement(monkeypatch)
    [stamp] = await notifications.hears(a_change(a_placement()))
    await notifications.sends()
    await notifications.forward(minutes=1)
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "pending"
    await notifications.forward(hours=49)

    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "failed"
    assert await notifications.due() == 0
    [said] = await notifications.driver.said(NotificationFailed)
    assert (said.about, said.attempts) == ((stamp.id,), 3)
