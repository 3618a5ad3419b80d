"""T-E1 and T-D1 beside the share of approvals: decided in time, alternatives taken, no response, leave taken."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.vocabulary import Lateness, LeaveType
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.leave_makers import (
    a_closed_leave_year,
    a_decided_step,
    a_lapse,
    a_late_appeal,
    a_late_step,
    a_refusal,
    a_request,
    a_request_sent_again,
    a_return,
    an_alternative_taken,
    an_appeal,
    an_approval,
)
from tests.unit.reporting.makers import NOW, a_calendar

NOW_PERIOD = "2026-27-Q3"
HERE = ("R0B", NOW_PERIOD)


@pytest.mark.parametrize(("days", "in_time"), [(-7, 1), (0, 1), (1, 0)])
async def test_a_step_is_decided_in_time_up_to_the_day_that_its_owner_says(
    reporting: Reporting, days: int, in_time: int
) -> None:
    await reporting.hears(a_decided_step(due_on=NOW.date() - timedelta(days=days)))

    assert (await reporting.figures("T-E1-7D"))[HERE] == (in_time, 1)


@pytest.mark.parametrize(("days", "in_time"), [(7, 1), (8, 0)])
async def test_a_step_from_before_its_owner_said_so_was_due_seven_days_after_it_was_reached(
    reporting: Reporting, days: int, in_time: int
) -> None:
    await reporting.hears(a_decided_step(reached_at=NOW - timedelta(days=days), due_on=None))

    assert (await reporting.figures("T-E1-7D"))[HERE] == (in_time, 1)


async def test_each_step_counts_and_those_of_other_leave_do_not(reporting: Reporting) -> None:
    await reporting.hears(
        a_decided_step(),
        an_approval(due_on=NOW.date() + timedelta(days=1)),
        a_refusal(due_on=NOW.date() - timedelta(days=1)),
        a_decided_step(leadership=False),
    )

    assert (await reporting.figures("T-E1-7D"))[HERE] == (2, 3)


@pytest.mark.parametrize(("days", "in_time"), [(0, 1), (1, 0)])
async def test_a_step_that_returned_it_counts_as_one_that_was_answered(
    reporting: Reporting, days: int, in_time: int
) -> None:
    late = a_return(reached_at=NOW - timedelta(days=8), due_on=NOW.date() - timedelta(days=days))

    await reporting.hears(late, a_return(reached_at=NOW, due_on=NOW.date(), leadership=False))

    assert (await reporting.figures("T-E1-7D"))[HERE] == (in_time, 1)
    assert await reporting.figures("T-E1") == {}


async def test_a_decision_from_before_steps_said_by_when_they_were_due_counts_for_approvals_only(
    reporting: Reporting,
) -> None:
    await reporting.hears(an_approval())

    assert await reporting.figures("T-E1-7D") == {}
    assert (await reporting.figures("T-E1"))[HERE] == (1, 1)


async def test_days_to_a_decision_are_told_of_the_middle_one_whatever_was_decided(reporting: Reporting) -> None:
    asked = [a_request(submitted_at=NOW - timedelta(days=days)) for days in (2, 9, 30, 1)]
    whose = [{"leave_id": one.leave_id, "doctor_id": one.doctor_id} for one in asked]
    slow = a_request(submitted_at=NOW - timedelta(days=60), leadership=False)
    other = an_approval(leave_id=slow.leave_id, doctor_id=slow.doctor_id, leadership=False)
    await reporting.hears(*asked, slow, other, an_approval(**whose[0]), a_refusal(**whose[1]), an_approval(**whose[2]))

    assert (await reporting.figures("T-E1-MD"))[HERE] == (9, 3)
    [told] = [
        one for one in (await reporting.region())["indicators"] if (one["code"], one["trust"]) == ("T-E1-MD", "R0B")
    ]
    assert told["value"] == 9.0


@pytest.mark.parametrize("with_doctor", [(), (3,), (3, 8)], ids=["never returned", "once", "twice"])
async def test_the_days_that_it_was_with_its_doctor_are_no_days_of_the_decision(
    reporting: Reporting, with_doctor: tuple[int, ...]
) -> None:
    """R15."""
    asked = a_request(submitted_at=NOW - timedelta(days=10))
    same = {"leave_id": asked.leave_id, "doctor_id": asked.doctor_id}
    again = [a_request_sent_again(days_with_doctor=days, **same) for days in with_doctor]
    await reporting.hears(asked, *again, an_approval(**same))

    assert (await reporting.figures("T-E1-MD"))[HERE] == (10 - max(with_doctor, default=0), 1)


async def test_an_alternative_that_is_taken_counts_in_the_quarter_of_its_refusal(reporting: Reporting) -> None:
    refused = a_refusal(refused_at=datetime(2026, 9, 20, 9, tzinfo=UTC))
    await reporting.hears(refused, a_refusal())
    taken = an_alternative_taken(leave_id=refused.leave_id, doctor_id=refused.doctor_id, refused_on=date(2026, 9, 20))

    await reporting.hears(taken)

    assert (await reporting.figures("T-E1-AL"))["R0B", "2026-27-Q2"] == (1, 1)
    assert (await reporting.figures("T-E1-AL"))[HERE] == (0, 1)
    moved = {(each["code"], each["period"]) for each in await reporting.movements(trust="R0B")}
    assert ("T-E1-AL", "2026-27-Q2") in moved


async def test_a_request_heard_of_with_its_lateness_counts_as_without_response(reporting: Reporting) -> None:
    silent, late = a_request(), a_request()
    await reporting.hears(
        silent,
        late,
        a_late_step(leave_id=silent.leave_id, doctor_id=silent.doctor_id),
        a_late_step(leave_id=late.leave_id, doctor_id=late.doctor_id, lateness=Lateness.OVERDUE),
    )

    assert (await reporting.figures("T-E1-NR"))[HERE] == (1, 2)


async def test_what_lapsed_with_a_desk_got_no_response_and_what_lapsed_with_its_doctor_did(
    reporting: Reporting,
) -> None:
    """R16; neither is a decision, and neither has days to one. It is of the day after its last, whenever seen."""
    yesterday = NOW.date() - timedelta(days=1)
    left, with_doctor, early = a_request(), a_request(), a_request()
    same = [{"leave_id": one.leave_id, "doctor_id": one.doctor_id} for one in (left, with_doctor, early)]
    await reporting.hears(
        *(left, with_doctor, early),
        a_lapse(**same[0], last_day=yesterday, due_on=yesterday, lapsed_at=NOW + timedelta(days=100)),
        a_lapse(**same[1], last_day=yesterday, waiting=None),
        a_lapse(**same[2], last_day=yesterday, due_on=NOW.date(), lapsed_at=NOW + timedelta(days=100)),
    )

    assert (await reporting.figures("T-E1-NR"))[HERE] == (2, 3)
    assert (await reporting.figures("T-E1-7D"))[HERE] == (0, 1)
    for code in ("T-E1", "T-E1-MD"):
        assert HERE not in await reporting.figures(code)


async def test_a_request_that_was_returned_is_one_request_and_neither_approved_nor_refused(
    reporting: Reporting,
) -> None:
    asked = a_request()
    same = {"leave_id": asked.leave_id, "doctor_id": asked.doctor_id}
    await reporting.hears(asked, a_return(**same), a_request_sent_again(**same))
    counted = (await reporting.figures("T-E1-NR"))[HERE]

    await reporting.hears(a_request_sent_again(**same, leadership=False))

    assert counted == (0, 1)
    assert HERE not in await reporting.figures("T-E1-NR")
    for code in ("T-E1", "T-E1-7D"):
        assert HERE not in await reporting.figures(code)


async def test_leave_years_that_ended_count_by_their_half_days(reporting: Reporting) -> None:
    await reporting.hears(
        a_closed_leave_year(),
        a_closed_leave_year(half_days=10, half_days_taken=10),
        a_closed_leave_year(half_days=0, half_days_taken=0),
    )

    assert (await reporting.figures("T-D1"))["R0B", "2026-27-Q2"] == (22, 40)


async def test_a_leave_year_said_again_counts_once(reporting: Reporting) -> None:
    doctor = uuid4()
    await reporting.hears(a_closed_leave_year(doctor_id=doctor))
    await reporting.hears(a_closed_leave_year(doctor_id=doctor, half_days_taken=14))

    assert (await reporting.figures("T-D1"))["R0B", "2026-27-Q2"] == (14, 30)


async def test_release_from_duty_has_a_share_of_its_own_and_moves_nothing_of_leave_to_learn(
    reporting: Reporting,
) -> None:
    release = {"leave_type": LeaveType.RELEASE, "leadership": True}

    await reporting.hears(a_request(**release), an_approval(**release), a_refusal(**release), an_approval())

    assert (await reporting.figures("R17"))[HERE] == (1, 2)
    assert await reporting.figures("R18") == {}
    assert (await reporting.figures("T-E1"))[HERE] == (1, 1)
    assert await reporting.figures("T-E1-NR") == {}


async def test_what_a_departments_days_can_hold_counts_by_half_days_and_by_its_last_word(reporting: Reporting) -> None:
    short = a_calendar(half_days_owed=30, half_days_free=24)
    await reporting.hears(short, a_calendar(), a_calendar(half_days_owed=0))
    assert (await reporting.figures("T-D1-CG"))[HERE] == (44, 50)

    await reporting.hears(short.model_copy(update={"half_days_free": 40}))

    assert (await reporting.figures("T-D1-CG"))[HERE] == (50, 50)


@pytest.mark.parametrize(("published", "in_time"), [(date(2026, 10, 21), 1), (date(2026, 10, 22), 0)])
async def test_a_calendar_counts_as_in_time_until_the_roster_is_due(
    reporting: Reporting, published: date, in_time: int
) -> None:
    await reporting.hears(a_calendar(first_published_on=published))

    assert (await reporting.figures("T-D1-BR"))[HERE] == (in_time, 1)


async def test_by_when_a_calendar_is_due_leave_says_whatever_the_rule_was_before(reporting: Reporting) -> None:
    published = a_calendar().first_published_on
    due = [published, published - timedelta(days=1)]
    await reporting.hears(*(a_calendar(publish_by=day) for day in due))

    assert (await reporting.figures("T-D1-BR"))[HERE] == (1, 2)


async def test_a_calendar_moved_to_another_quarter_leaves_the_first(reporting: Reporting) -> None:
    calendar = a_calendar()
    await reporting.hears(calendar)
    await reporting.movements(trust="R0B")

    await reporting.hears(calendar.model_copy(update={"first_day": date(2027, 2, 3)}))

    moved = [(each["period"], each["denominator"]) for each in await reporting.movements(trust="R0B", code="T-D1-BR")]
    assert ("2026-27-Q3", 0) in moved
    assert ("2026-27-Q4", 1) in moved


async def test_an_appeal_counts_once_as_late_whichever_of_its_days_passed(reporting: Reporting) -> None:
    late, again = an_appeal(), an_appeal()
    await reporting.hears(late, again, an_appeal(leave_id=again.leave_id, appealed_at=NOW + timedelta(days=1)))
    assert (await reporting.figures("R19"))[HERE] == (0, 3)

    await reporting.hears(a_late_appeal(late), a_late_appeal(late, awaited="answer"), a_late_appeal(again))

    assert (await reporting.figures("R19"))[HERE] == (2, 3)
