"""Which held record of a key is its first, which keys need not wait any longer, and how many records are held."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from chassis.door.held import one_of_each_key
from contracts import Grant
from contracts.vocabulary import Role
from fairlead.commands import repair
from fairlead.commands.client import Region
from fairlead.embedded.layout import Layout
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import FEEDBACK, a_feedback
from tests.services.driver import an_actor


async def hold_gaps(toy: Toy, many: int) -> None:
    """As many keys, each with a version whose predecessor never comes."""
    events = [a_feedback() for _ in range(many)]
    for event in events:
        toy.stamped(event)
    await toy.hears(*events)


async def test_whatever_was_written_down_first_the_first_held_is_the_first_in_the_log(toy: Toy) -> None:
    """After a rebalance the old member may write its record down later than the new one, which had begun behind it."""
    doctor = uuid4()
    earlier, gappy = a_feedback(doctor_id=doctor, trust="BAD"), a_feedback(doctor_id=doctor)
    missing, after = toy.stamped(gappy), toy.stamped(gappy)
    one, two, three = (
        toy.record(earlier, toy.stamped(earlier)),
        toy.record(gappy, after),
        toy.record(gappy, missing),
    )
    door = toy.running.door
    await door.take([two])
    await door.take([one])

    await door.take([three])

    assert await toy.effects() == [], "nothing of a key passes what stands before it in the log"
    assert sorted(held.offset for held in await toy.held()) == [one.offset, two.offset, three.offset]


async def test_a_hundred_gaps_for_ever_do_not_hide_a_key_that_can_go_on(toy: Toy) -> None:
    await hold_gaps(toy, 120)
    event = a_feedback()
    toy.stamped(event)
    [second] = await toy.hears(event)
    position = f"INSERT INTO stream_position VALUES ('toy', '{FEEDBACK}', '{event.feedback_id}', 1)"
    async with toy.begin() as work:  # another member has taken the first meanwhile
        await work.run(text(position))

    await toy.run_job("release gaps")

    assert await toy.effects() == [second.id]
    assert len(await toy.held()) == 100, "of the others none was touched, and a list shows the first hundred"


async def test_a_replay_of_all_leaves_out_no_key(toy: Toy) -> None:
    await hold_gaps(toy, 3)
    event = a_feedback(trust="BAD")
    await toy.hears(event)
    await toy.hears(a_feedback(doctor_id=event.doctor_id))
    [*gaps, first, _] = await toy.held()

    async with toy.begin() as work:
        assert await one_of_each_key(work) == [*(gap.id for gap in gaps), first.id]
        assert await one_of_each_key(work, str(event.doctor_id)) == [first.id]
        assert await one_of_each_key(work, "nobody's") == []


async def test_an_operator_who_asks_for_few_is_told_of_how_many(toy: Toy) -> None:
    await hold_gaps(toy, 3)
    async with toy.http(an_actor(Grant(Role.OPERATOR))) as operator:
        answer = await operator.get("/api/toy/operator/held", params={"limit": 2})
    assert (len(answer.json()), answer.headers["X-Total-Count"]) == (2, "3")


async def test_a_list_that_ends_before_the_last_record_says_so(
    toy: Toy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await hold_gaps(toy, 130)
    addresses: Any = SimpleNamespace(databases={"toy": toy.running.database.url})
    monkeypatch.setattr(repair, "region", lambda folder: Region(addresses, Layout.of(folder)))

    await asyncio.to_thread(repair.held_list)
    few = capsys.readouterr()
    await asyncio.to_thread(repair.held_list, limit=130)
    all_ = capsys.readouterr()

    assert (len(few.out.splitlines()), few.out.splitlines()[-1]) == (101, "130 held")
    assert few.err == "fairlead: these are the first 100 of 130; for more: --limit 130\n"
    assert (len(all_.out.splitlines()), all_.err) == (131, "")
