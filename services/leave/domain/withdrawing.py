"""Leave taken back: by its doctor, and once it is approved with the yes of the desk that released it (R28)."""

from collections.abc import Collection
from dataclasses import replace

from chassis.errors import NotFound
from contracts import Actor
from contracts import leave as facts
from contracts.vocabulary import Role
from services.leave.domain.chain import Desk, held_or_escalated
from services.leave.domain.days import written
from services.leave.domain.decisions import Decision, deciders_step, said_of, which
from services.leave.domain.obstacles import AlreadyDecided, AlreadyStarted
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import OPEN, Status
from services.leave.domain.step import Step, Verdict
from services.leave.domain.terms import Terms


def withdraw(
    request: LeaveRequest,
    *,
    by: Actor,
    staffed: Collection[Desk],
    terms: Terms,
    match: int | None = None,
) -> Decision:
    """Take the request back, any time before it starts; approved leave ends once its releaser confirms (R28).

    For approved leave the doctor's asking is one more step, of the desk that released it, or of the director where that
    has emptied; asking again changes nothing, and what was asked in time may be confirmed late.
    Raises NotFound, LostUpdate, AlreadyDecided, AlreadyStarted.
    """
    if by.person_id != request.doctor_id:
        return _confirm_withdrawal(request, by=by, terms=terms, match=match)
    request.seen_at(match)
    if request.status == Status.WITHDRAWAL_ASKED:
        return Decision(request)
    if request.status not in OPEN:
        raise AlreadyDecided(f"The status of this request is {request.status}.")
    if request.first_day <= terms.today:
        raise AlreadyStarted(f"This leave started on {written(request.first_day)}; talk to your rota coordinator.")
    if request.status == Status.APPROVED:
        desk = held_or_escalated(request.releasing_desk, director=request.director, staffed=staffed)
        confirming = Step(*request.releasing_desk).at(desk).begun(terms)
        steps = (*request.steps, confirming)
        asked = replace(request, status=Status.WITHDRAWAL_ASKED, withdrawal_asked_at=terms.at, steps=steps)
        said = facts.LeaveWithdrawalAsked(**which(request), waiting=said_of(confirming), asked_at=terms.at)
        return Decision(asked, (said,))
    return _withdrawn(request, terms)


def _confirm_withdrawal(request: LeaveRequest, *, by: Actor, terms: Terms, match: int | None) -> Decision:
    if request.withdrawal_asked_at is None:
        raise NotFound
    step = deciders_step(request, by=by, match=match, of=Status.WITHDRAWAL_ASKED)
    confirmed = step.decided(Verdict.AGREED, by=by, at=terms.at)
    return _withdrawn(request.with_waiting(confirmed), terms, confirmed_by=step.role)


def _withdrawn(request: LeaveRequest, terms: Terms, *, confirmed_by: Role | None = None) -> Decision:
    withdrawn = replace(request, status=Status.WITHDRAWN, claim_by=None)
    if request.status is Status.RECORDED:  # nobody here heard of it
        return Decision(withdrawn)
    said = facts.LeaveWithdrawn(**which(request), withdrawn_at=terms.at, confirmed_by=confirmed_by)
    return Decision(withdrawn, (said,))
