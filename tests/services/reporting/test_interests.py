"""O-D2: how many of those interested are answered in time."""

from datetime import UTC, datetime

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.opportunity_makers import an_interest, answered, overdue

NOW_PERIOD = "2026-27-Q3"
NEXT_PERIOD = "2026-27-Q4"
ON_THE_LAST_DAY = datetime(2026, 12, 6, 23, 59, tzinfo=UTC)
A_DAY_LATE = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)


async def test_answers_in_time_count_of_what_is_answered_or_overdue(reporting: Reporting) -> None:
    in_time, late, silent, waiting = (an_interest() for _ in range(4))
    await reporting.hears(
        *(in_time, late, silent, waiting),
        answered(in_time, at=ON_THE_LAST_DAY),
        *(overdue(late), overdue(silent)),
        answered(late, at=A_DAY_LATE),
    )

    assert await reporting.figures("O-D2-ANS") == {("R0B", NOW_PERIOD): (1, 3), (None, NOW_PERIOD): (1, 3)}


async def test_a_place_that_is_called_off_later_was_answered_in_time_all_the_same(reporting: Reporting) -> None:
    interest = an_interest()
    await reporting.hears(interest, answered(interest))

    await reporting.hears(answered(interest, at=A_DAY_LATE, answer="declined", reason="not_taking_place"))

    assert (await reporting.figures("O-D2-ANS"))["R0B", NOW_PERIOD] == (1, 1)


async def test_an_answer_moves_the_quarter_in_which_the_interest_was_expressed(reporting: Reporting) -> None:
    interest = an_interest(expressed_at=datetime(2026, 9, 30, 22, 0, tzinfo=UTC))
    await reporting.hears(interest)
    [said] = await reporting.hears(overdue(interest))

    [newest, *_] = await reporting.movements(code="O-D2-ANS", trust="R0B")

    assert (newest["period"], newest["numerator"], newest["denominator"]) == ("2026-27-Q2", 0, 1)
    assert newest["because"] == str(said.id)
