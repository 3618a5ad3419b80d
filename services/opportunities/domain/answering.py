"""What a lead says to those interested: a place while there is one, or why not; and that an answer is late."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import Answer, DeclineReason, PlaceBasis
from services.opportunities.domain.catalogue import Entry
from services.opportunities.domain.obstacles import (
    AlreadyAnswered,
    NoLongerOpen,
    NoPlaceLeft,
    ReasonMissing,
    WrongBasis,
)
from services.opportunities.domain.opportunity import Opportunity, called
from services.opportunities.domain.participation import Participation, Status, Step, Verdict

GIVEN_BY: Mapping[Entry, frozenset[PlaceBasis | None]] = {
    Entry.EXPRESSION_OF_INTEREST: frozenset({None}),
    Entry.ELECTION_OR_NOMINATION: frozenset({PlaceBasis.ELECTED, PlaceBasis.NOMINATED}),
    Entry.NOMINATION: frozenset({PlaceBasis.NOMINATED}),
}
"""What a place may rest on: of itself the lead's word is enough."""

_ASK_FOR: Mapping[Entry, str] = {
    Entry.EXPRESSION_OF_INTEREST: "A place is the lead's to give: leave the basis out.",
    Entry.ELECTION_OR_NOMINATION: "Say whether they were elected or nominated.",
    Entry.NOMINATION: "Members are nominated: say that they were.",
}


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

    Raises NotFound, LostUpdate, AlreadyAnswered, ReasonMissing, WrongBasis, NoLongerOpen, NoPlaceLeft.
    """
    participation.led_by(by, opportunity, match=match)
    if participation.status != Status.INTERESTED:
        raise AlreadyAnswered(f"Its status is {participation.status}.", **participation.by_whom)
    offered = verdict.answer == Answer.OFFERED
    if not offered and verdict.reason is None:
        raise ReasonMissing(field="reason")
    if offered and verdict.basis not in GIVEN_BY[opportunity.entry]:
        raise WrongBasis(_ASK_FOR[opportunity.entry], field="basis")
    if offered and opportunity.is_called_off:
        raise NoLongerOpen("It is not taking place.")
    if offered and taken >= opportunity.places:
        raise NoPlaceLeft(f"All {opportunity.places} places are taken.", places=opportunity.places)
    return _answered(participation, opportunity, verdict, by=by, at=at)


def call_off(participation: Participation, opportunity: Opportunity, *, by: Actor, at: datetime) -> Step:
    """Decline who waits for an answer, or had a place, because it is not taking place; nobody failed to come to it."""
    verdict = Verdict(Answer.DECLINED, DeclineReason.NOT_TAKING_PLACE)
    nobody_missed = replace(participation, missed_by=None, missed_at=None)
    return _answered(nobody_missed, opportunity, verdict, by=by, at=at)


def fall_overdue(participation: Participation, opportunity: Opportunity, *, at: datetime) -> Step:
    """Say once that the day to answer by is over. The lead may answer all the same (O-D2)."""
    said = facts.InterestOverdue(
        **called(opportunity),
        participation_id=participation.participation_id,
        doctor_id=participation.doctor_id,
        lead_id=opportunity.lead_id,
        answer_by=participation.answer_by,
        overdue_at=at,
    )
    return Step(replace(participation, overdue_at=at), (said,))


def _answered(
    participation: Participation, opportunity: Opportunity, verdict: Verdict, *, by: Actor, at: datetime
) -> Step:
    offered = verdict.answer == Answer.OFFERED
    answered = replace(
        participation,
        status=Status.OFFERED if offered else Status.DECLINED,
        reason=None if offered else verdict.reason,
        words=verdict.words,
        basis=verdict.basis if offered else None,
        answered_by=by.person_id,
        answered_at=at,
    )
    said = facts.InterestAnswered(
        **called(opportunity),
        participation_id=participation.participation_id,
        doctor_id=participation.doctor_id,
        answer=verdict.answer,
        reason=answered.reason,
        basis=answered.basis,
        answered_by=by.person_id,
        answered_at=at,
    )
    return Step(answered, (said,))
