"""A step that waits too long: its desk is reminded, then asked with its deputies, then its director is (R16)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from contracts import leave as facts
from contracts.vocabulary import Lateness
from services.leave.domain.chain import Desk
from services.leave.domain.decisions import Decision, said_of, which
from services.leave.domain.request import LeaveRequest
from services.leave.domain.step import Rung


def climb(request: LeaveRequest, *, holders: Mapping[Desk, set[UUID]], at: datetime) -> Decision:
    """Say the highest rung that the waiting step has reached; nothing is ever decided by it.

    It is said of the desk where the step is today, and kept of the desk that it was given to.
    """
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
        **which(request), waiting=waiting, lateness=lateness, submitted_on=request.submitted_on, overdue_at=at
    )
    return Decision(climbed, (said,))
