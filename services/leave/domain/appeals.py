"""After a refusal: the alternative taken with one tap (R17), or an appeal about how it was decided (R19)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from chassis.clock import london_date
from chassis.errors import NotFound
from contracts import Actor
from contracts import leave as facts
from contracts.vocabulary import AppealOutcome, Role
from services.leave.domain.chain import Desk
from services.leave.domain.decisions import Decision, said_of, which
from services.leave.domain.obstacles import (
    AlreadyAppealed,
    AlreadyDecided,
    AlternativeTaken,
    AppealTooLate,
    NotRefused,
)
from services.leave.domain.refusal import Appeal
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status
from services.leave.domain.step import Step, Verdict
from services.leave.domain.terms import Terms
from services.leave.domain.wish import Wish


def take_alternative(
    request: LeaveRequest, *, by: Actor, instead_id: UUID | None, terms: Terms, match: int | None = None
) -> Decision:
    """Take what was offered; ``instead_id`` is the request for the days that were, where days were (R17).

    Raises NotFound, LostUpdate, NotRefused, AlternativeTaken, AlreadyAppealed.
    """
    refusing = _own_refusal(request, by=by, match=match)
    said = facts.LeaveAlternativeTaken(
        **which(request),
        offered_by=refusing.role,
        offered_at_desk=refusing.scope,
        instead_id=instead_id,
        refused_on=london_date(refusing.decided_at or terms.at),
        taken_at=terms.at,
    )
    return Decision(replace(request, alternative_taken_at=terms.at), (said,))


def alternative(request: LeaveRequest, *, leave_id: UUID) -> Wish | None:
    """What to ask for instead: the same on the days that were offered; none where only words were."""
    refusal = request.refusal
    if refusal is None or refusal.alternative_first_day is None:
        return None
    return Wish(
        leave_id=leave_id,
        doctor_id=request.doctor_id,
        type=request.type,
        leadership=request.leadership,
        activity=request.activity,
        provider=request.provider,
        first_day=refusal.alternative_first_day,
        last_day=refusal.alternative_last_day or refusal.alternative_first_day,
        purpose=request.purpose,
        exam_on=request.exam_on,
        cost=request.cost,
        international=request.international,
        about=request.about,
        location=request.location,
        remote=request.remote,
        costs=request.costs,
        supervisor_agrees=request.supervisor_agrees,
        rota_agrees=request.rota_agrees,
        short_notice_reason=f"Offered instead of {request.first_day} to {request.last_day}.",
    )


def appeal(
    request: LeaveRequest,
    *,
    by: Actor,
    words: str,
    holders: Mapping[Desk, Collection[UUID]],
    deanery: str | None,
    terms: Terms,
    match: int | None = None,
) -> Decision:
    """Appeal about how the refusal was reached, in its time (R19).

    The director answers; where the director refused, at whichever desk, the deanery's dean or a deputy, as soon
    as one is in post: until then another director does, or else the director of the programme that was asked.
    Raises NotFound, LostUpdate, NotRefused, AlternativeTaken, AlreadyAppealed, AppealTooLate.
    """
    refusing = _own_refusal(request, by=by, match=match)
    if request.appeal_by is None or terms.today > request.appeal_by:
        raise AppealTooLate(f"An appeal was possible until {request.appeal_by}.", until=str(request.appeal_by))
    given = request.director
    directors_own = refusing.role is Role.DME or refusing.decided_by in holders.get(given, ())
    if directors_own and deanery is not None:
        given = Desk(Role.DEAN, deanery)
    made = Appeal(words, terms.at, *given, acknowledge_by=terms.acknowledge_by)
    appealed = replace(request, appeals=(*request.appeals, made))
    today = appealed.as_held(holders).waiting_desk or given
    said = facts.LeaveAppealed(
        **which(request),
        answering=today.role,
        answering_at=today.scope,
        appealed_at=terms.at,
        acknowledge_by=terms.acknowledge_by,
    )
    return Decision(appealed, (said,))


def acknowledge(request: LeaveRequest, *, by: Actor, terms: Terms, match: int | None = None) -> Decision:
    """Say that the appeal is in hand, and by when it is answered (R19). Again changes nothing.

    It stays with the desk that it was given to: whoever sits there next answers it.

    Raises NotFound, LostUpdate, AlreadyDecided.
    """
    waiting = _theirs(request, by=by, match=match)
    if waiting.acknowledged_at is not None:
        return Decision(request)
    given = waiting.given_to or waiting.desk
    kept = replace(
        waiting,
        role=given.role,
        scope=given.scope,
        given_to=None,
        acknowledged_at=terms.at,
        answer_by=terms.answer_by,
    )
    said = facts.LeaveAppealAcknowledged(**which(request), acknowledged_at=terms.at, answer_by=terms.answer_by)
    return Decision(_with(request, kept), (said,))


def answer(
    request: LeaveRequest,
    *,
    by: Actor,
    outcome: AppealOutcome,
    explanation: str,
    terms: Terms,
    match: int | None = None,
) -> Decision:
    """Answer for good (R19). Upheld, the refusing step is decided again, by the same desk and in its own time.

    Raises NotFound, LostUpdate, AlreadyDecided.
    """
    waiting = _theirs(request, by=by, match=match)
    answered = _with(
        request,
        replace(waiting, outcome=outcome, explanation=explanation, answered_at=terms.at, answered_by=by.person_id),
    )
    again = None
    if outcome is AppealOutcome.UPHELD:
        refusing = _refusing(request)
        again = Step(*refusing.desk, given_to=refusing.given_to).begun(terms)
        answered = replace(answered, status=Status.WAITING, refusal=None, appeal_by=None, steps=_after(request, again))
    said = facts.LeaveAppealAnswered(
        **which(request), outcome=outcome, answered_at=terms.at, waiting=said_of(again) if again else None
    )
    return Decision(answered, (said,))


def waits_for(request: LeaveRequest, actor: Actor) -> bool:
    """Whether they may decide what waits of it: its step, or the appeal against its refusal."""
    if request.turn_of(actor) is not None:
        return actor.person_id != request.doctor_id
    appeal = request.open_appeal
    return appeal is not None and actor.holds(appeal.role, at=appeal.scope) and _may_judge(request, actor)


def _own_refusal(request: LeaveRequest, *, by: Actor, match: int | None) -> Step:
    """The step that refused a doctor's own request, while nothing has come of that yet."""
    if by.person_id != request.doctor_id:
        raise NotFound
    request.seen_at(match)
    if request.status is not Status.REFUSED:
        raise NotRefused(f"The status of this request is {request.status}.")
    if request.alternative_taken_at is not None:
        raise AlternativeTaken("You took the alternative that was offered.")
    if request.appeals and request.appeals[-1].outcome is not AppealOutcome.UPHELD:  # upheld, it was decided again
        raise AlreadyAppealed("You appealed against this decision; an appeal is answered once.")
    return _refusing(request)


def _theirs(request: LeaveRequest, *, by: Actor, match: int | None) -> Appeal:
    """The open appeal, when it is theirs to answer, which their own refusal never is.

    Who may not see it learns nothing about it.
    """
    asked = [each for each in request.appeals if by.holds(each.role, at=each.scope)]
    if not asked or not _may_judge(request, by):
        raise NotFound
    request.seen_at(match)
    waiting = request.open_appeal
    if waiting is None:
        last = asked[-1]
        raise AlreadyDecided(f"This appeal is answered: {last.outcome}.", decided_by=str(last.answered_by))
    if waiting not in asked:
        raise NotFound  # an earlier appeal was theirs
    return waiting


def _may_judge(request: LeaveRequest, actor: Actor) -> bool:
    """Not the doctor, nor who refused: somebody else answers, however late."""
    return actor.person_id not in (request.doctor_id, request.refused_by)


def _refusing(request: LeaveRequest) -> Step:
    """The last step that said no."""
    return next(step for step in reversed(request.steps) if step.verdict is Verdict.REFUSED)


def _after(request: LeaveRequest, again: Step) -> tuple[Step, ...]:
    refusing = _refusing(request)
    place = max(number for number, step in enumerate(request.steps) if step is refusing) + 1
    return (*request.steps[:place], again, *request.steps[place:])


def _with(request: LeaveRequest, kept: Appeal) -> LeaveRequest:
    """This request with its last appeal as it is from now on."""
    return replace(request, appeals=(*request.appeals[:-1], kept))
