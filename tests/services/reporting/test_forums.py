"""O-E3: forums that meet, are founded in time, and close what they agreed."""

from datetime import UTC, date, datetime

import pytest

from contracts.opportunities import RoleCount
from contracts.vocabulary import ForumKind, Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.leading import agreed, asked_for, closed, founded, met
from tests.unit.reporting.makers import a_placement, announced

HERE = ("R0B", "2026-27-Q3")


async def hosting(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=date(2026, 8, 5))))


async def test_a_trust_whose_forum_met_four_times_in_twelve_months_is_counted(reporting: Reporting) -> None:
    await hosting(reporting)
    days = (date(2025, 11, 23), date(2026, 3, 2), date(2026, 6, 1))
    await reporting.hears(*map(met, days), met(date(2025, 11, 22)), met(date(2026, 9, 7), trust="RXF"))
    assert (await reporting.figures("O-E3"))[HERE] == (0, 1), "one is too long ago, one is another trust's"

    [stamp] = await reporting.hears(met(date(2026, 11, 20)))

    assert (await reporting.figures("O-E3"))[HERE] == (1, 1)
    newest = [one for one in await reporting.movements(trust="R0B", code="O-E3") if one["because"] == str(stamp.id)]
    assert [(one["numerator"], one["denominator"]) for one in newest] == [(1, 1)]


@pytest.mark.parametrize(("deanery", "kept"), [("NTH", 1), ("WES", 0)])
async def test_how_often_it_is_to_meet_is_the_regions_own(reporting: Reporting, deanery: str, kept: int) -> None:
    await hosting(reporting)
    await reporting.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXF"))
    await reporting.hears(met(date(2026, 6, 1)), met(date(2026, 9, 7)))

    assert await reporting.driver.rules(a_dean(deanery), "reporting.o_e3_meetings", 2, of=deanery) == 204

    assert (await reporting.figures("O-E3"))[HERE] == (kept, 1)


async def test_time_alone_lets_a_meeting_fall_out_of_the_twelve_months(reporting: Reporting) -> None:
    await hosting(reporting)
    days = (date(2025, 11, 23), date(2026, 3, 2), date(2026, 6, 1), date(2026, 11, 20))
    await reporting.hears(*map(met, days))

    await reporting.driver.set_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))

    assert (await reporting.figures("O-E3"))[HERE] == (0, 1)


async def test_attendance_is_the_residents_of_the_middle_meeting_and_nobody_else(reporting: Reporting) -> None:
    officers = RoleCount(role=Role.DME, count=40)
    came = [(RoleCount(role=Role.RESIDENT_DOCTOR, count=many), officers) for many in (3, 12, 7)]
    await reporting.hears(*(met(date(2026, 11, 20), attendance=each) for each in came))
    await reporting.hears(met(date(2026, 9, 7), attendance=(officers,)))

    assert await reporting.figures("O-E3-AT") == {
        HERE: (7, 3),
        (None, HERE[1]): (7, 3),
        ("R0B", "2026-27-Q2"): (0, 1),
        (None, "2026-27-Q2"): (0, 1),
    }


async def test_a_forum_founded_by_its_last_day_is_founded_in_time(reporting: Reporting) -> None:
    in_time, late, waits = asked_for(), asked_for(trust="RXF"), asked_for(trust="RTD")
    last_minute, too_late = datetime(2026, 12, 20, 23, 59, tzinfo=UTC), datetime(2026, 12, 21, tzinfo=UTC)
    await reporting.hears(in_time, late, waits, founded(in_time, founded_at=last_minute))
    await reporting.hears(founded(late, founded_at=too_late), founded(trust="RR8"))

    shown = await reporting.figures("O-E3-FD")

    assert {trust: figure for (trust, _), figure in shown.items()} == {
        "R0B": (1, 1),
        "RXF": (0, 1),
        None: (1, 2),
    }, "what waits within its time is no failure yet"
    await reporting.driver.set_clock(datetime(2026, 12, 21, 9, tzinfo=UTC))
    later = await reporting.figures("O-E3-FD")
    assert (later["RTD", "2026-27-Q3"], later[None, "2026-27-Q3"]) == ((0, 1), (1, 3))


async def test_an_action_closed_by_the_day_it_was_due_is_counted_where_it_was_agreed(reporting: Reporting) -> None:
    in_time, late, is_open = agreed(), agreed(), agreed()
    await reporting.hears(in_time, late, is_open)
    await reporting.hears(
        closed(in_time, closed_at=datetime(2027, 2, 20, 12, tzinfo=UTC)),
        closed(late, closed_at=datetime(2027, 2, 21, 12, tzinfo=UTC)),
    )

    assert (await reporting.figures("O-E3-AC"))[HERE] == (1, 2), "the third is open, and not due yet"


async def test_an_action_that_is_not_closed_counts_from_the_day_after_it_was_due(reporting: Reporting) -> None:
    await reporting.hears(agreed())
    await reporting.driver.set_clock(datetime(2027, 2, 20, 12, tzinfo=UTC))
    on_the_day = await reporting.figures("O-E3-AC")

    await reporting.driver.set_clock(datetime(2027, 2, 21, 12, tzinfo=UTC))
    await reporting.driver.run_job("record the day")

    assert on_the_day == {}
    assert (await reporting.figures("O-E3-AC"))[HERE] == (0, 1)
    [moved] = await reporting.movements(trust="R0B", code="O-E3-AC")
    assert (moved["period"], moved["numerator"], moved["denominator"]) == ("2026-27-Q3", 0, 1)


async def test_the_residents_forum_of_the_contract_keeps_no_promise_of_the_commitment(reporting: Reporting) -> None:
    await hosting(reporting)
    days = (date(2026, 3, 2), date(2026, 6, 1), date(2026, 9, 7), date(2026, 11, 20))

    await reporting.hears(*(met(day, kind=ForumKind.RESIDENTS) for day in days))

    assert (await reporting.figures("O-E3"))[HERE] == (0, 1)
