"""The verdict on a town: it comes to rest in time, and every invariant holds, from the databases and the log only."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import asyncpg
from aiokafka.errors import KafkaError

from fairlead.verifying import Invariant, books_of, judged, log_and_offsets, verified
from tests.faults.load import Load
from tests.faults.stage import SERVICES, Town

_FINE = "as it must be"
_WAITING = "SELECT count(*) FROM outbox"
_UNFINISHED = {
    "leave": "SELECT count(*) FROM placement WHERE type = 'in_post' AND NOT cancelled AND placement_id NOT IN"
    " (SELECT placement_id FROM time_owed WHERE looked_on IS NOT NULL)",
    "registry": "SELECT count(*) FROM import WHERE state IN ('queued', 'reading', 'applying')",
    "notifications": "SELECT count(*) FROM mail WHERE state IN ('waiting', 'due')",
}
_LARGEST_OUTBOX = 64 * 1024 * 1024
_MOST_DEAD = 40_000
"""Twice what wakes the vacuum of an outbox."""
_BOUNDS = f"""
    SELECT pg_total_relation_size('outbox') < {_LARGEST_OUTBOX} AS small,
        coalesce((SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'outbox'), 0) < {_MOST_DEAD} AS clean,
        NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
            AND state LIKE 'idle in transaction%' AND state_change < now() - interval '35 s') AS closed
"""
_PLACEMENTS = {
    "registry": 'SELECT id, doctor_id, host, start, "end", cancelled FROM placement ORDER BY id',
    "leave": 'SELECT placement_id, doctor_id, host, start, "end", cancelled FROM placement ORDER BY placement_id',
    "reporting": "SELECT placement_id, doctor_id, host, starts_on, ends_on, cancelled FROM placement"
    " ORDER BY placement_id",
}


async def assert_sound(
    town: Town, load: Load | None = None, *, within: float = 60.0, held: int = 0, by_hand: bool = False
) -> float:
    """It comes to rest within so many seconds (I6), and everything else holds. Returns the seconds it took.

    All services must run. ``load``: what it was promised is there. ``held``: how many records are expected to be
    held, in all services. ``by_hand``: what the registry said is not in its own tables.
    """
    began = time.monotonic()
    while moving := await _moving(town) or await _moving(
        town
    ):  # twice: one look sees no moment, but one thing at a time
        assert time.monotonic() - began < within, f"I6: not at rest after {within:.0f} s: {'; '.join(moving[:5])}"
        await asyncio.sleep(0.1)
    took = time.monotonic() - began
    verdicts = [
        *await verified(town.region),
        judged("I3 one picture", await _other_pictures(town, by_hand=by_hand), _FINE),
        judged("I8 bounded", await _out_of_bounds(town), _FINE),
        judged("held as expected", await _held(town, held), _FINE),
        judged("promises", await _broken_promises(town, load) if load is not None else [], _FINE),
    ]
    broken = [one for one in verdicts if not one.holds]
    assert not broken, f"\n{_table(verdicts)}\nlogs in {town.folder / 'logs'}"
    return took


async def _moving(town: Town) -> list[str]:
    """What is still on its way, or could not be asked."""
    try:
        found = [  # first what may yet become events, or it becomes one behind our back
            f"{many} unfinished at {name}"
            for name, asked in _UNFINISHED.items()
            if (many := await town.value(name, asked))
        ]
        found += [f"{many} in the outbox of {name}" for name in SERVICES if (many := await town.value(name, _WAITING))]
        kept = await books_of(town.region)
        for service in kept.heard:
            ends, committed = await log_and_offsets(town.region, service)
            found += [
                f"{service} at {committed[p]} of {end} in {p.topic}/{p.partition}"
                for p, end in ends.items()
                if committed[p] < end
            ]
            found += kept.differences(service)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError) as error:
        return [f"a server is away ({type(error).__name__})"]
    return found


async def _other_pictures(town: Town, *, by_hand: bool) -> list[str]:
    """Projections of the placements that differ from what their owner has."""
    pictures = {name: [tuple(row) for row in await town.ask(name, asked)] for name, asked in _PLACEMENTS.items()}
    if by_hand:
        del pictures["registry"]
    return [f"{name} sees other placements" for name in pictures if pictures[name] != pictures["leave"]]


async def _out_of_bounds(town: Town) -> list[str]:
    wrong = []
    for name in SERVICES:
        [bounds] = await town.ask(name, _BOUNDS)
        wrong += [f"{name} is not {what}" for what, holds in bounds.items() if not holds]
    return wrong


async def _held(town: Town, expected: int) -> list[str]:
    found: Mapping[str, Any] = {
        name: await town.ask(name, "SELECT type, reason, detail FROM held WHERE state = 'held'") for name in SERVICES
    }
    if sum(map(len, found.values())) == expected:
        return []
    return [f"{name} holds {row['type']}: {row['reason']}, {row['detail']}" for name in found for row in found[name]]


async def _broken_promises(town: Town, load: Load) -> list[str]:
    """What an API said yes to, and is not there, or was never said to the others."""
    states = await town.ask(
        "registry", "SELECT id, state FROM import WHERE id = ANY($1::uuid[])", load.promised_imports
    )
    done = {row["id"] for row in states if row["state"] == "done"}
    kept = await town.ask("leave", "SELECT leave_id FROM leave_request")
    said = await town.ask(
        "reporting", "SELECT DISTINCT subject FROM journal WHERE type = 'fairlead.leave.submitted.v1'"
    )
    known, heard = {row["leave_id"] for row in kept}, {row["subject"] for row in said}
    return [
        *(f"import {one} is not done" for one in load.promised_imports if one not in done),
        *(f"leave {one} was granted a number and is gone" for one in load.promised_leave if one not in known),
        *(f"leave {one} was never said" for one in load.promised_leave if str(one) not in heard),
    ]


def _table(verdicts: list[Invariant]) -> str:
    return "\n".join(f"{'ok    ' if one.holds else 'BROKEN'} {one.name:<18} {one.detail}" for one in verdicts)
