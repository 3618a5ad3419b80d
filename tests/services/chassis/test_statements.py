"""How many statements a batch costs: the part of speed that depends on no machine."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from chassis.relay import Relay
from chassis.sending import Sender
from chassis.telemetry import Telemetry
from contracts import Event
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback, a_sent
from tests.services.statements import counted, kind

MANY = pytest.mark.parametrize("many", [1, 10, 300])

BEGUN = {"BEGIN": 1, "COMMIT": 1}
TAKEN = {
    **BEGUN,
    "INSERT inbox": 1,
    "SELECT stream_position": 1,
    "SELECT held": 1,
    "WITH ledger": 1,  # and the positions
    "COPY journal": 1,
}
SAID = {"INSERT stream": 1, "COPY outbox": 1}


async def cost_of(toy: Toy, records: Sequence[Any]) -> Counter[str]:
    await toy.hears(a_sent())  # a connection's first statements ask for the types of columns
    with counted() as found:
        await toy.running.door.take(records)
    return found


def records_of(toy: Toy, events: Sequence[Event]) -> list[Any]:
    return [toy.record(event, toy.stamped(event)) for event in events]


@MANY
async def test_a_first_take_costs_seven_statements_and_the_handlers_own_however_many_records(
    toy: Toy, many: int
) -> None:
    found = await cost_of(toy, records_of(toy, [a_sent() for _ in range(many)]))

    assert found == {**TAKEN, "INSERT effect": 1}


@MANY
async def test_what_handlers_say_costs_two_statements_more_however_much_they_say(toy: Toy, many: int) -> None:
    found = await cost_of(toy, records_of(toy, [a_feedback() for _ in range(many)]))

    assert found == {**TAKEN, **SAID, "INSERT effect": many}  # its handler hears one at a time, and inserts one


@MANY
async def test_a_pure_redelivery_only_asks_the_inbox(toy: Toy, many: int) -> None:
    records = records_of(toy, [a_sent() for _ in range(many)])
    await toy.running.door.take(records)

    assert await cost_of(toy, records) == {**BEGUN, "INSERT inbox": 1}


async def test_a_held_key_costs_one_look_more_and_one_statement_for_all_that_come_behind_it(toy: Toy) -> None:
    doctor = uuid4()
    _, *behind = records_of(toy, [a_feedback(doctor_id=doctor, feedback_id=doctor) for _ in range(20)])
    await toy.running.door.take(behind[:1])  # without the first there is a gap

    assert await cost_of(toy, behind[1:]) == {
        **TAKEN,
        "SELECT held": 2,
        "INSERT held": 1,
    }


@MANY
async def test_a_unit_of_work_pays_two_statements_for_all_it_says(toy: Toy, many: int) -> None:
    async with toy.begin() as work:
        work.say(a_feedback())
    with counted() as found:
        async with toy.begin() as work:
            work.say(*(a_feedback() for _ in range(many)))

    assert found == {**BEGUN, **SAID}


async def test_a_unit_of_work_that_does_nothing_only_begins_and_commits(toy: Toy) -> None:
    await toy.effects()  # the pool has its connection
    with counted() as found:
        async with toy.begin():
            pass

    assert found == BEGUN


class Acknowledging(Sender):
    """Its broker has everything at once: the turn's own statements are left."""

    async def send(self, rows: Sequence[Any]) -> dict[int, int]:
        return {row["id"]: 0 for row in rows}


async def _say(toy: Toy, many: int) -> None:
    async with toy.begin() as work:
        work.say(*(a_feedback() for _ in range(many)))


@MANY
async def test_a_turn_of_the_relay_costs_one_read_and_one_delete_with_its_ledger(toy: Toy, many: int) -> None:
    telemetry = Telemetry("toy")
    relay = Relay(toy.running.database.url, "127.0.0.1:1", telemetry=telemetry)
    relay._sender = Acknowledging("127.0.0.1:1", telemetry=telemetry)
    connection = await asyncpg.connect(toy.running.database.url)
    try:
        await _say(toy, 1)
        await relay._turn(connection)  # with the stamp, which is written once a second
        await _say(toy, many)
        with counted() as found:
            await relay._turn(connection)
    finally:
        await connection.close()
        telemetry.close()

    assert found == {"SELECT outbox": 1, "WITH outbox": 1}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("\n  INSERT INTO inbox AS i SELECT * FROM unnest($1)", "INSERT inbox"),
        ("SELECT EXISTS (SELECT FROM held WHERE true)", "SELECT held"),
        ('COPY "outbox"("a") FROM STDIN', "COPY outbox"),
        ("BEGIN;", "BEGIN"),
        ("WITH gone AS (DELETE FROM outbox RETURNING id) SELECT 1", "WITH outbox"),
    ],
)
def test_a_statement_is_told_by_its_first_word_and_table(statement: str, what: str) -> None:
    assert kind(statement) == what
