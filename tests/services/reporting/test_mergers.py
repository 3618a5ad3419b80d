"""A trust is merged into another in the middle of a quarter: its figures stay with it until that quarter."""

from datetime import date, timedelta

from contracts.registry import OrganisationClosed, Placement
from tests.services.reporting.reading import Reporting
from tests.services.reporting.test_residents import residents
from tests.unit.reporting.leave_makers import owed
from tests.unit.reporting.makers import NOW, a_placement, a_trust, announced, changed

SINCE = date(2026, 11, 15)
CLOSED = OrganisationClosed(code="R0B", closed_on=SINCE - timedelta(days=1), successor="RXF")
PLACEMENT = a_placement(start=date(2026, 8, 5), end=date(2027, 8, 3))


async def a_merger_over(reporting: Reporting, placement: Placement, *, since: date = SINCE) -> None:
    """Announced in time at R0B; the file that follows has it at RXF."""
    followed = placement.model_copy(update={"former_host": "R0B", "host_since": since})
    await reporting.hears(a_trust("R0B"), a_trust("RXF"), announced(placement, at=NOW - timedelta(days=365)))
    await reporting.hears(CLOSED, changed(followed, host="RXF", site="RXF01"))


async def test_a_resident_counts_at_the_old_trust_to_its_last_quarter_and_at_the_new_one_from_then_on(
    reporting: Reporting,
) -> None:
    await a_merger_over(reporting, PLACEMENT)
    await reporting.hears(owed(PLACEMENT))

    in_post = {cell for cell in await reporting.figures("T-E2") if cell[0]}
    assert in_post == {("R0B", "2026-27-Q2"), ("R0B", "2026-27-Q3"), ("RXF", "2026-27-Q3")}
    for code in ("F-E1", "O-E2"):  # whose residents are those of the census, in October
        assert await reporting.figures(code) == {("R0B", "2026-27-Q3"): (0, 1), (None, "2026-27-Q3"): (0, 1)}

    await reporting.driver.set_clock(NOW + timedelta(days=60))
    assert ("RXF", "2026-27-Q4") in await reporting.figures("F-E1")


async def test_new_codes_of_host_and_site_need_no_notice_again(reporting: Reporting) -> None:
    await a_merger_over(reporting, PLACEMENT)

    assert await reporting.figures("R30") == {("R0B", "2026-27-Q2"): (1, 1), (None, "2026-27-Q2"): (1, 1)}


async def test_who_began_under_the_old_trust_was_its_starter(reporting: Reporting) -> None:
    await a_merger_over(reporting, PLACEMENT)

    for code in ("O-E1-IP", "R31", "R32"):
        assert {trust for trust, _ in await reporting.figures(code)} == {"R0B", None}


async def test_the_census_counts_heads_where_they_were_that_day(reporting: Reporting) -> None:
    """The census is on 7 October, before the merger."""
    await a_merger_over(reporting, PLACEMENT)

    assert (await residents(reporting, trust="R0B"))["heads"] == 1
    assert (await residents(reporting, trust="RXF"))["heads"] == 0


async def test_what_a_trust_owes_today_is_owed_by_the_successor(reporting: Reporting) -> None:
    await a_merger_over(reporting, PLACEMENT)

    assert {trust for trust, _ in await reporting.figures("M-E3")} == {"RXF", None}


async def test_a_placement_that_moves_without_a_merger_counts_where_it_is(reporting: Reporting) -> None:
    await reporting.hears(announced(PLACEMENT), changed(PLACEMENT, host="RXF"))

    assert {trust for trust, _ in await reporting.figures("F-E1")} == {"RXF", None}
