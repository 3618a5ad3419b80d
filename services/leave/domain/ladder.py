"""What waits too long: a step's desk is reminded, then asked with its deputies, then its director is (R16); of an
appeal it is said that its day has passed (R19). Whoever has a request back is reminded once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.clock import london_date
from contracts import leave as facts
from contracts.vocabulary import Lateness
from services.leave.domain.chain import Desk
from services.leave.domain.decisions import Decision, said_of, which
from services.leave.domain.request import LeaveRequest
from services.leave.domain.step import Rung, Step


def climb(request: LeaveRequest, *, holders: Mapping[Desk, set[UUID]], at: datetime) -> Decision:
    """Say the highest rung that the waiting step has reached, or that an appeal is late; nothing is decided by it.

    It is said of the desk where the step is today, and kept of the desk that it was given to.
    """
    if request.open_appeal:
        return _late_appeal(request, holders=holders, at=at)
    if request.returned_step:
        return _returned(request, request.returned_step, at=at)
    step = request.waiting_step
    if step is None or step.ladder is None:
        return Decision(request)
    reached = [rung for rung, moment in step.ladder.ahead.items() if moment <= at]
    if not reached:
        return Decision(request)
    rung = reached[-1]
    climbed = request.with_waiting(replace(step, ladder=replace(step.ladder, said=rung)))
    waiting = said_of(request.as_held(holders).waiting_step or step)
    if rung is Rung.REMINDED:
        return Decision(climbed, (facts.LeaveReminded(**which(request), waiting=waiting, reminded_at=at),))
    lateness = Lateness.NO_RESPONSE if rung is Rung.NO_RESPONSE else Lateness.OVERDUE
    said = facts.LeaveOverdue(
        **which(request),
        waiting=waiting,
        lateness=lateness,
        director_at=request.director.scope,
        submitted_on=request.submitted_on,
        overdue_at=at,
    )
    return Decision(climbed, (said,))


def _returned(request: LeaveRequest, step: Step, *, at: datetime) -> Decision:
    """Its doctor is reminded once, as long as they may ask anew: of leave that has begun nothing is said."""
    if step.ladder is None or request.next_rung_at is None or request.next_rung_at > at:
        return Decision(request)
    reminded = replace(step, ladder=replace(step.ladder, said=Rung.REMINDED))
    kept = replace(request, steps=tuple(reminded if each is step else each for each in request.steps))
    if request.first_day <= london_date(at):
        return Decision(kept)
    said = facts.LeaveReturnReminded(**which(request), returned_by=step.role, reminded_at=at)
    return Decision(kept, (said,))


def _late_appeal(request: LeaveRequest, *, holders: Mapping[Desk, set[UUID]], at: datetime) -> Decision:
    """Said of the desk that answers today; of its acknowledgement and of its answer once each (R19)."""
    *answered, appeal = request.appeals
    if appeal.late_at is None or appeal.late_at > at:
        return Decision(request)
    kept = replace(request, appeals=(*answered, replace(appeal, said_late=appeal.awaited)))
    desk = request.as_held(holders).waiting_desk or appeal.desk
    said = facts.LeaveAppealOverdue(
        **which(request),
        awaited=appeal.awaited,
        answering=desk.role,
        answering_at=desk.scope,
        appealed_at=appeal.appealed_at,
        due_on=appeal.due_on,
        overdue_at=at,
    )
    return Decision(kept, (said,))
