"""What may be asked, answered, withdrawn and confirmed, by whom, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor, Event
from contracts import opportunities as facts
from contracts.vocabulary import Answer, DeclineReason, ParticipationRole
from services.opportunities.domain.obstacles import (
    AlreadyAnswered,
    AlreadyConfirmed,
    AlreadyExpressed,
    DidNotTakePlace,
    GradeNotEligible,
    NoLongerOpen,
    NoPlaceLeft,
    NotChairable,
    NothingToWithdraw,
    NotOffered,
    NotThatTime,
    ReasonMissing,
)
from services.opportunities.domain.opportunity import Opportunity, which
from services.opportunities.domain.participation import WAITING, Deed, Participation, Status, Verdict
from services.opportunities.domain.people import Placement, grades, hosts


@dataclass(frozen=True, slots=True)
class Step:
    """The participation as it is from now on, and the facts that made it so."""

    participation: Participation
    events: tuple[Event, ...] = ()


def express(
    opportunity: Opportunity,
    *,
    participation_id: UUID,
    by: Actor,
    why: str | None,
    placements: Sequence[Placement],
    before: Participation | None,
    answer_by: date,
    at: datetime,
    today: date,
) -> Step:
    """Say once that one would like to take part, at a trust where one works today.

    Raises NotFound, AlreadyExpressed, NoLongerOpen, GradeNotEligible.
    """
    if opportunity.trust not in hosts(placements, on=today) or by.person_id == opportunity.lead_id:
        raise NotFound
    if before is not None:
        raise AlreadyExpressed(f"Its status is {before.status}.", participation_id=str(before.participation_id))
    if not opportunity.is_open(today):
        raise NoLongerOpen
    if opportunity.grades and not grades(placements, at=opportunity.trust, on=today) & set(opportunity.grades):
        raise GradeNotEligible(f"It is for {', '.join(opportunity.grades)}.")
    participation = Participation(
        participation_id=participation_id,
        opportunity_id=opportunity.opportunity_id,
        doctor_id=by.person_id,
        status=Status.INTERESTED,
        why=why,
        expressed_at=at,
        answer_by=answer_by,
    )
    said = facts.InterestExpressed(
        **which(opportunity),
        participation_id=participation_id,
        doctor_id=by.person_id,
        lead_id=opportunity.lead_id,
        expressed_at=at,
        answer_by=answer_by,
    )
    return Step(participation, (said,))


def answer(
    participation: Participation,
    opportunity: Opportunity,
    verdict: Verdict,
    *,
    by: Actor,
    taken: int,
    at: datetime,
    match: int | None = None,
) -> Step:
    """Offer a place while there is one, or decline with a reason; ``taken``: places taken, and held meanwhile.

    Raises NotFound, LostUpdate, AlreadyAnswered, ReasonMissing, NoLongerOpen, NoPlaceLeft.
    """
    participation.led_by(by, opportunity, match=match)
    if participation.status != Status.INTERESTED:
        raise _answered_before(participation)
    offered = verdict.answer == Answer.OFFERED
    if not offered and verdict.reason is None:
        raise ReasonMissing(field="reason")
    if offered and opportunity.is_called_off:
        raise NoLongerOpen("It is not taking place.")
    if offered and taken >= opportunity.places:
        raise NoPlaceLeft(f"All {opportunity.places} places are taken.", places=opportunity.places)
    return _answered(participation, opportunity, verdict, by=by, at=at)


def call_off(participation: Participation, opportunity: Opportunity, *, by: Actor, at: datetime) -> Step:
    """Decline who waits for an answer, or had been offered a place, because it is not taking place."""
    verdict = Verdict(Answer.DECLINED, DeclineReason.NOT_TAKING_PLACE)
    return _answered(participation, opportunity, verdict, by=by, at=at)


def withdraw(
    participation: Participation, opportunity: Opportunity, *, by: Actor, at: datetime, match: int | None = None
) -> Step:
    """The doctor no longer wants it, and a place that was offered is free.

    Raises NotFound, LostUpdate, NothingToWithdraw.
    """
    if by.person_id != participation.doctor_id:
        raise NotFound
    participation.seen_at(match)
    if participation.status not in WAITING:
        raise NothingToWithdraw(f"Its status is {participation.status}.")
    said = facts.InterestWithdrawn(
        **which(opportunity),
        participation_id=participation.participation_id,
        doctor_id=participation.doctor_id,
        lead_id=opportunity.lead_id,
        withdrawn_at=at,
    )
    return Step(replace(participation, status=Status.WITHDRAWN), (said,))


def confirm(
    participation: Participation,
    opportunity: Opportunity,
    deed: Deed,
    *,
    by: Actor,
    at: datetime,
    today: date,
    match: int | None = None,
) -> Step:
    """Its lead says that the doctor took part, afterwards, once.

    Raises NotFound, LostUpdate, AlreadyConfirmed, DidNotTakePlace, NotOffered, NotThatTime, NotChairable.
    """
    participation.led_by(by, opportunity, match=match)
    _check(participation, opportunity, deed, today)
    confirmed = replace(
        participation,
        status=Status.CONFIRMED,
        role=deed.role,
        first_day=deed.first_day,
        last_day=deed.last_day,
        minutes=deed.minutes,
        confirmed_by=by.person_id,
        confirmed_at=at,
    )
    said = facts.ParticipationConfirmed(
        **which(opportunity),
        participation_id=participation.participation_id,
        doctor_id=participation.doctor_id,
        role=deed.role,
        first_day=deed.first_day,
        last_day=deed.last_day,
        minutes=deed.minutes,
        confirmed_by=by.person_id,
        confirmed_at=at,
    )
    return Step(confirmed, (said,))


def _answered(
    participation: Participation, opportunity: Opportunity, verdict: Verdict, *, by: Actor, at: datetime
) -> Step:
    offered = verdict.answer == Answer.OFFERED
    answered = replace(
        participation,
        status=Status.OFFERED if offered else Status.DECLINED,
        reason=None if offered else verdict.reason,
        words=verdict.words,
        answered_by=by.person_id,
        answered_at=at,
    )
    said = facts.InterestAnswered(
        **which(opportunity),
        participation_id=participation.participation_id,
        doctor_id=participation.doctor_id,
        answer=verdict.answer,
        reason=answered.reason,
        answered_by=by.person_id,
        answered_at=at,
    )
    return Step(answered, (said,))


def _answered_before(participation: Participation) -> AlreadyAnswered:
    """Who won is told by id alone."""
    who = str(participation.answered_by) if participation.answered_by else None
    return AlreadyAnswered(f"Its status is {participation.status}.", answered_by=who)


def _check(participation: Participation, opportunity: Opportunity, deed: Deed, today: date) -> None:
    if participation.status == Status.CONFIRMED:
        raise AlreadyConfirmed(confirmed_by=str(participation.confirmed_by))
    if opportunity.is_called_off:
        raise DidNotTakePlace
    if participation.status != Status.OFFERED:
        raise NotOffered(f"Its status is {participation.status}.")
    until = min(today, opportunity.last_day or today)
    if not opportunity.first_day <= deed.first_day <= deed.last_day <= until:
        raise NotThatTime(f"Name days from {opportunity.first_day} to {until}, in order.", field="first_day")
    if deed.role == ParticipationRole.CHAIRED and not opportunity.chairing:
        raise NotChairable(field="role")
