"""What verify must see, one damaged row at a time; and that it sees nothing where nothing is lost."""

import pytest

from fairlead.commands.client import Region
from fairlead.verifying import verified_without_log
from tests.services.verifying.conftest import Apart
from tests.services.verifying.damages import DAMAGES, ITS_MAIL

HEARERS = ("opportunities", "leave", "feedback", "recognition", "role_modelling", "notifications", "reporting")


async def faults(here: Region) -> dict[str, str]:
    """The invariants that do not hold, by number, and what was found."""
    found = await verified_without_log(here)
    return {one.name.split()[0]: one.detail for one in found if not one.holds}


async def test_what_is_held_discarded_withheld_paused_or_open_is_no_loss(apart: Apart) -> None:
    here = await apart()
    async with here.database("notifications") as database:
        states, pushes = [
            {row[0] for row in await database.fetch(f"SELECT state FROM {table}")} for table in ("mail", "push")
        ]
        waiting = await database.fetchval("SELECT count(*) FROM decision WHERE reason = 'person_unknown'")
    async with here.database("reporting") as database:
        let_go = await database.fetchval("SELECT count(*) FROM held WHERE state = 'discarded'")
    async with here.database("feedback") as database:
        held = {row[0] for row in await database.fetch("SELECT state FROM held")}
    assert (states, waiting, let_go, held) == ({"sent", "due", "withdrawn"}, 3, 1, {"held", "replayed"})
    assert pushes == states

    assert await faults(here) == {}


@pytest.mark.parametrize("what", DAMAGES)
async def test_what_was_damaged_is_seen_and_named(apart: Apart, what: str) -> None:
    damage = DAMAGES[what]
    here = await apart(damage.service)
    async with here.database(damage.service) as database:
        assert not (await database.execute(damage.statement)).endswith(" 0"), "there is something to damage"

    found = await faults(here)

    assert damage.invariant in found, found
    assert damage.words in found[damage.invariant]


async def test_an_inbox_that_upkeep_has_tidied_up_is_no_loss(apart: Apart) -> None:
    """Everything was said, and came, forty days ago."""
    here = await apart(*HEARERS)
    for service in HEARERS:
        async with here.database(service) as database:
            await database.execute("UPDATE ledger SET hour = hour - interval '40 days'")
            await database.execute("DELETE FROM inbox")
    async with here.database("reporting") as database:
        await database.execute("UPDATE journal SET time = time - interval '40 days'")

    assert await faults(here) == {}


async def test_a_late_duplicate_that_the_inbox_has_a_second_time_is_no_fault(apart: Apart) -> None:
    here = await apart("leave")
    async with here.database("leave") as database:
        await database.execute("INSERT INTO inbox VALUES ('leave', gen_random_uuid(), now())")

    assert await faults(here) == {}


async def test_a_mail_that_may_have_been_sent_may_have_been_caught(apart: Apart) -> None:
    here = await apart("notifications")
    async with here.database("notifications") as database:
        await database.execute(f"UPDATE mail SET state = 'unknown' WHERE id = {ITS_MAIL}")
        await database.execute(f"UPDATE decision SET decision = 'unknown' WHERE mail_id = {ITS_MAIL}")

    assert await faults(here) == {}
