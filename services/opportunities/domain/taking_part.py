"""What may be asked, answered, withdrawn, confirmed and recorded as missed, by whom, and what follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import ParticipationRole
from services.opportunities.domain.obstacles import (
    AlreadyConfirmed,
    AlreadyExpressed,
    AlreadyMissed,
    DidNotTakePlace,
    GradeNotEligible,
    HasNotBegun,
    NoLongerOpen,
    NotChairable,
    NothingToWithdraw,
    NotOffered,
    NotThatTime,
)
from services.opportunities.domain.opportunity import Opportunity, called
from services.opportunities.domain.participation import PLACED, WAITING, Deed, Participation, Status, Step
from services.opportunities.domain.people import Placement, grades, hosts


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
    may_see = opportunity.trust in hosts(placements, on=today) and not opportunity.is_draft
    if not may_see or by.person_id == opportunity.lead_id:
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
        **called(opportunity),
        participation_id=participation_id,
        doctor_id=by.person_id,
        lead_id=opportunity.lead_id,
        expressed_at=at,
        answer_by=answer_by,
    )
    return Step(participation, (said,))


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
        **called(opportunity),
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
    """Its lead says that the doctor took part, afterwards, once; also of whom it was recorded that they did not.

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
        missed_by=None,
        missed_at=None,
    )
    said = facts.ParticipationConfirmed(
        **called(opportunity),
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


def miss(
    participation: Participation,
    opportunity: Opportunity,
    *,
    by: Actor,
    at: datetime,
    today: date,
    match: int | None = None,
) -> Step:
    """Its lead says that the doctor did not take part, once it has begun; nothing counts it as taken part.

    Raises NotFound, LostUpdate, AlreadyConfirmed, AlreadyMissed, DidNotTakePlace, NotOffered, HasNotBegun.
    """
    participation.led_by(by, opportunity, match=match)
    if participation.status == Status.NO_SHOW:
        raise AlreadyMissed(missed_by=str(participation.missed_by))
    _check_placed(participation, opportunity)
    if today < opportunity.first_day:
        raise HasNotBegun(f"It begins on {opportunity.first_day}.")
    missed = replace(participation, status=Status.NO_SHOW, missed_by=by.person_id, missed_at=at)
    said = facts.ParticipationMissed(
        **called(opportunity),
        participation_id=participation.participation_id,
        doctor_id=participation.doctor_id,
        recorded_by=by.person_id,
        recorded_at=at,
    )
    return Step(missed, (said,))


def _check_placed(participation: Participation, opportunity: Opportunity) -> None:
    """Whether they had a place in what took place, and nobody has said yet that they took part."""
    if participation.status == Status.CONFIRMED:
        raise AlreadyConfirmed(confirmed_by=str(participation.confirmed_by))
    if opportunity.is_called_off:
        raise DidNotTakePlace
    if participation.status not in PLACED:
        raise NotOffered(f"Its status is {participation.status}.")


def _check(participation: Participation, opportunity: Opportunity, deed: Deed, today: date) -> None:
    _check_placed(participation, opportunity)
    until = min(today, opportunity.last_day or today)
    if not opportunity.first_day <= deed.first_day <= deed.last_day <= until:
        raise NotThatTime(f"Name days from {opportunity.first_day} to {until}, in order.", field="first_day")
    if deed.role == ParticipationRole.CHAIRED and not opportunity.chairing:
        raise NotChairable(field="role")
