"""Faults of load (F31, F37, F38): a long backlog, one hot key, and everybody's placement changed at once."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import psutil

from contracts import Topic
from contracts.registry import PlacementAnnounced
from contracts.vocabulary import ImportKind
from fairlead.verifying import books_of
from tests.benchmarks import crowd
from tests.faults.facts import Doctor, now
from tests.faults.forging import Pen
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.stage import OF_PLACEMENTS, OTHERS, Process, Town, until

BACKLOG = int(os.environ.get("FAULT_BACKLOG", "20000"))
"""Events that wait when a consumer starts for the first time; the platform's aim is stated for 1000000."""
STORM = int(os.environ.get("FAULT_STORM", "1000"))
"""Doctors whose placements change at once; a changeover of England is 60000."""
LARGEST = 300 * 1024 * 1024
LONGEST = timedelta(seconds=30)
"""That anybody else's event may wait, from its commit to reporting's; the services start meanwhile."""

_BACKLOG = """
    WITH doctor AS (SELECT md5('placement' || n)::uuid AS placement, md5('doctor' || n)::uuid AS id
        FROM generate_series(1, $1::int) AS n),
    numbered AS (INSERT INTO stream SELECT $2, placement::text, 1 FROM doctor)
    INSERT INTO outbox (topic, key, event_id, type, subject, sequence, time, correlation, traceparent, data)
    SELECT $2, id::text, said, $3, placement::text, 1, now(), said, '00-' || md5(id::text) || '-00f067aa0ba902b7-00',
        convert_to(replace(replace($4, $5, placement::text), $6, id::text), 'UTF8')
    FROM doctor, LATERAL (SELECT md5('event' || id)::uuid AS said) AS event
"""


async def test_F31_a_backlog_is_taken_from_cold_in_flat_memory(town: Town) -> None:
    await _say_announcements(town, BACKLOG)
    async with town.running("registry"):
        await until(lambda: _said(town, BACKLOG), "the backlog is in the log", within=120 + BACKLOG / 1_000)

        reporting, began = town.start("reporting"), time.monotonic()
        sizes = [size async for size in _sizes(town, reporting)]
        print(f"{BACKLOG} events in {time.monotonic() - began:.1f} s, at most {max(sizes) / 2**20:.0f} MB")
        assert (await books_of(town.region)).differences("reporting") == []
        assert await town.value("reporting", "SELECT count(*) FROM placement") == BACKLOG
    middle = len(sizes) // 2
    assert max(sizes) < LARGEST
    assert max(sizes[middle:]) < 1.25 * max(sizes[: middle + 1]), "the second half needs no more than the first"


async def test_F37_a_hot_doctor_who_is_stuck_starves_nobody(town: Town) -> None:
    """Half of all events are about one doctor, whose second one is missing: the other half goes through."""
    pen, hot, others = Pen(town.databases), Doctor(), [Doctor() for _ in range(300)]
    _, missing, *_ = await pen.say(hot.announced(), *(hot.put_off(weeks) for weeks in range(1, 11)))
    for first in range(0, len(others), 20):
        turns = zip(range(1, 21), others[first : first + 20], strict=True)
        await pen.say(*(event for weeks, other in turns for event in (hot.put_off(weeks), other.announced())))
    row = await pen.take_out("registry", missing)

    town.start("registry", *OTHERS)
    for service in OF_PLACEMENTS:
        await until(partial(_knows, town, service, len(others) + 1), f"{service} takes all else", within=90)
        await until(partial(_holds, town, service, 309), f"{service} holds the hot doctor's", within=90)
    waited = await town.value("reporting", _LONGEST, Topic.PLACEMENTS.value, str(hot.placement_id))
    assert waited < LONGEST

    await pen.put_back("registry", row)
    await assert_sound(town, by_hand=True, within=90)


async def test_F38_a_storm_of_changes_is_taken_whole(town: Town) -> None:
    """Everybody moves to the next trust, in ten files sent at once."""
    start, folder = now().date() + timedelta(days=120), town.folder
    town.start("registry")
    town.start(*OTHERS)
    await town.answers("registry")
    load = Load(town)
    await load.bring_in(ImportKind.ORGANISATIONS, crowd.register(folder))
    await load.bring_in(ImportKind.APPOINTMENTS, crowd.coordinators(folder, start - timedelta(days=400)))
    await load.bring_in(ImportKind.PEOPLE, crowd.people(folder, STORM))
    await load.bring_in(ImportKind.PLACEMENTS, crowd.placements(folder, "before.xlsx", STORM, start))
    patience = 120 + STORM / 10
    await load.imported(within=patience)
    changes = crowd.placements(folder, "after.xlsx", STORM, start, moved=True)
    await asyncio.gather(*(load.bring_in(ImportKind.PLACEMENTS, changes) for _ in range(10)))
    await load.imported(within=patience)
    await assert_sound(town, load, within=patience)

    changed = "SELECT count(*) FROM journal WHERE type = 'fairlead.placement.changed.v1'"
    assert await town.value("reporting", changed) == STORM, "nine of the ten files found nothing to change"
    told = "SELECT count(DISTINCT (event_id, person_id)) FROM decision JOIN happening USING (event_id) WHERE type = $1"
    assert await town.value("notifications", told, "fairlead.placement.changed.v1") >= 3 * STORM


_LONGEST = """
    SELECT max(noted_at - time) FROM journal WHERE topic = $1 AND subject <> $2
"""


async def _say_announcements(town: Town, many: int) -> None:
    template = Doctor()
    event = template.announced()
    async with Pen(town.databases).open("registry") as database:
        said = (event.topic.value, PlacementAnnounced.type, event.write().decode())
        await database.execute(_BACKLOG, many, *said, str(template.placement_id), str(template.id), timeout=300)


async def _sizes(town: Town, process: Process) -> AsyncIterator[int]:
    """Resident memory in bytes while a service takes what waits for it."""
    itself = psutil.Process(process.pid)
    async with asyncio.timeout(120 + BACKLOG / 1_000):
        while await town.value("reporting", "SELECT count(*) FROM placement") < BACKLOG:
            yield itself.memory_info().rss
            await asyncio.sleep(0.1)


async def _said(town: Town, many: int) -> bool:
    waiting = await town.value("registry", "SELECT count(*) FROM outbox")
    said = await town.value("registry", "SELECT coalesce(sum(count), 0) FROM ledger")
    return bool(waiting == 0 and said == many)


async def _knows(town: Town, service: str, placements: int) -> bool:
    known = "SELECT count(*) FROM stream_position WHERE topic = $1"
    return bool(await town.value(service, known, Topic.PLACEMENTS.value) == placements)


async def _holds(town: Town, service: str, many: int) -> bool:
    return bool(await town.value(service, "SELECT count(*) FROM held WHERE state = 'held'") == many)
