"""Dated rules, the schema's history, and what a service says of its own health."""

import asyncio
import time
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from chassis.migrations import is_current, migrate
from chassis.rules import rule
from chassis.tables import rule as rules
from tests.postgres import TestPostgres
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import MIGRATIONS, a_feedback


@pytest.fixture
async def ruled(toy: Toy) -> Toy:
    values: list[tuple[str, date, Any]] = [
        ("", date(1900, 1, 1), 10),
        ("", date(2026, 4, 1), 12),
        ("Y60", date(2026, 1, 1), 20),
        ("Y60", date(2026, 6, 1), 21),
    ]
    async with toy.begin() as work:
        await work.run(
            insert(rules), [{"name": "toy.days", "region": r, "valid_from": d, "value": v} for r, d, v in values]
        )
        await work.run(insert(rules).values(name="later", valid_from=date(2030, 1, 1), value={"a": [1]}))
    return toy


@pytest.mark.parametrize(
    ("on", "region", "value"),
    [
        (date(2026, 3, 31), None, 10),
        (date(2026, 4, 1), None, 12),
        (date(2025, 12, 31), "Y60", 10),
        (date(2026, 1, 1), "Y60", 20),
        (date(2026, 5, 1), "Y60", 20),
        (date(2027, 1, 1), "Y60", 21),
        (date(2027, 1, 1), "Y61", 12),
    ],
)
async def test_a_rule_is_the_regions_own_as_it_stands_on_a_day_else_the_default(
    ruled: Toy, on: date, region: str | None, value: int
) -> None:
    async with ruled.begin() as work:
        assert await rule(work, "toy.days", on=on, of=[region] if region else []) == value


async def test_a_rule_that_is_not_in_force_says_so(ruled: Toy) -> None:
    async with ruled.begin() as work:
        with pytest.raises(LookupError, match="no rule 'later' is in force on 2029-12-31; seed it in a migration"):
            await rule(work, "later", on=date(2029, 12, 31))
        assert await rule(work, "later", on=date(2030, 1, 1)) == {"a": [1]}


async def test_a_schema_is_brought_up_once_and_again_changes_nothing(postgres: TestPostgres) -> None:
    database = await postgres.database()
    assert not await is_current(database, MIGRATIONS)
    assert "toy_0001" in await migrate(database, MIGRATIONS)
    assert await is_current(database, MIGRATIONS)
    assert "toy_0001" in await migrate(database, MIGRATIONS)


async def test_two_migrations_at_once_both_end_well(postgres: TestPostgres) -> None:
    database = await postgres.database()
    heads = await asyncio.gather(*(migrate(database, MIGRATIONS) for _ in range(2)))
    assert heads[0] == heads[1]
    assert await is_current(database, MIGRATIONS)


async def test_before_its_parts_run_a_service_says_why_it_is_not_ready(toy: Toy) -> None:
    async with toy.begin() as work:
        work.say(a_feedback(), a_feedback())
    await toy.hears(a_feedback(trust="BAD"))

    response = await toy.http().get("/readyz")

    assert response.status_code == 503
    state = response.json()
    assert (state["ready"], state["outbox"], state["held"]) == (False, 2, 1)
    said = [reason.split(":")[0] for reason in state["reasons"]]
    assert said == ["no relay holds the outbox", "the outbox does not empty", "the consumer has no partition assigned"]


async def test_a_relay_that_no_longer_comes_round_is_a_reason(toy: Toy) -> None:
    async with toy.begin() as work:
        await work.run(text("INSERT INTO relay VALUES (0, 1, now())"))
    assert "no relay holds the outbox" not in (await toy.running.readiness.state())["reasons"]

    toy.running.relay.last_turn = time.monotonic() - 91
    assert "the relay does not come round" in (await toy.running.readiness.state())["reasons"]

    async with toy.begin() as work:
        await work.run(text("UPDATE relay SET seen_at = :then"), {"then": work.now - timedelta(days=1)})
    assert "no relay holds the outbox" in (await toy.running.readiness.state())["reasons"]


async def test_a_stopped_or_stuck_consumer_is_a_reason(toy: Toy) -> None:
    consumer = toy.running.consumer
    assert consumer is not None
    consumer.stopped = "30 of 40 records could not be applied within 60 s"
    assert f"the consumer has stopped: {consumer.stopped}" in (await toy.running.readiness.state())["reasons"]


async def test_a_database_that_does_not_answer_is_the_reason(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_: Any) -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr(toy.running.database, "begin", away)
    state = await toy.running.readiness.state()
    assert (state["ready"], state["reasons"]) == (False, ["the database does not answer (ConnectionRefusedError)"])
