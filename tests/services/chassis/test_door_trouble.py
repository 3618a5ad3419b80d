"""What passes is waited for, and what is given back comes again whole."""

import asyncio

import asyncpg
import pytest

from chassis.database import is_passing
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback


async def test_a_connection_cut_in_the_middle_of_a_batch_is_waited_for(toy: Toy) -> None:
    cut: list[int] = []

    async def cut_once(work) -> None:
        if not cut:
            cut.append(await work.driver.fetchval("SELECT pg_backend_pid()"))
            other = await asyncpg.connect(toy.running.database.url)
            await other.execute("SELECT pg_terminate_backend($1)", cut[0])
            await other.close()
            await asyncio.sleep(0.05)

    toy.trouble.by_trust["CUT"] = cut_once
    stamps = await toy.hears(a_feedback(), a_feedback(trust="CUT"), a_feedback())

    assert len(cut) == 1
    assert await toy.effects() == [stamp.id for stamp in stamps]
    assert (len(await toy.said()), await toy.held()) == (3, [])


async def test_a_passing_error_is_never_halved_and_after_its_patience_all_is_given_back(toy: Toy) -> None:
    tries = []

    async def never(work) -> None:
        tries.append(1)
        raise asyncpg.DeadlockDetectedError("again")

    toy.trouble.by_trust["DEADLOCK"] = never
    events = [a_feedback(), a_feedback(trust="DEADLOCK")]
    records = [toy.record(event, toy.stamped(event)) for event in events]
    with pytest.raises(asyncpg.DeadlockDetectedError):
        await toy.another_door(patience=0.6).take(records)

    assert len(tries) > 3
    assert (await toy.effects(), await toy.held(), await toy.count("inbox")) == ([], [], 0)


async def test_a_lasting_error_is_tried_three_times(toy: Toy) -> None:
    tries = []

    async def count_and_fail(work) -> None:
        tries.append(1)
        raise RuntimeError

    toy.trouble.by_trust["FAIL"] = count_and_fail
    await toy.hears(a_feedback(trust="FAIL"))
    assert (len(tries), len(await toy.held())) == (3, 1)


def test_a_wrong_row_is_not_passing_and_a_full_or_absent_database_is() -> None:
    assert not is_passing(asyncpg.UniqueViolationError("x"))
    assert not is_passing(ValueError("x"))
    assert is_passing(asyncpg.TooManyConnectionsError("x"))
    assert is_passing(ConnectionRefusedError())
    assert is_passing(asyncpg.AdminShutdownError("x"))
