"""R31 and R32, each measured as met, late or not recorded (R33)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from contracts import Event
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_placement, a_trust, announced, cancelled, changed, issued, not_received

PERIOD = "2026-27-Q3"
PLACEMENT = a_placement(start=date(2026, 12, 2))


async def shares(reporting: Reporting, code: str, period: str = PERIOD) -> tuple[tuple[int, int], ...]:
    """Met, late, each of all that are due."""
    both = [await reporting.figures(each) for each in (code, f"{code}-L")]
    return tuple(figures.get(("R0B", period), (0, 0)) for figures in both)


@pytest.mark.parametrize(
    ("code", "information", "days_before", "met_and_late"),
    [
        ("R31", "work_schedule", 56, ((1, 1), (0, 1))),
        ("R31", "work_schedule", 55, ((0, 1), (1, 1))),
        ("R32", "rota", 42, ((1, 1), (0, 1))),
        ("R32", "rota", 41, ((0, 1), (1, 1))),
        ("R32", "rota", -5, ((0, 1), (1, 1))),
        ("R32", "work_schedule", 80, ((0, 1), (0, 1))),
        ("R31", "details", 90, ((0, 1), (0, 1))),
    ],
)
async def test_each_is_met_late_or_not_recorded(
    reporting: Reporting, code: str, information: str, days_before: int, met_and_late: object
) -> None:
    await reporting.hears(announced(PLACEMENT), issued(PLACEMENT, days_before=days_before, information=information))

    assert await shares(reporting, code) == met_and_late


@pytest.mark.parametrize(("rule", "information"), [("R31", "work_schedule"), ("R32", "rota")])
async def test_by_when_it_is_due_the_registry_says_when_it_is_announced_or_begins_elsewhere(
    reporting: Reporting, rule: str, information: str
) -> None:
    early = issued(PLACEMENT, days_before=56, information=information)
    due = {"work_schedule_by": early.happened_on, "rota_by": early.happened_on}

    await reporting.hears(announced(PLACEMENT).model_copy(update=due), early)
    in_time = await shares(reporting, rule)
    sooner = {name: day - timedelta(days=1) for name, day in due.items()}
    await reporting.hears(changed(PLACEMENT, wte=Decimal("0.8")).model_copy(update=sooner))
    same = await shares(reporting, rule)
    await reporting.hears(changed(PLACEMENT, start=date(2026, 12, 3)).model_copy(update=sooner))
    late = await shares(reporting, rule)
    to_come = dict.fromkeys(due, date(2026, 11, 24))
    await reporting.hears(changed(PLACEMENT, start=date(2026, 12, 4)).model_copy(update=to_come))

    assert in_time == same == ((1, 1), (0, 1)), "other hours are judged by the rule of the day of the announcement"
    assert late == ((0, 1), (1, 1))
    assert await shares(reporting, rule) == ((0, 0), (0, 0))


async def test_what_did_not_come_is_not_recorded_until_another_day_is(reporting: Reporting) -> None:
    await reporting.hears(announced(PLACEMENT), issued(PLACEMENT, days_before=60), not_received(PLACEMENT))
    missed = await shares(reporting, "R32")
    await reporting.hears(issued(PLACEMENT, days_before=20))

    assert missed == ((0, 1), (0, 1))
    assert await shares(reporting, "R32") == ((0, 1), (1, 1))


async def test_what_was_never_recorded_can_be_missed(reporting: Reporting) -> None:
    await reporting.hears(announced(PLACEMENT), not_received(PLACEMENT))

    assert await shares(reporting, "R32") == ((0, 1), (0, 1))


async def test_what_is_not_due_yet_does_not_count(reporting: Reporting) -> None:
    """Six weeks before 6 January are 25 November."""
    later = a_placement(start=date(2027, 1, 6))
    await reporting.hears(announced(later), issued(later, days_before=45))
    early = await shares(reporting, "R32", "2026-27-Q4")
    reporting.driver.clock.forward(days=3)

    assert early == ((0, 0), (0, 0))
    assert await shares(reporting, "R32", "2026-27-Q4") == ((1, 1), (0, 1))


async def test_what_falls_due_before_its_quarter_begins_is_recorded_on_the_day(reporting: Reporting) -> None:
    await reporting.hears(a_trust("R0B"), announced(a_placement(start=date(2027, 1, 6))))
    recorded = await reporting.movements(code="R32", trust="R0B", period="2026-27-Q4")
    reporting.driver.clock.forward(days=3)

    await reporting.driver.run_job("record the day")

    assert recorded == []
    [moved] = await reporting.movements(code="R32", trust="R0B", period="2026-27-Q4")
    assert (moved["numerator"], moved["denominator"], moved["because"]) == (0, 1, None)


@pytest.mark.parametrize("event", [cancelled(PLACEMENT), announced(a_placement(type="out_of_programme"))])
async def test_only_placements_in_post_that_begin_count(reporting: Reporting, event: Event) -> None:
    await reporting.hears(*([announced(PLACEMENT)] if event.subject == str(PLACEMENT.placement_id) else []), event)

    assert await shares(reporting, "R32") == ((0, 0), (0, 0))


async def test_a_start_that_is_moved_nearer_makes_what_was_in_time_late(reporting: Reporting) -> None:
    await reporting.hears(announced(PLACEMENT), issued(PLACEMENT, days_before=42))
    await reporting.hears(changed(PLACEMENT, start=date(2026, 12, 1)))

    assert await shares(reporting, "R32") == ((0, 1), (1, 1))


async def test_a_rota_of_the_host_before_is_none_of_the_one_where_they_will_work(reporting: Reporting) -> None:
    moved = changed(PLACEMENT, host="RXF")
    await reporting.hears(announced(PLACEMENT), issued(PLACEMENT, days_before=60), moved)
    without = (await reporting.figures("R32"))["RXF", PERIOD]

    await reporting.hears(issued(moved.placement, days_before=50))

    assert (without, (await reporting.figures("R32"))["RXF", PERIOD]) == ((0, 1), (1, 1))


async def test_a_rota_of_before_a_merger_stands_after_it(reporting: Reporting) -> None:
    running = a_placement(start=date(2026, 10, 7))
    since = date(2026, 11, 15)
    followed = running.model_copy(update={"host": "RXF", "former_host": "R0B", "host_since": since})
    await reporting.hears(announced(running), issued(running, days_before=60), announced(followed))

    assert (await reporting.figures("R32"))["R0B", PERIOD] == (1, 1)
