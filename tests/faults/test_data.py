"""Faults of records (F22, F23, F26-F28): poison, storms of it, everything twice, too late, or not at all."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import cast

import pytest
from aiokafka.errors import MessageSizeTooLargeError

from chassis.cloudevents import headers_of
from chassis.ids import uuid7
from chassis.sending import partition_of
from chassis.service import Part
from chassis.trace_context import unsampled_traceparent
from contracts import Event, Stamp, Topic
from tests.faults.facts import Doctor, a_coordinator, a_trust, now
from tests.faults.foreign import (
    Foreign,
    committed,
    copies_of,
    ends,
    publish,
    publish_unparsable,
    set_offset,
)
from tests.faults.forging import Pen
from tests.faults.judging import assert_sound
from tests.faults.log import copies, records
from tests.faults.repairing import held_by, replay
from tests.faults.seeing import everything, metric, readiness
from tests.faults.stage import OF_PLACEMENTS, OTHERS, Town, all_but, until

PLACEMENTS = Topic.PLACEMENTS.value
SPOILT = {
    "bad JSON": (b"{not json", "1 fault(s) in the body, the first at '': json_invalid"),
    "no bytes": (b"", "1 fault(s) in the body, the first at '': json_invalid"),
    "900 KB of rubbish": (b"\0" * 900_000, "1 fault(s) in the body, the first at '': json_invalid"),
    "another schema": (b'{"placement": 1}', "3 fault(s) in the body, the first at 'placement': model_type"),
}


def a_foreign_record(**headers: bytes | None) -> Foreign:
    """An announcement that nobody said, with these headers instead of its own; one that is None has no value."""
    doctor = Doctor()
    event, event_id = doctor.announced(), uuid7(now())
    stamp = Stamp(
        id=event_id,
        type=event.type,
        source="/services/registry",
        subject=event.subject,
        key=event.key,
        sequence=1,
        time=now(),
        correlation=event_id,
        causation=None,
        traceparent=unsampled_traceparent(),
    )
    written = {name: headers.get(name, value) for name, value in headers_of(stamp)}
    return Foreign(
        PLACEMENTS, partition_of(event.key.encode(), 12), event.key.encode(), event.write(), list(written.items())
    )


FOREIGN = {
    "no headers": (replace(a_foreign_record(), headers=[]), "header ce_specversion is missing"),
    "bad UTF-8 in a header": (a_foreign_record(ce_subject=b"\xff\xfe"), "header ce_subject is malformed"),
    "a header without value": (a_foreign_record(ce_id=None), "header ce_id is malformed"),
    "no body": (replace(a_foreign_record(), value=None), "the body is empty"),
    "another content type": (
        a_foreign_record(**{"content-type": b"application/avro"}),
        "header content-type is not application/json",
    ),
}


@pytest.mark.fast
async def test_F22_poison_is_held_with_its_reason_and_its_neighbours_flow(town: Town) -> None:
    """Nine kinds, because ten within a minute are a storm."""
    pen = Pen(town.databases)
    before, after = [Doctor() for _ in range(15)], [Doctor() for _ in range(15)]
    poisoned = {kind: Doctor() for kind in SPOILT}
    with pytest.raises(MessageSizeTooLargeError):
        await publish(town.bootstrap, [replace(a_foreign_record(), value=b"x" * 5_000_000)], largest=10_000_000)
    await pen.say(*(doctor.announced() for doctor in before))
    await publish(town.bootstrap, [record for record, _ in FOREIGN.values()])
    for kind, doctor in poisoned.items():
        [event_id] = await pen.say(doctor.announced())
        await pen.spoil("registry", event_id, data=SPOILT[kind][0])
    await pen.say(*(doctor.announced() for doctor in after))

    async with town.running("registry", *OTHERS):
        await assert_sound(town, held=len(OF_PLACEMENTS) * (len(SPOILT) + len(FOREIGN)), by_hand=True)

    expected = sorted(detail for _, detail in (*SPOILT.values(), *FOREIGN.values()))
    for service in OF_PLACEMENTS:
        held = await town.ask(service, "SELECT reason, detail FROM held")
        assert sorted(row["detail"] for row in held) == expected
        assert {row["reason"] for row in held} == {"unreadable"}
    kept = await town.ask("reporting", "SELECT placement_id FROM placement")
    assert {row["placement_id"] for row in kept} == {doctor.placement_id for doctor in before + after}


async def test_F22_before_a_record_that_nobody_can_parse_one_partition_stands_and_the_others_flow(town: Town) -> None:
    """Until an operator moves the group past it; what is behind it then comes, and nothing was passed over."""
    pen, doctors = Pen(town.databases), [Doctor() for _ in range(40)]
    poison = a_foreign_record()
    behind = [one for one in doctors if partition_of(str(one.id).encode(), 12) == poison.partition]
    await pen.say(*(doctor.announced() for doctor in doctors[:20]))
    async with town.running("registry"):
        await until(lambda: _outbox_is_empty(town), "what comes before is on the log")
        await publish_unparsable(town.bootstrap, poison)
        await pen.say(*(doctor.announced() for doctor in doctors[20:]))
        async with town.running("reporting"):
            waiting = [one for one in doctors[20:] if one in behind]
            await until(lambda: _kept(town, "reporting", 40 - len(waiting)), "the others flow", within=60)
            await until(lambda: _stands(town, "reporting"), "reporting says that a partition stands", within=60)
        [at] = [p for p in (await ends(town.bootstrap, Topic.PLACEMENTS)) if p.partition == poison.partition]
        reached = (await committed(town.bootstrap, "reporting", Topic.PLACEMENTS))[at]
        await set_offset(town.bootstrap, "reporting", at, to=reached + 1)
        async with town.running("reporting"):
            await until(lambda: _kept(town, "reporting", 40), "what was behind it comes", within=60)


async def _outbox_is_empty(town: Town) -> bool:
    return await town.value("registry", "SELECT count(*) FROM outbox") == 0


async def _stands(town: Town, service: str) -> bool:
    _, state = await readiness(town, service)
    return any("a record cannot be parsed" in one for one in state["reasons"])


@pytest.mark.fast
async def test_F23_a_storm_of_poison_stops_the_consumer_and_drops_nothing(town: Town) -> None:
    """A bad deployment of reporting wants a field that nobody writes; the next one mends it."""
    doctors = [Doctor() for _ in range(150)]
    await Pen(town.databases).say(*(doctor.announced() for doctor in doctors))
    async with town.running(*all_but("reporting")):
        await until(lambda: _kept(town, "leave", len(doctors)), "the others go on", within=90)
        async with town.running("reporting", prepare=["tests.faults.deploys:reader_too_strict"]):
            await until(lambda: _has_stopped(town, "reporting"), "reporting says that it has stopped", within=90)
            status, state = await readiness(town, "reporting")
            assert status == 503
            assert any(re.search(r"the consumer has stopped: \d+ of \d+ records", one) for one in state["reasons"])
            assert await _kept(town, "reporting", 0)
            assert await town.value("reporting", "SELECT count(*) FROM held") == 0
            assert sum((await committed(town.bootstrap, "reporting", Topic.PLACEMENTS)).values()) == 0
        async with town.running("reporting"):
            await assert_sound(town, by_hand=True, within=90)
    assert await _kept(town, "reporting", len(doctors))


async def test_F23_a_handler_that_always_fails_stops_its_consumer_before_the_topic_is_in_the_held_table(
    town: Town,
) -> None:
    """What was held until then is applied by a replay."""
    doctors = [Doctor() for _ in range(60)]
    await Pen(town.databases).say(*(doctor.announced() for doctor in doctors))
    async with town.running(*all_but("reporting")):
        async with town.running("reporting", prepare=["tests.faults.deploys:handler_broken"]):
            await until(lambda: _has_stopped(town, "reporting"), "reporting says that it has stopped", within=90)
            assert 0 < len(await held_by(town, "reporting")) < 20
            assert sum((await committed(town.bootstrap, "reporting", Topic.PLACEMENTS)).values()) < len(doctors)
        async with town.running("reporting"):
            await town.answers("reporting")
            for held_id in await held_by(town, "reporting"):
                await replay(town, "reporting", held_id)
            await assert_sound(town, by_hand=True, within=90)
    assert await _kept(town, "reporting", len(doctors))


async def test_F26_the_whole_topic_said_again_from_a_backup_has_no_effect(town: Town) -> None:
    """The owner's database is put back to before its relay ran, and the relay sends everything once more."""
    pen, doctors = Pen(town.databases), [Doctor() for _ in range(20)]
    async with town.running(*OTHERS):
        async with town.running("registry"):
            await pen.say(*_all_who_are_told(doctors))
            await assert_sound(town, by_hand=True, within=90)
        await pen.say(*_a_changeover(doctors))
        await pen.back_up("registry")
        async with town.running("registry"):
            await assert_sound(town, by_hand=True, within=90)
        before = await everything(town, *OTHERS)
        await pen.restore("registry")
        async with town.running("registry"):
            await assert_sound(town, by_hand=True, within=90)
        assert await metric(town, "reporting", "fairlead_inbox_duplicates_total", topic=PLACEMENTS) >= 40
        assert await everything(town, *OTHERS) == before
    assert await copies(town, Topic.PLACEMENTS) == 40


async def test_F27_late_duplicates_after_the_inbox_forgot_them_are_stopped_by_their_positions(town: Town) -> None:
    pen, doctors = Pen(town.databases), [Doctor() for _ in range(20)]
    async with town.running("registry", *OTHERS):
        await pen.say(*_all_who_are_told(doctors))
        await assert_sound(town, by_hand=True, within=90)
        await pen.say(*_a_changeover(doctors))
        await assert_sound(town, by_hand=True, within=90)
    before = await everything(town, *OTHERS)
    await _let_leases_run_out(town)
    async with town.running(*OTHERS, parts=[Part.JOBS], shift=timedelta(days=31)):
        await until(lambda: _inboxes_are_empty(town), "upkeep forgets what is older than 30 days", within=90)

    said = [record for topic in Topic for record in await records(town, topic)]
    await publish(town.bootstrap, copies_of(said))
    assert await copies(town, Topic.PLACEMENTS) == 40
    async with town.running("registry", *OTHERS):
        await assert_sound(town, by_hand=True, within=90)
        assert await metric(town, "leave", "fairlead_inbox_duplicates_total", topic=PLACEMENTS) == 40
    assert await everything(town, *OTHERS) == before


@pytest.mark.fast
async def test_F28_behind_a_missing_version_the_key_waits_and_others_flow_until_it_comes(town: Town) -> None:
    pen = Pen(town.databases)
    hit, *others = (Doctor() for _ in range(20))
    ids = await pen.say(*(doctor.announced() for doctor in (hit, *others)), *(hit.put_off(n) for n in (1, 2, 3)))
    missing = await pen.take_out("registry", ids[len(others) + 1])
    async with town.running("registry", *OTHERS):
        for service in OF_PLACEMENTS:
            await until(partial(_holds, town, service, ["gap", "behind"]), f"{service} holds what lacks its past")
            await until(partial(_counted_one_gap, town, service), f"{service} counts it")  # right after its commit
        await until(lambda: _kept(town, "reporting", len(others) + 1), "the others flow", within=90)
        assert await _starts(town, hit) == hit.starts_on()

        await pen.put_back("registry", missing)
        await assert_sound(town, by_hand=True, within=90)
        assert await _starts(town, hit) == hit.starts_on(weeks=3)


async def _counted_one_gap(town: Town, service: str) -> bool:
    return await metric(town, service, "fairlead_stream_gaps_total", topic=PLACEMENTS) == 1


def _all_who_are_told(doctors: list[Doctor]) -> list[Event]:
    """Known before anything happens to them: else some are told a few seconds later, by a job."""
    coordinator, appointment = a_coordinator("R0B")
    return [a_trust("R0B"), coordinator, appointment, *(doctor.registered() for doctor in doctors)]


def _a_changeover(doctors: list[Doctor]) -> list[Event]:
    """Everybody's placement, put off by a week."""
    return [*(doctor.announced() for doctor in doctors), *(doctor.put_off(1) for doctor in doctors)]


async def _has_stopped(town: Town, service: str) -> bool:
    await town.answers(service)
    _, state = await readiness(town, service)
    return any("the consumer has stopped" in reason for reason in state["reasons"])


async def _kept(town: Town, service: str, placements: int) -> bool:
    return bool(await town.value(service, "SELECT count(*) FROM placement") == placements)


async def _let_leases_run_out(town: Town) -> None:
    """Upkeep comes round once an hour; who held its lease has gone."""
    for service in OTHERS:
        await town.ask(service, "DELETE FROM lease")


async def _inboxes_are_empty(town: Town) -> bool:
    return not any([await town.value(service, "SELECT count(*) FROM inbox") for service in OTHERS])


async def _holds(town: Town, service: str, reasons: list[str]) -> bool:
    rows = await town.ask(service, "SELECT reason FROM held WHERE state = 'held' ORDER BY id")
    return [row["reason"] for row in rows] == reasons


async def _starts(town: Town, doctor: Doctor) -> date:
    asked = "SELECT starts_on FROM placement WHERE placement_id = $1"
    return cast("date", await town.value("reporting", asked, doctor.placement_id))
