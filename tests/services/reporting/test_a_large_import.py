"""A changeover: a thousand changes a batch cost a handful of statements, and are not recorded one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import event

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_placement, announced, changed


@contextmanager
def statements(reporting: Reporting) -> Iterator[list[str]]:
    """Every statement that goes to reporting's database through its engine."""
    seen: list[str] = []
    engine = reporting.driver.running.database.engine.sync_engine

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_a_thousand_changes_cost_as_many_statements_as_one(reporting: Reporting) -> None:
    placements = [a_placement(host=f"R{n % 20:02d}") for n in range(1_001)]
    await reporting.hears(*map(announced, placements))

    with statements(reporting) as for_one:
        await reporting.hears(changed(placements[0], start=date(2026, 8, 12)))
    with statements(reporting) as for_many:
        await reporting.hears(*(changed(placement, start=date(2026, 8, 12)) for placement in placements[1:]))

    assert len(for_many) == len(for_one)
    assert (await reporting.figures("R30"))[None, "2026-27-Q2"] == (0, 1_001)


async def test_a_large_batch_leaves_recording_to_the_clock(reporting: Reporting) -> None:
    nudged: list[set[str]] = []
    reporting.driver.running.database.after_commit.append(lambda jobs, _: nudged.append(jobs))

    await reporting.hears(*(announced(a_placement()) for _ in range(101)))
    await reporting.hears(announced(a_placement()))

    assert nudged == [set(), {"record movements"}]
