"""Faults of operations (F32, F35): offsets that moved, a log cut off too early, and a deployment under load."""

import json
from functools import partial

from contracts import Topic
from fairlead.verifying import verified
from tests.faults.deploys import ADDED
from tests.faults.facts import Doctor
from tests.faults.foreign import copies_of, cut_off, ends, forget_group, publish, set_offsets
from tests.faults.forging import Pen
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.log import records
from tests.faults.seeing import everything, metric
from tests.faults.stage import OF_PLACEMENTS, OTHERS, SERVICES, Town, until


async def test_F32_offsets_set_back_or_expired_cost_a_replay_that_has_no_effect(town: Town) -> None:
    doctors = [Doctor() for _ in range(20)]
    await Pen(town.databases).say(*(one.announced() for one in doctors), *(one.put_off(1) for one in doctors))
    async with town.running("registry", *OTHERS):
        await assert_sound(town, by_hand=True, within=90)
    before = await everything(town, *OTHERS)
    for service in ("leave", "notifications"):
        await set_offsets(town.bootstrap, service, Topic.PLACEMENTS, to=0)
    await forget_group(town.bootstrap, "reporting")

    async with town.running("registry", *OTHERS):
        for service in ("leave", "notifications", "reporting"):
            await until(partial(_has_read_again, town, service, 40), f"{service} reads all of it again", within=90)
        await assert_sound(town, by_hand=True, within=90)
    assert await everything(town, *OTHERS) == before


async def test_F32_a_log_cut_off_below_what_was_read_is_told_as_a_gap_and_filled_from_a_copy(town: Town) -> None:
    pen, doctors = Pen(town.databases), [Doctor() for _ in range(10)]
    town.start("registry")
    await pen.say(*(doctor.announced() for doctor in doctors))
    await until(lambda: _nothing_waits(town), "the announcements are in the log", within=90)
    lost, cut = await records(town, Topic.PLACEMENTS), await ends(town.bootstrap, Topic.PLACEMENTS)
    await pen.say(*(doctor.put_off(1) for doctor in doctors))
    await until(lambda: _nothing_waits(town), "the changes are in the log", within=90)
    await cut_off(town.bootstrap, cut)

    town.start(*OTHERS)
    await town.answers(*OTHERS)
    for service in OF_PLACEMENTS:
        await until(partial(_has_gaps, town, service, len(doctors)), f"{service} tells of every gap", within=90)
        assert await town.value(service, "SELECT count(*) FROM held WHERE reason = 'gap'") == len(doctors)
    judged = {one.name: one for one in await verified(town.region)}
    assert not judged["I1 conservation"].holds
    assert "took" in judged["I1 conservation"].detail

    await publish(town.bootstrap, copies_of(lost))
    await assert_sound(town, by_hand=True, within=90)


async def test_F35_every_service_is_replaced_by_its_next_version_under_load(town: Town) -> None:
    """One after the other; meanwhile both versions write and read, and the newer says a field more."""
    running = {name: town.start(name) for name in SERVICES}
    await town.answers(*SERVICES)
    load = Load(town)
    await load.set_up()
    async with load.going_on():
        for name in SERVICES:
            await load.acted(3)
            assert await running[name].stop() == 0, f"{name} ends as it is asked to"
            town.start(name, prepare=["tests.faults.deploys:newer_writer"])
            await town.answers(name)
        await load.acted(3)
    await load.change()
    await load.imported()
    await assert_sound(town, load, within=90)

    said = await records(town, Topic.PLACEMENTS)
    newer = [record for record in said if ADDED.items() <= json.loads(record.value).items()]
    assert 0 < len(newer) < len(said), "both versions wrote"


async def _has_read_again(town: Town, service: str, many: int) -> bool:
    await town.answers(service)
    seen = await metric(town, service, "fairlead_inbox_duplicates_total", topic=Topic.PLACEMENTS.value)
    return seen >= many


async def _has_gaps(town: Town, service: str, many: int) -> bool:
    return await metric(town, service, "fairlead_stream_gaps_total", topic=Topic.PLACEMENTS.value) >= many


async def _nothing_waits(town: Town) -> bool:
    return bool(await town.value("registry", "SELECT count(*) FROM outbox") == 0)
