"""Faults between writers and readers (F24, F25, F29, F30): newer, older, out of turn across topics, clocks apart."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from chassis.clock import Clock, SetClock
from contracts import EVENTS, Event, Topic
from tests.faults.facts import Doctor, a_coordinator, a_trust, now
from tests.faults.forging import Pen
from tests.faults.judging import assert_sound
from tests.faults.running import ShiftedClock
from tests.faults.seeing import metric
from tests.faults.stage import OF_PLACEMENTS, OTHERS, Town, until

RELEASED = Path(__file__).parents[2] / "contracts" / "released"
STARTS = "SELECT starts_on FROM placement WHERE placement_id = $1"
DECIDED = "SELECT event_id, person_id, channel, decision FROM decision WHERE event_id = ANY($1::uuid[])"


async def test_F24_of_a_future_version_the_known_is_applied_and_the_unknown_counted_and_passed(town: Town) -> None:
    pen = Pen(town.databases)
    newer, unheard_of, next_major = doctors = [Doctor(), Doctor(), Doctor()]
    for doctor in doctors:
        ids = await pen.say(doctor.announced(), doctor.put_off(1), doctor.put_off(2))
        if doctor is newer:
            for event_id in ids:
                await pen.add_field("registry", event_id, added_next_year={"deep": [1, "two"]})
        if doctor is unheard_of:
            await pen.spoil("registry", ids[1], type="fairlead.placement.imagined.v1")
        if doctor is next_major:
            await pen.spoil("registry", ids[1], type="fairlead.placement.changed.v2")

    async with town.running("registry", *OTHERS):
        await assert_sound(town, by_hand=True, within=90)
        ignored = {"topic": Topic.PLACEMENTS.value, "ending": "ignored"}
        counted = [await metric(town, name, "fairlead_messages_consumed_total", **ignored) for name in OF_PLACEMENTS]
    assert counted == [2] * len(OF_PLACEMENTS)
    for doctor in doctors:
        assert await town.value("reporting", STARTS, doctor.placement_id) == doctor.starts_on(weeks=2)


async def test_F25_every_message_ever_released_is_understood_with_and_without_what_was_optional(town: Town) -> None:
    pen = Pen(town.databases)
    goldens = sorted(RELEASED.glob("*/*.golden.json"))
    assert len(goldens) >= len(EVENTS)
    for path in goldens:
        event, said = EVENTS[path.parent.name], json.loads(path.read_text())["data"]
        for data in (said, _oldest(event, said)):
            [event_id] = await pen.say(event.read(json.dumps(data).encode()))
            await pen.spoil(event.topic.family.owner, event_id, data=json.dumps(data).encode())

    town.start("registry", *OTHERS)
    await assert_sound(town, by_hand=True, within=90)


async def test_F29_what_comes_before_whom_it_concerns_is_decided_as_if_it_had_come_in_turn(town: Town) -> None:
    """Placements before the doctor, the coordinator and the trust are known; appointments after the placements."""
    pen = Pen(town.databases)
    town.start("registry", *OTHERS)

    async def told(trust: str, *, in_turn: bool) -> list[tuple[str, ...]]:
        doctor, (coordinator, appointment) = Doctor(trust), a_coordinator(trust)
        known = [a_trust(trust), coordinator, appointment, doctor.registered()]
        placed = [doctor.announced(), doctor.put_off(1)]
        if in_turn:
            await _one_by_one(town, pen, *known)
            about = await _one_by_one(town, pen, *placed)
        else:
            about = await _one_by_one(town, pen, *placed)
            assert "sent" not in {row["decision"] for row in await town.ask("notifications", DECIDED, about)}
            await _one_by_one(town, pen, *reversed(known))
        await assert_sound(town, by_hand=True, within=90)
        rows = await town.ask("notifications", DECIDED, about)
        who = {doctor.id: "doctor", coordinator.person_id: "coordinator"}
        decided = [(str(about.index(r["event_id"])), who[r["person_id"]], r["channel"], r["decision"]) for r in rows]
        return sorted(decided)

    in_turn = await told("R0A", in_turn=True)
    assert ("1", "doctor", "mail", "sent") in in_turn
    assert ("1", "coordinator", "mail", "sent") in in_turn
    assert await told("R0B", in_turn=False) == in_turn


async def test_F30_clocks_that_differ_step_back_or_change_their_hour_touch_no_order_and_no_measure(town: Town) -> None:
    """The writer is ten minutes fast, the readers ten minutes slow; then the writer's clock steps back."""
    doctor, ten = Doctor(), timedelta(minutes=10)
    autumn = datetime(now().year, 10, 25, tzinfo=UTC)
    autumn -= timedelta(days=(autumn.weekday() + 1) % 7)  # the Sunday on which London's clocks go back at 01:00 UTC
    clocks: list[Clock] = [ShiftedClock(-ten), SetClock(autumn.replace(minute=59)), SetClock(autumn.replace(hour=1))]

    await Pen(town.databases, clock=ShiftedClock(ten)).say(doctor.announced())
    town.start("registry", shift=ten)
    town.start(*OTHERS, shift=-ten)
    await assert_sound(town, by_hand=True, within=90)
    measured = {"topic": Topic.PLACEMENTS.value}
    for service in OF_PLACEMENTS:
        assert await metric(town, service, "fairlead_event_seconds_count", **measured) == 1
        assert await metric(town, service, "fairlead_event_seconds_sum", **measured) == 0, "never below nothing"

    for weeks, clock in enumerate(clocks, 1):
        await Pen(town.databases, clock=clock).say(doctor.put_off(weeks))
    await assert_sound(town, by_hand=True, within=90)
    assert await town.value("reporting", STARTS, doctor.placement_id) == doctor.starts_on(weeks=len(clocks))
    times = await town.ask(
        "reporting", "SELECT time FROM journal WHERE topic = $1 ORDER BY sequence", measured["topic"]
    )
    assert [row["time"] for row in times] != sorted(row["time"] for row in times), "the clocks did step back"


async def _one_by_one(town: Town, pen: Pen, *events: Event) -> list[UUID]:
    """Say each only when notifications has taken the one before."""
    ids: list[UUID] = []
    for event in events:
        [event_id] = await pen.say(event)
        ids.append(event_id)
        await until(lambda: _taken(town, ids[-1]), f"notifications takes {event.type}", within=90)
    return ids


async def _taken(town: Town, event_id: UUID) -> bool:
    return bool(await town.ask("notifications", "SELECT 1 FROM inbox WHERE event_id = $1", event_id))


def _oldest(model: type[BaseModel], data: Mapping[str, Any]) -> dict[str, Any]:
    """As a writer would have said it who knew of no optional field."""
    kept: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if not field.is_required():
            continue
        inner: Any = field.annotation
        is_part = isinstance(inner, type) and issubclass(inner, BaseModel)
        kept[name] = _oldest(inner, data[name]) if is_part else data[name]
    return kept
