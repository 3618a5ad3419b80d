"""Leave that nobody decided about until its days were over: it ends, neither granted nor refused by that (R16)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.clock import london_date
from contracts import leave as facts
from services.leave.domain.chain import Desk
from services.leave.domain.decisions import Decision, said_of, which
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status
from services.leave.domain.step import Verdict


def lapse(request: LeaveRequest, *, holders: Mapping[Desk, Collection[UUID]], at: datetime) -> Decision:
    """End what its days have left undecided, with a desk or with its doctor; anything else stays as it is.

    It is said of the desk where the step is today, and kept of the desk that it was given to.
    """
    if not request.is_left_undecided(london_date(at)):
        return Decision(request)
    step, lapsed = request.waiting_step, request
    if step:
        lapsed = request.with_waiting(replace(step, verdict=Verdict.LAPSED, decided_at=at))
    with_whom = request.as_held(holders).waiting_step
    said = facts.LeaveLapsed(
        **which(request),
        waiting=said_of(with_whom) if with_whom else None,
        director_at=request.director.scope,
        submitted_on=request.submitted_on,
        lapsed_at=at,
        reached_at=step.reached_at if step else None,
        due_on=step.due_on if step else None,
    )
    return Decision(replace(lapsed, status=Status.LAPSED), (said,))
