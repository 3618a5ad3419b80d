"""C-D3: participations confirmed, and certificates issued soon enough that stand."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from chassis.tables import rule
from tests.services.deaneries import a_dean, a_deanery
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import TODAY
from tests.unit.reporting.opportunity_makers import a_certificate, a_participation, revoked

PERIOD = "2026-27-Q3"
CONFIRMED = a_participation().confirmed_at
LAST_MOMENT = CONFIRMED + timedelta(days=28)


async def test_certificates_issued_in_time_are_a_share_of_participations_confirmed(reporting: Reporting) -> None:
    certified, waiting, late = a_participation(), a_participation(), a_participation()
    await reporting.hears(
        *(certified, waiting, late),
        a_certificate(certified, issued_at=LAST_MOMENT),
        a_certificate(late, issued_at=LAST_MOMENT + timedelta(days=1)),
    )

    assert await reporting.figures("C-D3") == {("R0B", PERIOD): (1, 3), (None, PERIOD): (1, 3)}


async def test_it_counts_in_the_quarter_of_the_confirmation_by_its_london_date(reporting: Reporting) -> None:
    of = a_participation(confirmed_at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))
    await reporting.hears(of, a_certificate(of, issued_at=datetime(2026, 10, 2, 9, tzinfo=UTC)))

    assert (await reporting.figures("C-D3"))["R0B", "2026-27-Q3"] == (1, 1)


async def test_a_certificate_heard_before_its_participation_is_part_of_the_denominator(reporting: Reporting) -> None:
    of = a_participation()
    await reporting.hears(a_certificate(of, issued_at=CONFIRMED))
    before = await reporting.figures("C-D3")
    await reporting.hears(of)

    assert before["R0B", PERIOD] == (1, 1)
    assert await reporting.figures("C-D3") == before


async def test_one_that_was_revoked_no_longer_counts_until_another_stands_in_its_place(reporting: Reporting) -> None:
    of = a_participation()
    wrong = a_certificate(of, issued_at=CONFIRMED)
    await reporting.hears(of, wrong, revoked(wrong))
    assert (await reporting.figures("C-D3"))["R0B", PERIOD] == (0, 1)

    await reporting.hears(a_certificate(of, issued_at=LAST_MOMENT + timedelta(days=5)))

    assert (await reporting.figures("C-D3"))["R0B", PERIOD] == (1, 1)


async def test_each_movement_names_the_event_that_moved_it(reporting: Reporting) -> None:
    of = a_participation()
    [confirmed] = await reporting.hears(of)
    first = await reporting.movements(code="C-D3", trust="R0B")
    [issued] = await reporting.hears(certificate := a_certificate(of, issued_at=CONFIRMED))
    await reporting.movements()
    [taken_back] = await reporting.hears(revoked(certificate))

    moved = await reporting.movements(code="C-D3", trust="R0B")

    assert [one["because"] for one in first] == [str(confirmed.id)]
    assert [(one["because"], one["numerator"]) for one in moved] == [
        (str(taken_back.id), 0),
        (str(issued.id), 1),
        (str(confirmed.id), 0),
    ]


async def test_a_regions_own_days_judge_its_own_trusts(reporting: Reporting) -> None:
    await reporting.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXF"))
    for deanery, days in (("NTH", 14), ("WES", 29)):
        assert await reporting.driver.rules(a_dean(deanery), "reporting.c_d3_issue_days", days, of=deanery) == 204
    here, there = a_participation(), a_participation(trust="RXF")
    await reporting.hears(here, there, a_certificate(here, issued_at=LAST_MOMENT))
    await reporting.hears(a_certificate(there, issued_at=LAST_MOMENT + timedelta(days=1)))

    found = await reporting.figures("C-D3")

    assert {trust: kept for (trust, _), kept in found.items()} == {"R0B": (0, 1), "RXF": (1, 1), None: (1, 2)}


async def test_the_days_it_may_take_are_dated_data(reporting: Reporting) -> None:
    of = a_participation()
    await reporting.hears(of, a_certificate(of, issued_at=LAST_MOMENT))
    async with reporting.driver.begin() as work:
        shorter = {"name": "reporting.c_d3_issue_days", "region": "", "valid_from": TODAY, "value": 14}
        await work.run(insert(rule).values(**shorter))

    assert (await reporting.figures("C-D3"))["R0B", PERIOD] == (0, 1)
