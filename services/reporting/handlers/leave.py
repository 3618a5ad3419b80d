"""Leave asked for, decided step by step, and what of a leave year was taken."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.leave import (
    CapacityPublished,
    EntitlementClosed,
    LeaveAlternativeTaken,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveLapsed,
    LeaveOverdue,
    LeaveRefused,
    LeaveResubmitted,
    LeaveReturned,
    LeaveStepDecided,
    LeaveSubmitted,
)
from contracts.vocabulary import CriterionCode, Lateness, LeaveType
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches
from services.reporting.handlers.promises import kept_promise

T_E1 = CriterionCode.T_E1
_Ended = LeaveApproved | LeaveRefused
_Answered = LeaveStepDecided | LeaveReturned | _Ended


@hears.batch(LeaveStepDecided, LeaveReturned, LeaveApproved, LeaveRefused, LeaveAlternativeTaken)
async def keep_leave_decisions(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Each step decided or returned, the decision that ends the chain, and what was taken instead of refused leave."""
    rows: Rows = {}
    steps: Rows = {}
    kept: Rows = {}
    taken: set[UUID] = set()
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if isinstance(event, LeaveAlternativeTaken):
            taken.add(event.leave_id)
            touches.by(one, trust=event.trust, on=event.refused_on)
            continue
        answered_on = _answered_on(event)
        if event.reached_at or event.due_on:
            steps[one.stamp.id] = _step(one, event, answered_on)
        if isinstance(event, _Ended):
            rows[event.leave_id] = _decision(event, answered_on)
            taken.discard(event.leave_id)
            if _learns_to_lead(event):
                on = answered_on if isinstance(event, LeaveApproved) else None
                kept[event.leave_id] = kept_promise(one, T_E1, on=on, by=event.leave_id, day=event.first_day)
        touches.by(one, trust=event.trust, on=answered_on)
    await store.keep_leave_decisions(work, rows.values(), taken)
    await store.keep_leave_steps(work, steps.values())
    await store.keep_promises(work, kept.values())
    await touches.note(work, heard)


@hears.batch(LeaveSubmitted, LeaveResubmitted, LeaveOverdue, LeaveLapsed)
async def keep_leave_asked(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Requests; one that was returned is the same request, as it is asked for then.

    What lapsed with a desk got no response; its step counts as late where it was: leave may be over before that.
    """
    rows: Rows = {}
    anew: Rows = {}
    unanswered: set[UUID] = set()
    steps: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if isinstance(event, LeaveSubmitted):
            submitted_on = london_date(event.submitted_at)
            rows[event.leave_id] = {
                "leave_id": event.leave_id,
                "trust": event.trust,
                "submitted_on": submitted_on,
                "leadership": _learns_to_lead(event),
                "no_response": False,
                "days_with_doctor": 0,
                **_whose(event),
            }
            touches.by(one, trust=event.trust, on=submitted_on)
        elif isinstance(event, LeaveResubmitted):
            anew[event.leave_id] = {
                "leave_id": event.leave_id,
                "leadership": _learns_to_lead(event),
                "first_day": event.first_day,
                "days_with_doctor": event.days_with_doctor,
            }
            touches.by(one, trust=event.trust, on=event.submitted_on)
        elif _got_no_response(event):
            unanswered.add(event.leave_id)
            touches.by(one, trust=event.trust, on=event.submitted_on)
        if isinstance(event, LeaveLapsed) and event.due_on and event.due_on <= event.last_day:
            over_on = event.last_day + timedelta(days=1)  # whenever it was looked at
            steps[one.stamp.id] = _step(one, event, over_on)
            touches.by(one, trust=event.trust, on=over_on)
    await store.keep_leave_asked(work, rows.values(), anew.values(), unanswered)
    await store.keep_leave_steps(work, steps.values())
    await touches.note(work, heard)


@hears.batch(LeaveAppealed, LeaveAppealOverdue)
async def keep_leave_appeals(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Each appeal, and whether one of its days passed."""
    rows: Rows = {}
    late: set[tuple[UUID, datetime]] = set()
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        appealed_on = london_date(event.appealed_at)
        if isinstance(event, LeaveAppealOverdue):
            late.add((event.leave_id, event.appealed_at))
        else:
            rows[event.leave_id, event.appealed_at] = {
                "leave_id": event.leave_id,
                "appealed_at": event.appealed_at,
                "trust": event.trust,
                "appealed_on": appealed_on,
                "late": False,
                **_whose(event),
            }
        touches.by(one, trust=event.trust, on=appealed_on)
    await store.keep_leave_appeals(work, rows.values(), late)
    await touches.note(work, heard)


@hears.batch(EntitlementClosed)
async def keep_leave_years(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        rows[event.doctor_id, event.last_day] = {
            "doctor_id": event.doctor_id,
            "last_day": event.last_day,
            "trust": event.trust,
            "half_days": event.half_days,
            "half_days_taken": event.half_days_taken,
        }
        touches.by(one, trust=event.trust, on=event.last_day)
    await store.keep_leave_years(work, rows.values())
    await touches.note(work, heard)


@hears.batch(CapacityPublished)
async def keep_capacities(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Each calendar as it was published last. One whose days were moved to another quarter leaves that it was in."""
    rows: Rows = {}
    touches = Touches(today=work.today)
    before = await store.first_days_of_capacities(work, {one.event.capacity_id for one in heard})
    for one in heard:
        event = one.event
        rows[event.capacity_id] = {
            "capacity_id": event.capacity_id,
            "trust": event.trust,
            "department": event.department,
            "first_day": event.first_day,
            "half_days_owed": event.half_days_owed,
            "half_days_free": event.half_days_free,
            "first_published_on": event.first_published_on,
            "publish_by": event.publish_by,
        }
        for day in {event.first_day, before.get(event.capacity_id, event.first_day)}:
            touches.by(one, trust=event.trust, on=day)
        before[event.capacity_id] = event.first_day
    await store.keep_capacities(work, rows.values())
    await touches.note(work, heard)


def _got_no_response(event: LeaveOverdue | LeaveLapsed) -> bool:
    """Not until its director was asked, or not until its days were over with a desk."""
    return event.waiting is not None if isinstance(event, LeaveLapsed) else event.lateness is Lateness.NO_RESPONSE


def _learns_to_lead(event: LeaveSubmitted | LeaveResubmitted | LeaveLapsed | _Answered) -> bool:
    """Leave to learn to lead outside, of which T-E1 tells; release is for leading inside the trust."""
    return event.leadership and event.leave_type is not LeaveType.RELEASE


def _answered_on(event: _Answered) -> date:
    match event:
        case LeaveStepDecided():
            return london_date(event.decided_at)
        case LeaveReturned():
            return london_date(event.returned_at)
        case LeaveApproved():
            return london_date(event.approved_at)
        case LeaveRefused():
            return london_date(event.refused_at)


def _step(one: Heard, event: _Answered | LeaveLapsed, answered_on: date) -> dict[str, object]:
    return {
        "event_id": one.stamp.id,
        "trust": event.trust,
        "reached_on": london_date(event.reached_at or one.stamp.time),
        "due_on": event.due_on,
        "decided_on": answered_on,
        "leadership": _learns_to_lead(event),
        **_whose(event),
    }


def _decision(event: _Ended, decided_on: date) -> dict[str, object]:
    return {
        "leave_id": event.leave_id,
        "trust": event.trust,
        "decided_on": decided_on,
        "leadership": _learns_to_lead(event),
        "approved": isinstance(event, LeaveApproved),
        "avoidable": isinstance(event, LeaveRefused) and event.avoidable,
        "alternative_taken": False,
        "release": event.leave_type is LeaveType.RELEASE,
        **_whose(event),
    }


def _whose(event: LeaveSubmitted | LeaveAppealed | LeaveLapsed | _Answered) -> dict[str, object]:
    """By which the placement of the leave is found, and its grade."""
    return {"doctor_id": event.doctor_id, "first_day": event.first_day}
