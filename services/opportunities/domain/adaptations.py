"""What a doctor needs to take part, asked of one host in confidence, who arranges it or says why not."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self, TypedDict
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts import opportunities as facts
from contracts.vocabulary import AdaptationRefusal
from services.opportunities.domain.obstacles import AdaptationAnswered, AskedTooOften, LeadNotThere, NotTakingPart
from services.opportunities.domain.opportunity import Opportunity
from services.opportunities.domain.participation import WAITING, Participation


class AdaptationStatus(StrEnum):
    REQUESTED = "requested"
    ARRANGED = "arranged"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """With the doctor's taking part."""


@dataclass(frozen=True, slots=True)
class Adaptation(Versioned):
    what = "adaptation"

    adaptation_id: UUID
    participation_id: UUID
    doctor_id: UUID
    trust: str
    host_id: UUID
    needs: str
    """In the doctor's own words, for the host alone."""
    answer_by: date
    requested_at: datetime
    status: AdaptationStatus = AdaptationStatus.REQUESTED
    reason: AdaptationRefusal | None = None
    words: str | None = None
    """What the host says, for the doctor alone."""
    answered_at: datetime | None = None
    overdue_at: datetime | None = None
    """When it was said that the answer is late."""
    version: int = 1
    asked: int = 1
    """How often its host, or another one, was asked."""

    def is_hosted_by(self, actor: Actor) -> bool:
        """By the one who was asked, for as long as they hold a role at the trust; nobody steps in for them."""
        return actor.person_id == self.host_id and any(grant.scope == self.trust for grant in actor.grants)

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its doctor and its host. Raises NotFound for everybody else, whatever their role."""
        if actor.person_id != self.doctor_id and not self.is_hosted_by(actor):
            raise NotFound
        return self


@dataclass(frozen=True, slots=True)
class Adapted:
    """The adaptation as it is from now on, and the facts that made it so."""

    adaptation: Adaptation
    events: tuple[Event, ...] = ()


class Which(TypedDict):
    adaptation_id: UUID
    doctor_id: UUID
    trust: str
    host_id: UUID


def ask_for_adaptation(
    participation: Participation,
    opportunity: Opportunity,
    *,
    adaptation_id: UUID,
    needs: str,
    host_id: UUID | None,
    host_serves_at: frozenset[str],
    answer_by: date,
    by: Actor,
    at: datetime,
) -> Adapted:
    """Ask for it while one waits to take part; who leads it is the host, unless another is named who serves there.

    Raises NotFound, NotTakingPart, LeadNotThere.
    """
    if by.person_id != participation.doctor_id:
        raise NotFound
    if participation.status not in WAITING:
        raise NotTakingPart(f"Its status is {participation.status}.")
    host = host_id or opportunity.lead_id
    if opportunity.trust not in host_serves_at or host == by.person_id:
        raise LeadNotThere(f"Name somebody else as your host, who serves at {opportunity.trust}.", field="host_id")
    adaptation = Adaptation(
        adaptation_id=adaptation_id,
        participation_id=participation.participation_id,
        doctor_id=by.person_id,
        trust=opportunity.trust,
        host_id=host,
        needs=needs,
        answer_by=answer_by,
        requested_at=at,
    )
    said = facts.AdaptationRequested(**_which(adaptation), answer_by=answer_by, requested_at=at)
    return Adapted(adaptation, (said,))


def ask_anew(adaptation: Adaptation, asked: Adapted, *, most_askings: int, match: int | None = None) -> Adapted:
    """What was asked before is asked otherwise, or of somebody else; the same while it waits says nothing.

    Raises LostUpdate, AdaptationAnswered, AskedTooOften.
    """
    adaptation.seen_at(match)
    if adaptation.status == AdaptationStatus.ARRANGED:
        raise AdaptationAnswered("It is arranged.")
    waits = adaptation.status == AdaptationStatus.REQUESTED
    if waits and (asked.adaptation.needs, asked.adaptation.host_id) == (adaptation.needs, adaptation.host_id):
        return Adapted(adaptation)
    if adaptation.asked >= most_askings:
        raise AskedTooOften(f"Somebody was asked {adaptation.asked} times: speak to them.")
    again = replace(asked.adaptation, version=adaptation.version, asked=adaptation.asked + 1)
    return replace(asked, adaptation=again)


def arrange(adaptation: Adaptation, *, by: Actor, words: str | None, at: datetime, match: int | None = None) -> Adapted:
    """The host has seen to it. Raises NotFound, LostUpdate, AdaptationAnswered."""
    _check_waiting(adaptation, by, match)
    arranged = replace(adaptation, status=AdaptationStatus.ARRANGED, words=words, answered_at=at)
    return Adapted(arranged, (facts.AdaptationArranged(**_which(adaptation), arranged_at=at),))


def refuse_adaptation(
    adaptation: Adaptation,
    *,
    by: Actor,
    reason: AdaptationRefusal,
    words: str,
    at: datetime,
    match: int | None = None,
) -> Adapted:
    """The host cannot arrange it, and says why in words. Raises NotFound, LostUpdate, AdaptationAnswered."""
    _check_waiting(adaptation, by, match)
    refused = replace(adaptation, status=AdaptationStatus.REFUSED, reason=reason, words=words, answered_at=at)
    return Adapted(refused, (facts.AdaptationRefused(**_which(adaptation), reason=reason, refused_at=at),))


def let_go(adaptation: Adaptation) -> Adaptation:
    """Who takes part no longer needs nothing there: the host has nothing to answer, and no words of it to read."""
    return replace(adaptation, status=AdaptationStatus.WITHDRAWN, needs="")


def adaptation_is_late(adaptation: Adaptation, *, at: datetime) -> Adapted:
    """Say once that the host's days are over; they may answer all the same."""
    said = facts.AdaptationOverdue(**_which(adaptation), answer_by=adaptation.answer_by, overdue_at=at)
    return Adapted(replace(adaptation, overdue_at=at), (said,))


def _check_waiting(adaptation: Adaptation, by: Actor, match: int | None) -> None:
    if not adaptation.is_hosted_by(by):
        raise NotFound
    adaptation.seen_at(match)
    if adaptation.status != AdaptationStatus.REQUESTED:
        raise AdaptationAnswered(f"Its status is {adaptation.status}.")


def _which(adaptation: Adaptation) -> Which:
    return Which(
        adaptation_id=adaptation.adaptation_id,
        doctor_id=adaptation.doctor_id,
        trust=adaptation.trust,
        host_id=adaptation.host_id,
    )
