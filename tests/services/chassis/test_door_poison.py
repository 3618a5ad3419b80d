"""Whatever a record holds, it stops nobody but its own key; and nothing of it is dropped."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from chassis.door import TooManyHeld
from chassis.door.held import find_held, show_held
from chassis.door.record import StoredRecord
from chassis.errors import NotFound
from chassis.work import LARGEST_EVENT
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback, a_sent, with_headers
from tests.services.statements import counted

HEADERS = ("specversion", "id", "source", "type", "time", "subject", "sequence", "correlationid")

POISON: dict[str, tuple[Callable[[StoredRecord], StoredRecord], str]] = {
    "bad JSON": (lambda r: replace(r, value=b"{not json"), "1 fault(s) in the body, the first at '': json_invalid"),
    "JSON of another kind": (lambda r: replace(r, value=b"1"), "1 fault(s) in the body, the first at '': model_type"),
    "wrong schema": (
        lambda r: replace(r, value=json.dumps({**json.loads(r.value or b""), "giver_id": "Dr Ann Other"}).encode()),
        "1 fault(s) in the body, the first at 'giver_id': uuid_parsing",
    ),
    "bad UTF-8 in the body": (
        lambda r: replace(r, value=b'{"a": "\xff\xfe"}'),
        "1 fault(s) in the body, the first at '': json_invalid",
    ),
    "900 KB of rubbish": (
        lambda r: replace(r, value=b"\0" * 900_000),
        "1 fault(s) in the body, the first at '': json_invalid",
    ),
    "empty body": (lambda r: replace(r, value=None), "the body is empty"),
    "bad UTF-8 in a header": (lambda r: with_headers(r, ce_subject=b"\xff\xfe"), "header ce_subject is malformed"),
    "NUL in a header": (lambda r: with_headers(r, ce_subject=b"a\0b"), "header ce_subject is malformed"),
    "NUL in the key": (lambda r: replace(r, key=b"a\0b"), "header key is malformed"),
    "a key that fits no index": (lambda r: replace(r, key=b"k" * 9_000), "header key is malformed"),
    "a subject that fits no index": (
        lambda r: with_headers(r, ce_subject=b"s" * 9_000),
        "header ce_subject is malformed",
    ),
    "no key": (lambda r: replace(r, key=None), "header key is malformed"),
    "no headers": (lambda r: replace(r, headers=[]), "header ce_specversion is missing"),
    "a version before the first": (lambda r: with_headers(r, ce_sequence=b"0"), "header ce_sequence is malformed"),
    "a version past all numbers": (lambda r: with_headers(r, ce_sequence=b"9" * 30), "header ce_sequence is malformed"),
    "a time before time": (
        lambda r: with_headers(r, ce_time=b"0001-01-01T00:00:00+14:00"),
        "header ce_time is malformed",
    ),
    **{
        f"no {name}": (
            lambda r, name=name: with_headers(r, **{f"ce_{name}": None}),
            f"header ce_{name} is missing",
        )
        for name in HEADERS
    },
}


@pytest.mark.parametrize("kind", POISON)
async def test_poison_is_held_with_its_reason_and_its_neighbours_flow(toy: Toy, kind: str) -> None:
    spoil, detail = POISON[kind]
    before, poison, after = a_feedback(), a_feedback(), a_feedback()
    stamps = [toy.stamped(event) for event in (before, poison, after)]
    records = [toy.record(event, stamp) for event, stamp in zip((before, poison, after), stamps, strict=True)]
    records[1] = spoil(records[1])

    await toy.running.door.take(records)
    await toy.running.door.take(records)  # and Kafka may hand it over again

    assert await toy.effects() == [stamps[0].id, stamps[2].id]
    [held] = await toy.held()
    assert (held.reason, held.detail) == ("unreadable", detail)
    assert (held.topic, held.partition, held.offset) == (records[1].topic, 0, records[1].offset)
    async with toy.begin() as work:
        row = await work.one(text("SELECT record FROM held"))
    kept = json.loads(row["record"])
    assert base64.b64decode(kept["value"] or b"") == (records[1].value or b"")
    assert [base64.b64decode(value) for _, value in kept["headers"]] == [value for _, value in records[1].headers]


@pytest.mark.parametrize("together", [True, False])
async def test_poison_that_names_the_id_of_an_event_does_not_take_its_place(toy: Toy, together: bool) -> None:
    record = toy.record(a_feedback(), toy.stamped(a_feedback()))
    event_id = dict(record.headers)["ce_id"]
    spoilt = replace(with_headers(record, ce_time=None), key=None, offset=record.offset + 1)
    for batch in [[spoilt, record]] if together else [[spoilt], [spoilt, record]]:
        await toy.running.door.take(batch)

    assert [held.detail for held in await toy.held()] == ["header ce_time is missing"]
    assert [str(one).encode() for one in await toy.effects()] == [event_id]
    assert await toy.count("inbox") == 2, "an id for each of the two"


@pytest.mark.parametrize("wrong", ["unreadable", "failing"])
async def test_what_fails_at_an_offset_that_was_held_before_is_held_too(toy: Toy, wrong: str) -> None:
    """After a failover the log may have other records at the same offsets."""
    first, second = (
        replace(toy.record(a_sent(attempts=666), toy.stamped(a_sent())), offset=7, partition=0) for _ in range(2)
    )
    if wrong == "unreadable":
        first, second = (replace(record, headers=[], value=bytes([n])) for n, record in enumerate((first, second)))
    await toy.running.door.take([first])
    async with toy.begin() as work:
        await work.run(text("UPDATE held SET state = 'discarded', record = NULL"))

    await toy.running.door.take([second])

    [held] = await toy.held()
    assert (held.offset, held.reason) == (7, "failed" if wrong == "failing" else "unreadable")


async def test_a_record_behind_poison_of_its_key_waits(toy: Toy) -> None:
    first = a_feedback()
    second = a_feedback(doctor_id=first.doctor_id)
    poison = replace(toy.record(first, toy.stamped(first)), value=b"{")
    await toy.running.door.take([poison, toy.record(second, toy.stamped(second))])

    assert await toy.effects() == []
    assert [held.reason for held in await toy.held()] == ["unreadable", "behind"]


async def test_the_largest_event_we_may_say_can_be_heard(toy: Toy) -> None:
    largest = a_sent(about=tuple(a_feedback().feedback_id for _ in range(LARGEST_EVENT // 39 - 10)))
    assert LARGEST_EVENT - 1000 < len(largest.write()) <= LARGEST_EVENT
    [stamp] = await toy.hears(largest)
    assert await toy.effects() == [stamp.id]


@pytest.mark.parametrize("type_", ["fairlead.feedback.imagined.v1", "fairlead.feedback.given.v2"])
async def test_an_unknown_type_or_major_version_is_ignored_and_its_position_advanced(toy: Toy, type_: str) -> None:
    event = a_feedback()
    unknown, known = toy.stamped(event, type=type_), toy.stamped(event)
    await toy.running.door.take([toy.record(event, unknown)])
    await toy.running.door.take([toy.record(event, known)])

    assert (await toy.effects(), await toy.held()) == ([known.id], [])
    assert _ended(toy, "ignored") == 1


async def test_an_event_of_a_newer_minor_version_is_understood(toy: Toy) -> None:
    event = a_feedback()
    stamp = toy.stamped(event)
    record = toy.record(event, stamp)
    newer = {**json.loads(record.value or b""), "added_next_year": {"deep": [1]}}
    await toy.running.door.take([replace(record, value=json.dumps(newer).encode())])
    assert await toy.effects() == [stamp.id]


async def test_a_declined_event_leaves_nothing_behind_and_is_moved_on_from(toy: Toy) -> None:
    declined, next_one = a_feedback(trust="NO"), a_feedback()
    first = toy.stamped(declined)
    second = toy.stamped(declined)
    [neighbour] = [toy.stamped(next_one)]
    await toy.running.door.take([toy.record(declined, first), toy.record(next_one, neighbour)])
    assert (await toy.effects(), await toy.held()) == ([neighbour.id], [])
    assert len(await toy.said()) == 1
    assert _ended(toy, "declined") == 1

    await toy.hears(a_feedback(feedback_id=declined.feedback_id, doctor_id=declined.doctor_id), stamp=second)
    assert await toy.effects() == [neighbour.id, second.id]


async def test_a_batch_handler_that_declines_loses_only_the_event_it_declines(toy: Toy) -> None:
    events = [a_sent(), a_sent(attempts=409), a_sent()]
    first, _, third = await toy.hears(*events)
    assert (await toy.effects(), await toy.held()) == ([first.id, third.id], [])


async def test_many_declined_in_one_batch_cost_one_repetition_of_it(toy: Toy) -> None:
    declined, taken = [a_feedback(trust="NO") for _ in range(40)], [a_feedback() for _ in range(10)]
    records = [toy.record(event, toy.stamped(event)) for event in (*declined, *taken)]
    with counted() as found:
        await toy.running.door.take(records)

    assert found["INSERT inbox"] == 2
    assert (len(await toy.effects()), await toy.held(), _ended(toy, "declined")) == (10, [], 40)


async def test_a_failing_record_is_found_by_halving_and_its_neighbours_are_applied_once(toy: Toy) -> None:
    events = [a_sent(attempts=666 if n == 5 else 1) for n in range(12)]
    stamps = await toy.hears(*events)

    assert sorted(await toy.effects()) == sorted(stamp.id for n, stamp in enumerate(stamps) if n != 5)
    [held] = await toy.held()
    assert (held.event_id, held.reason, held.detail) == (stamps[5].id, "failed", "RuntimeError after 3 tries")


async def test_what_failed_is_applied_by_a_replay_with_all_that_waits_behind_it(toy: Toy) -> None:
    fails = True

    async def fail_at_first(work) -> None:
        if fails:
            raise RuntimeError

    toy.trouble.by_trust["FLAKY"] = fail_at_first
    event = a_feedback(trust="FLAKY")
    other = a_feedback(doctor_id=event.doctor_id)
    [first] = await toy.hears(event)
    [second] = await toy.hears(other)
    assert [held.reason for held in await toy.held()] == ["failed", "behind"]

    with pytest.raises(RuntimeError):
        await toy.running.door.replay(("feedback.v1", event.key))
    assert (len(await toy.held()), await toy.effects()) == (2, [])

    fails = False
    assert await toy.running.door.replay(("feedback.v1", event.key)) == 2
    assert await toy.effects() == [first.id, second.id]
    assert await toy.running.door.replay(("feedback.v1", event.key)) == 0


async def test_a_storm_of_poison_stops_the_door_and_drops_nothing(toy: Toy) -> None:
    good = [a_feedback() for _ in range(10)]
    records = [toy.record(event, toy.stamped(event)) for event in good]
    storm = [replace(toy.record(e, toy.stamped(e)), value=b"{") for e in (a_feedback() for _ in range(30))]
    await toy.running.door.take(records)

    with pytest.raises(TooManyHeld, match="30 of 40 records could not be applied within 60 s"):
        await toy.running.door.take(storm)

    assert (await toy.held(), await toy.count("inbox")) == ([], 10), "all 30 come again"


async def test_a_handler_that_always_fails_stops_the_door_before_the_table_fills(toy: Toy) -> None:
    events = [a_feedback(trust="BAD") for _ in range(16)]
    with pytest.raises(TooManyHeld):
        await toy.hears(*events)
    assert 0 < len(await toy.held()) < 16
    assert await toy.effects() == []


async def test_an_operator_sees_everything_of_a_held_record_but_its_body(toy: Toy) -> None:
    event = a_feedback(trust="BAD")
    [stamp] = await toy.hears(event)
    async with toy.begin() as work:
        [held] = await find_held(work)
        shown = await show_held(work, held.id)
        with pytest.raises(NotFound):
            await show_held(work, held.id + 1)

    assert (shown["type"], shown["subject"], shown["key"]) == (event.type, event.subject, event.key)
    assert shown["headers"]["ce_id"] == str(stamp.id)
    assert shown["body_bytes"] == len(event.write())
    assert str(event.giver_id) not in str(shown)
    assert (held.event_id, held.state, held.held_at) == (stamp.id, "held", toy.clock.now())


async def test_only_so_many_held_records_are_listed_the_oldest_first(toy: Toy) -> None:
    stamps = [stamp for _ in range(3) for stamp in await toy.hears(a_feedback(trust="BAD"))]
    async with toy.begin() as work:
        assert [held.event_id for held in await find_held(work, at_most=2)] == [stamp.id for stamp in stamps[:2]]


def _ended(toy: Toy, ending: str) -> float:
    return toy.running.telemetry.metrics.messages_consumed.labels("feedback.v1", ending)._value.get()
