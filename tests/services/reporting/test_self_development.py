"""T-E2: placements with self-development time enough, and doctors who say that they get it."""

from datetime import date

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.leave_makers import confirmed, owed, scheduled
from tests.unit.reporting.makers import a_placement, announced, cancelled

PERIOD = "2026-27-Q3"


async def figure(reporting: Reporting, code: str, period: str = PERIOD) -> tuple[int, int] | None:
    return (await reporting.figures(code)).get(("R0B", period))


async def test_placements_with_time_enough_are_a_share_of_those_in_post(reporting: Reporting) -> None:
    enough, less, in_rota_only, none = (a_placement() for _ in range(4))
    away, ahead = a_placement(type="parental_leave"), a_placement(start=date(2027, 2, 3))
    await reporting.hears(*map(announced, (enough, less, in_rota_only, none, away, ahead)))
    await reporting.hears(*map(owed, (enough, less, in_rota_only, none, away, ahead)))
    await reporting.hears(scheduled(enough), scheduled(less, minutes_per_week=90))
    await reporting.hears(scheduled(in_rota_only, in_work_schedule=False), scheduled(away), scheduled(ahead))

    assert await figure(reporting, "T-E2") == (1, 4)


async def test_who_is_owed_no_time_is_not_asked_whether_they_have_it(reporting: Reporting) -> None:
    never, scheduled_all_the_same, no_longer = (a_placement() for _ in range(3))
    await reporting.hears(*map(announced, (never, scheduled_all_the_same, no_longer)))
    await reporting.hears(scheduled(scheduled_all_the_same, required_per_week=0), owed(no_longer))
    assert await figure(reporting, "T-E2") == (0, 1)

    await reporting.hears(owed(no_longer, required_per_week=0))

    assert await figure(reporting, "T-E2") is None
    assert await figure(reporting, "T-E2-RC") == (0, 1)


async def test_other_hours_after_it_was_scheduled_are_judged_by_what_is_owed_now(reporting: Reporting) -> None:
    placement, other = a_placement(), a_placement()
    await reporting.hears(*map(announced, (placement, other)))
    await reporting.hears(*(scheduled(one, minutes_per_week=72) for one in (placement, other)))
    assert await figure(reporting, "T-E2") == (0, 2)

    await reporting.hears(owed(placement, minutes_per_week=72, required_per_week=72, in_work_schedule=True))

    assert await figure(reporting, "T-E2") == (1, 2)


async def test_what_is_scheduled_anew_counts_as_it_is_now(reporting: Reporting) -> None:
    placement = a_placement()
    await reporting.hears(announced(placement), scheduled(placement, minutes_per_week=60))
    await reporting.hears(confirmed(placement, minutes_per_week=60, gets_it=True))
    assert (await figure(reporting, "T-E2"), await figure(reporting, "T-E2-RC")) == ((0, 1), (1, 1))

    await reporting.hears(scheduled(placement))

    assert (await figure(reporting, "T-E2"), await figure(reporting, "T-E2-RC")) == ((1, 1), (0, 1))


async def test_doctors_who_say_that_they_get_it_are_a_share_of_those_for_whom_it_was_scheduled(
    reporting: Reporting,
) -> None:
    yes, no, silent, unscheduled, gone = (a_placement() for _ in range(5))
    await reporting.hears(*map(announced, (yes, no, silent, unscheduled, gone)))
    await reporting.hears(*map(scheduled, (yes, no, silent, gone)), cancelled(gone))
    await reporting.hears(confirmed(yes, gets_it=True), confirmed(no, gets_it=True), confirmed(no, gets_it=False))

    assert await figure(reporting, "T-E2-RC") == (1, 3)


async def test_a_placement_counts_in_every_quarter_so_far(reporting: Reporting) -> None:
    placement = a_placement()
    await reporting.hears(announced(placement), scheduled(placement))

    assert {period for trust, period in await reporting.figures("T-E2") if trust} == {"2026-27-Q2", PERIOD}


async def test_the_figure_moves_because_of_the_schedule(reporting: Reporting) -> None:
    placement = a_placement()
    await reporting.hears(announced(placement))
    await reporting.movements()
    [stamp] = await reporting.hears(scheduled(placement))

    newest = [one for one in await reporting.movements(trust="R0B") if one["because"] == str(stamp.id)]

    assert ("T-E2", PERIOD, 1, 1) in {
        (one["code"], one["period"], one["numerator"], one["denominator"]) for one in newest
    }


async def test_what_a_placement_that_is_over_was_owed_moves_its_own_quarters_at_both_its_hosts(
    reporting: Reporting,
) -> None:
    over = a_placement(start=date(2026, 5, 6), end=date(2026, 9, 1))
    merged = over.model_copy(update={"host": "RXF", "former_host": "R0B", "host_since": date(2026, 7, 1)})
    await reporting.hears(announced(merged))
    await reporting.movements()

    [stamp] = await reporting.hears(owed(merged))

    newest = [one for one in await reporting.movements() if one["because"] == str(stamp.id) and one["trust"]]
    assert {(one["trust"], one["period"], one["numerator"], one["denominator"]) for one in newest} == {
        ("R0B", "2026-27-Q1", 0, 1), ("RXF", "2026-27-Q2", 0, 1)
    }  # fmt: skip
