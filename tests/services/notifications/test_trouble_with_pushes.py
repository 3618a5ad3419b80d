"""A push service that asks to wait, refuses, loses its answer or is away, and a worker that dies amid its pushes."""

import asyncio
from uuid import uuid4

import pytest

from contracts.notifications import NotificationFailed, NotificationSent
from contracts.vocabulary import Channel
from tests.services.notifications.conftest import Notifications
from tests.services.notifications.test_pushes import how, subscriptions
from tests.unit.notifications import registry_facts
from tests.unit.notifications.facts import DOCTOR, a_person
from tests.unit.notifications.registry_facts import a_change


@pytest.mark.usefixtures("doctor")
async def test_a_push_service_that_asks_to_wait_is_not_asked_before(notifications: Notifications) -> None:
    phone = await notifications.subscribes(DOCTOR)
    notifications.pushes.then("429 90")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.forward(seconds=88)
    assert len(notifications.pushes.paths) == 1
    await notifications.forward(seconds=2)

    assert await how(notifications) == "sent"
    assert len(phone.seen) == 1


@pytest.mark.usefixtures("doctor")
async def test_a_push_service_that_is_broken_is_tried_again_within_two_seconds_and_then_less_and_less(
    notifications: Notifications,
) -> None:
    await notifications.subscribes(DOCTOR)
    notifications.pushes.then(*["503"] * 60)
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.forward(seconds=1)
    assert len(notifications.pushes.paths) == 2
    for _ in range(60):
        await notifications.forward(minutes=1)
    assert 12 <= len(notifications.pushes.paths) <= 32
    assert await how(notifications) == "pending"


@pytest.mark.usefixtures("doctor")
async def test_a_push_that_is_out_of_time_is_failed_and_said(notifications: Notifications) -> None:
    await notifications.subscribes(DOCTOR)
    notifications.pushes.then("503", "503")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.forward(hours=25)

    assert await how(notifications) == "failed"
    [said] = await notifications.driver.said(NotificationFailed)
    assert (said.channel, said.attempts) == (Channel.PUSH, 2)


@pytest.mark.usefixtures("doctor")
@pytest.mark.parametrize("refusal", ["400", "413", "307"])
async def test_a_push_refused_for_good_is_failed_no_redirect_followed_and_the_device_kept(
    notifications: Notifications, refusal: str
) -> None:
    await notifications.subscribes(DOCTOR)
    notifications.pushes.then(refusal)
    await notifications.hears(a_change())
    await notifications.sends()

    assert await how(notifications) == "failed"
    assert len(notifications.pushes.paths) == 1
    assert [because for because, *_ in await subscriptions(notifications)] == [None]


@pytest.mark.usefixtures("doctor")
async def test_a_refused_key_is_an_operators_matter_and_costs_no_device(notifications: Notifications) -> None:
    await notifications.subscribes(DOCTOR)
    notifications.pushes.then("403")
    await notifications.hears(a_change())
    await notifications.sends()

    failures = notifications.driver.running.telemetry.metrics.job_failures
    assert failures.labels("send pushes")._value.get() == 1
    assert await how(notifications) == "pending"
    await notifications.forward(seconds=2)
    assert await how(notifications) == "sent"


@pytest.mark.usefixtures("doctor")
async def test_a_lost_answer_is_unknown_and_the_copy_replaces_the_first(notifications: Notifications) -> None:
    phone = await notifications.subscribes(DOCTOR)
    notifications.pushes.then("lose answer")
    await notifications.hears(a_change())
    await notifications.sends()
    assert await how(notifications) == "unknown"
    await notifications.forward(seconds=2)

    assert await how(notifications) == "sent"
    [first, second] = phone.seen
    assert first == second
    assert len(set(phone.topics)) == 1


@pytest.mark.usefixtures("doctor")
async def test_answers_lost_for_ever_end_as_unknown_after_three_more_pushes(notifications: Notifications) -> None:
    phone = await notifications.subscribes(DOCTOR)
    notifications.pushes.then(*["lose answer"] * 9)
    await notifications.hears(a_change())
    for _ in range(9):
        await notifications.forward(minutes=6)

    assert await how(notifications) == "unknown"
    assert len(phone.seen) == 4
    assert await notifications.due() == 0


@pytest.mark.usefixtures("doctor")
async def test_a_push_service_that_is_away_loses_nothing(notifications: Notifications) -> None:
    phone = await notifications.subscribes(DOCTOR)
    async with notifications.driver.begin() as work:
        away = "UPDATE push_subscription SET endpoint = replace(endpoint, $1, '127.0.0.1:9')"
        await work.driver.execute(away, f"127.0.0.1:{notifications.pushes.port}")
    await notifications.hears(a_change())
    for _ in range(10):
        await notifications.forward(minutes=1)
    assert await how(notifications) == "pending"
    async with notifications.driver.begin() as work:
        await work.driver.execute("UPDATE push_subscription SET endpoint = $1", phone.endpoint)
    await notifications.forward(minutes=5)

    assert await how(notifications) == "sent"
    assert len(phone.seen) == 1


async def _die(*_: object, **__: object) -> None:
    raise SystemError("as if killed between the push service's 201 and our commit")


@pytest.mark.usefixtures("doctor")
async def test_an_orphan_is_pushed_again_after_its_lease_under_the_same_topic(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await notifications.subscribes(DOCTOR)
    await notifications.hears(a_change())
    with monkeypatch.context() as killed:
        killed.setattr("services.notifications.jobs.pushing._write_down", _die)
        with pytest.raises(SystemError):
            await notifications.sends()
    await notifications.forward(seconds=30)
    assert len(phone.seen) == 1
    await notifications.forward(seconds=31)

    assert len(phone.seen) == 2
    assert len(set(phone.topics)) == 1
    assert await how(notifications) == "sent"


@pytest.mark.usefixtures("doctor")
async def test_a_worker_that_lost_its_lease_writes_nothing_down(
    notifications: Notifications,
) -> None:
    await notifications.subscribes(DOCTOR)
    await notifications.hears(a_change())
    async with notifications.driver.begin() as work:
        await work.driver.execute(
            "CREATE FUNCTION steal() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.lease := gen_random_uuid(); RETURN NEW; END $$"
        )
        await work.driver.execute(
            "CREATE TRIGGER steal BEFORE UPDATE OF attempts ON push FOR EACH ROW EXECUTE FUNCTION steal()"
        )
    await notifications.driver.run_job("send pushes")

    assert await how(notifications) == "pending"
    assert [one for one in await notifications.driver.said(NotificationSent) if one.channel is Channel.PUSH] == []


async def test_two_workers_with_a_device_each_agree_on_one_decision(notifications: Notifications) -> None:
    doctors = [uuid4() for _ in range(15)]
    await notifications.hears(*(a_person(who, email=None) for who in doctors))
    for who in doctors:
        await notifications.subscribes(who)
        await notifications.subscribes(who)
    await notifications.hears(*(a_change(registry_facts.a_placement(doctor_id=who)) for who in doctors))
    await asyncio.gather(*[notifications.driver.run_job("send pushes") for _ in range(3)])

    assert len(notifications.pushes.paths) == 30
    said = [one for one in await notifications.driver.said(NotificationSent) if one.channel is Channel.PUSH]
    assert sorted(one.person_id for one in said) == sorted(doctors)
    assert notifications.pushes.at_once > 1
    assert len(notifications.pushes.tokens) == 1
