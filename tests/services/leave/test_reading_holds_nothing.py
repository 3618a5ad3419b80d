"""Whoever only reads waits for nobody: no route that shows something takes a lock on what it shows."""

import asyncio

from sqlalchemy import literal, select

from contracts.vocabulary import Role
from services.leave import store
from tests.services.authorisation import of_leave
from tests.services.authorisation.matrix import OPERATED, Row, Standing
from tests.services.authorisation.trying import nothing_stays, routes_of


async def test_what_somebody_holds_can_be_read(drive) -> None:
    world = await of_leave.world(drive)
    rows = {**OPERATED, **of_leave.ROWS}
    reads = {name: path for name, (method, path) in routes_of(world).items() if method == "GET"}
    waited, read = list[str](), 0

    async with world.service.begin() as work:
        for table in store.metadata.sorted_tables:  # but for what a foreign key asks: a reading may be noted
            await work.run(select(literal(1)).select_from(table).with_for_update(key_share=True))
        with nothing_stays(world):
            for name, path in reads.items():
                for role, standing in _let_in(rows[name]):
                    try:
                        async with (
                            asyncio.timeout(30),
                            world.service.http(world.actor(role, standing, whose=rows[name].whose)) as http,
                        ):
                            answer = await http.get(world.path(path, of=name), **rows[name].sends)
                    except TimeoutError:
                        waited.append(name)
                        break
                    read += answer.is_success
                    if answer.status_code >= 500:
                        waited.append(f"{name}: {answer.status_code}")

    assert waited == []
    assert read > 0


def _let_in(row: Row) -> list[tuple[Role, Standing]]:
    """One of each standing that gets in."""
    standings = ((Standing.OWN, row.own), (Standing.SAME, row.same))
    return [(min(roles), standing) for standing, roles in standings if roles]
