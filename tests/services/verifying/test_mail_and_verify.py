"""Whatever a mail may go through, nothing of it looks like a loss."""

from pathlib import Path
from uuid import uuid4

from fairlead.verifying import verified_without_log
from tests.services.verifying.conftest import Drive, a_hamlet, announced, moved, placement
from tests.services.verifying.hamlet import Hamlet, region_of
from tests.unit.notifications import facts, registry_facts


async def sound(hamlet: Hamlet, folder: Path) -> None:
    found = await verified_without_log(region_of(hamlet.databases, folder))
    assert [one for one in found if not one.holds] == []


async def states(hamlet: Hamlet) -> set[str]:
    async with hamlet.drivers["notifications"].begin() as work:
        return {row[0] for row in await work.driver.fetch("SELECT state FROM mail")}


async def test_mail_to_somebody_who_becomes_known_loses_their_address_and_moves_twice(
    drive: Drive, tmp_path: Path
) -> None:
    one, two = uuid4(), uuid4()
    async with a_hamlet(drive, tmp_path) as (hamlet, relay):
        for turn in (
            [announced(one), announced(two), moved(one, 1), moved(two, 1)],
            [facts.an_appointment(), facts.a_coordinator(email=None), facts.a_person(email=None)],
            [facts.a_contact(), facts.a_contact(facts.COORDINATOR, email="rota2@example.org")],
            [moved(one, 2), moved(two, 2), facts.a_contact(email=None)],
            [facts.a_contact(email="new@example.org")],
        ):
            await hamlet.say(*turn)
            await hamlet.carry()
            await sound(hamlet, tmp_path)
            await hamlet.work()
            await sound(hamlet, tmp_path)

        await relay.stop()
        await hamlet.say(moved(one, 3), registry_facts.a_cancellation(placement(two)))
        await hamlet.carry()
        for hours in (0, 200):
            hamlet.drivers["notifications"].clock.forward(hours=hours)
            await hamlet.work()
            await sound(hamlet, tmp_path)
        assert await states(hamlet) >= {"sent", "withdrawn", "failed"}

        await relay.start()
        await hamlet.say(facts.a_contact(email="newest@example.org"))
        await hamlet.carry()
        await hamlet.work()
        await sound(hamlet, tmp_path)
