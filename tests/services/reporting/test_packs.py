"""O-E1: how many starters were shown what their trust offers, and how soon."""

from datetime import date, timedelta

from tests.services.deaneries import a_dean, a_deanery
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_placement, a_trust, announced, cancelled, changed
from tests.unit.reporting.opportunity_makers import a_pack

START = date(2026, 11, 4)
PERIOD = "2026-27-Q3"


async def test_a_pack_within_a_fortnight_of_the_first_day_counts_of_those_who_started(
    reporting: Reporting,
) -> None:
    before, in_time, late, without, again = (a_placement(start=START) for _ in range(5))
    await reporting.hears(
        *(announced(one) for one in (before, in_time, late, without, again)),
        announced(a_placement(start=date(2026, 11, 23))),
        announced(a_placement(start=START, type="parental_leave")),
        a_pack(before, on=START - timedelta(days=7)),
        a_pack(in_time, on=START + timedelta(days=14)),
        a_pack(late, on=START + timedelta(days=15)),
        a_pack(again, on=START, occasion="midpoint"),
    )

    assert (await reporting.figures("O-E1-IP"))["R0B", PERIOD] == (2, 5)

    reporting.driver.clock.forward(days=1)
    assert (await reporting.figures("O-E1-IP"))["R0B", PERIOD] == (2, 6), "one more has started"


async def test_practices_and_cancelled_placements_do_not_count(reporting: Reporting) -> None:
    gone = a_placement(start=START)
    await reporting.hears(
        a_trust("A88003", kind="gp_practice"),
        announced(a_placement(start=START, host="A88003")),
        announced(gone),
        cancelled(gone),
    )

    assert await reporting.figures("O-E1-IP") == {}


async def test_until_when_it_may_be_sent_its_own_service_says(reporting: Reporting) -> None:
    here, there = a_placement(start=START), a_placement(start=START, host="RXF")
    on = START + timedelta(days=16)
    packs = (a_pack(one, on=on, send_by=by) for one, by in ((here, on), (there, on - timedelta(days=1))))
    await reporting.hears(announced(here), announced(there), *packs)

    found = await reporting.figures("O-E1-IP")

    assert {trust: kept for (trust, _), kept in found.items()} == {"R0B": (1, 1), "RXF": (0, 1), None: (1, 2)}


async def test_no_second_rule_says_until_when_it_may_be_sent(reporting: Reporting) -> None:
    await reporting.hears(a_deanery("NTH", "R0B"))

    assert await reporting.driver.rules(a_dean("NTH"), "reporting.o_e1_pack_days", 15, of="NTH") == 403


async def test_the_movement_names_the_pack(reporting: Reporting) -> None:
    placement = a_placement(start=START)
    await reporting.hears(announced(placement))
    [sent] = await reporting.hears(a_pack(placement, on=START))

    [newest, *_] = await reporting.movements(code="O-E1-IP", trust="R0B")

    assert (newest["numerator"], newest["denominator"], newest["because"]) == (1, 1, str(sent.id))


async def test_a_pack_of_the_host_before_is_none_of_the_one_where_they_work_now(reporting: Reporting) -> None:
    placement = a_placement(start=START)
    moved = changed(placement, host="RXF")
    await reporting.hears(announced(placement), a_pack(placement, on=START), moved)
    without = await reporting.figures("O-E1-IP")

    await reporting.hears(a_pack(moved.placement, on=START + timedelta(days=3)))

    assert (without["RXF", PERIOD], (await reporting.figures("O-E1-IP"))["RXF", PERIOD]) == ((0, 1), (1, 1))
