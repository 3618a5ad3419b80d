"""What may be asked, answered, withdrawn and confirmed, by whom, and what follows."""

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
    DidNotTakePlace,
    GradeNotEligible,
    NoLongerOpen,
    NotChairable,
    NothingToWithdraw,
    NotOffered,
    NotThatTime,
)
from services.opportunities.domain.opportunity import Opportunity, called
from services.opportunities.domain.participation import WAITING, Deed, Participation, Status, Step
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
