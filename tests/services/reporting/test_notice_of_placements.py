"""R30: the share of placements that were announced, and last moved, at least twelve weeks before their start."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert

from chassis.tables import rule
from tests.services.deaneries import a_dean, a_deanery
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import NOW, TODAY, a_placement, a_trust, announced, cancelled, changed

START = date(2027, 4, 7)
PERIOD = "2027-28-Q1"
EARLY, ONE_DAY_LATE = START - timedelta(days=84), START - timedelta(days=83)


async def test_twelve_weeks_before_the_start_is_early_enough_and_a_day_less_is_not(reporting: Reporting) -> None:
    await reporting.hears(
        announced(a_placement(start=START), at=NOW + (EARLY - TODAY)),
        announced(a_placement(start=START), at=NOW + (ONE_DAY_LATE - TODAY)),
    )

    assert (await reporting.figures("R30"))["R0B", PERIOD] == (1, 2)


async def test_the_region_counts_the_placements_of_all_hosts(reporting: Reporting) -> None:
    await reporting.hears(*(announced(a_placement(start=START, host=host)) for host in ("R0B", "RXF", "A88003")))

    assert (await reporting.figures("R30"))[None, PERIOD] == (3, 3)


async def test_moving_the_start_late_needs_its_notice_again(reporting: Reporting) -> None:
    placement = a_placement(start=START)
    sooner = START - timedelta(days=7)
    told_on = sooner - timedelta(days=83)
    await reporting.hears(announced(placement), changed(placement, at=NOW + (told_on - TODAY), start=sooner))

    assert await reporting.figures("R30") == {("R0B", "2026-27-Q4"): (0, 1), (None, "2026-27-Q4"): (0, 1)}


async def test_a_change_of_hours_leaves_the_notice_as_it_was(reporting: Reporting) -> None:
    placement = a_placement(start=START)
    await reporting.hears(announced(placement))
    await reporting.hears(changed(placement, at=NOW + (ONE_DAY_LATE - TODAY), wte=Decimal("0.6")))

    assert (await reporting.figures("R30"))["R0B", PERIOD] == (1, 1)


async def test_a_late_change_of_site_counts_against_the_host_although_the_batch_goes_on(reporting: Reporting) -> None:
    placement = a_placement(start=START)
    moved = changed(placement, at=NOW + (ONE_DAY_LATE - TODAY), site="R0B02")
    await reporting.hears(announced(placement))
    await reporting.hears(moved, changed(moved.placement, at=NOW + (START - TODAY), wte=Decimal("0.6")))

    assert (await reporting.figures("R30"))["R0B", PERIOD] == (0, 1)


async def test_a_placement_that_moves_counts_at_its_new_host_only(reporting: Reporting) -> None:
    placement = a_placement(start=START, host="R0B")
    await reporting.hears(announced(placement), changed(placement, host="RXF"))

    assert set(await reporting.figures("R30")) == {("RXF", PERIOD), (None, PERIOD)}


async def test_cancelled_placements_and_those_out_of_programme_do_not_count(reporting: Reporting) -> None:
    gone = a_placement(start=START)
    await reporting.hears(
        announced(gone), cancelled(gone), announced(a_placement(start=START, type="out_of_programme"))
    )

    assert await reporting.figures("R30") == {}


async def test_hearing_the_same_announcement_twice_counts_it_once(reporting: Reporting) -> None:
    event = announced(a_placement(start=START))
    (stamp,) = await reporting.hears(event)
    await reporting.driver.hears(event, stamp=stamp)

    assert (await reporting.figures("R30"))["R0B", PERIOD] == (1, 1)


async def test_the_weeks_of_notice_are_dated_data(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=START), at=NOW + (ONE_DAY_LATE - TODAY)))
    async with reporting.driver.begin() as work:
        shorter = {"name": "reporting.r30_notice_days", "region": "", "valid_from": TODAY, "value": 56}
        await work.run(insert(rule).values(**shorter))

    assert (await reporting.figures("R30"))["R0B", PERIOD] == (1, 1)


async def test_a_regions_own_weeks_judge_its_own_trusts(reporting: Reporting) -> None:
    """NTH answers for R0B by its list, WES for RXF as for all of its NHS region; nobody for A88003."""
    await reporting.hears(a_deanery("NTH", "R0B", region="Y63"), a_trust("R0B", region="Y63"))
    await reporting.hears(a_deanery("WES", region="Y60"), a_trust("RXF", region="Y60"))
    for deanery, days in (("NTH", 83), ("WES", 85)):
        assert await reporting.driver.rules(a_dean(deanery), "reporting.r30_notice_days", days, of=deanery) == 204
    late, early = NOW + (ONE_DAY_LATE - TODAY), NOW + (EARLY - TODAY)
    await reporting.hears(
        *(announced(a_placement(start=START, host=host), at=late) for host in ("R0B", "A88003")),
        announced(a_placement(start=START, host="RXF"), at=early),
    )

    found = await reporting.figures("R30")

    assert {trust: kept for (trust, _), kept in found.items()} == {
        "R0B": (1, 1), "A88003": (0, 1), "RXF": (0, 1), None: (1, 3)
    }  # fmt: skip


@pytest.mark.parametrize("source", ["trust", "self_declared"])
async def test_what_no_deanery_announces_is_not_told_late_by_one(reporting: Reporting, source: str) -> None:
    await reporting.hears(announced(a_placement(source=source)))

    assert await reporting.figures("R30") == {}
