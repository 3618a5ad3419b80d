"""Who is told of what: one table from each type of event to audience, wording and urgency. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from contracts import Event
from contracts.feedback import FeedbackGiven
from contracts.leave import LeaveApproved, LeavePlacementAffected, LeaveRefused, LeaveStepDecided, LeaveSubmitted, Step
from contracts.opportunities import (
    InterestAnswered,
    InterestExpressed,
    InterestWithdrawn,
    OpportunityPublished,
    ParticipationConfirmed,
)
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementDisputeClosed,
    PlacementDisputed,
)
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary import Role


class Category(StrEnum):
    """What a notice is about, from its reader's side."""

    YOUR_PLACEMENT = "your_placement"
    TEAM_PLACEMENT = "team_placement"
    YOUR_DISPUTE = "your_dispute"
    DISPUTE_TO_ANSWER = "dispute_to_answer"
    YOU_CO_PRODUCED = "you_co_produced"
    INTEREST_TO_ANSWER = "interest_to_answer"
    YOUR_INTEREST = "your_interest"
    YOUR_PARTICIPATION = "your_participation"
    YOUR_LEAVE = "your_leave"
    LEAVE_TO_DECIDE = "leave_to_decide"
    YOUR_LEAVE_TOUCHED = "your_leave_touched"
    TEAM_LEAVE_TOUCHED = "team_leave_touched"
    YOUR_FEEDBACK = "your_feedback"
    YOUR_CERTIFICATE = "your_certificate"
    YOUR_SHADOWING = "your_shadowing"
    SHADOWING_YOU_HOST = "shadowing_you_host"


class Urgency(StrEnum):
    """Every notice is an inbox item; this is about its mail and its push."""

    AT_ONCE = "at_once"
    """A mail of its own, and a push to each device that its reader wants one on: it rings."""
    WITH_ITS_IMPORT = "with_its_import"
    """One mail per person and import, a further one for what comes too late; its own where no import caused it."""
    WHILE_ITS_IMPORT_WAITS = "while_its_import_waits"
    """In that same mail; once it has gone the inbox is enough."""
    NO_MAIL = "no_mail"
    """Mail is for decisions about you and changes that concern you now (R87); the inbox is enough for this."""

    @property
    def rings(self) -> bool:
        """Hundreds of changes of one import must not ring hundreds of times, nor what can wait to be looked for."""
        return self is Urgency.AT_ONCE


@dataclass(frozen=True, slots=True)
class Holders:
    """Whoever holds a role at an organisation or programme on the day of the event, deputies included."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class InOffice:
    """Somebody named, while they hold any role where the others do on the day of the event; else those others."""

    person_id: UUID
    otherwise: Holders


Whom = UUID | Holders | InOffice


@dataclass(frozen=True, slots=True)
class Telling:
    """One row of the table: these people, in these words, this urgently."""

    audience: Callable[[Any], Iterable[Whom]]
    category: Category
    urgency: Urgency


def _doctor_placed(
    event: PlacementAnnounced | PlacementChanged | PlacementCancelled | PlacementDisputeClosed,
) -> Iterable[UUID]:
    return (event.placement.doctor_id,)


def _data_owners(event: PlacementDisputed) -> Iterable[Holders]:
    return (Holders(Role.MEDED_ADMIN, event.placement.host),)


def _coordinators(event: PlacementCancelled) -> Iterable[Holders]:
    return (Holders(Role.ROTA_COORDINATOR, event.placement.host),)


def _coordinators_then_and_now(event: PlacementChanged) -> Iterable[Holders]:
    hosts = [event.placement.host, *(str(c.old) for c in event.changes if c.field == "host" and c.old)]
    return [Holders(Role.ROTA_COORDINATOR, host) for host in dict.fromkeys(hosts)]


_OfDoctor = (
    LeaveSubmitted
    | LeaveStepDecided
    | LeaveApproved
    | LeaveRefused
    | FeedbackGiven
    | CertificateIssued
    | CertificateRevoked
)


def _doctor(event: _OfDoctor) -> Iterable[UUID]:
    return (event.doctor_id,)


def _participant(event: InterestAnswered | ParticipationConfirmed) -> Iterable[UUID]:
    return (event.doctor_id,)


def _lead(event: InterestExpressed | InterestWithdrawn) -> Iterable[InOffice]:
    return (InOffice(event.lead_id, otherwise=Holders(Role.CHAMPION, event.trust)),)


def _co_producer(event: OpportunityPublished) -> Iterable[UUID]:
    return (event.co_producer_id,) if event.co_producer_id else ()


def _at(step: Step) -> Iterable[Holders]:
    return (Holders(step.role, step.scope),)


def _first_step(event: LeaveSubmitted) -> Iterable[Holders]:
    return _at(event.steps[0]) if event.steps else ()


def _next_step(event: LeaveStepDecided) -> Iterable[Holders]:
    return _at(event.waiting)


def _approvers(event: LeavePlacementAffected) -> Iterable[UUID]:
    return event.approvers


def _shadower(event: ShadowingCompleted) -> Iterable[UUID]:
    return (event.doctor_id,)


def _host(event: ShadowingBooked) -> Iterable[UUID]:
    return (event.host_id,)


def _who_lost_a_place(event: ShadowingCancelled) -> Iterable[UUID]:
    return [one.doctor_id for one in event.bookings if one.doctor_id != event.cancelled_by]


def _host_besides(event: ShadowingCancelled) -> Iterable[UUID]:
    return () if event.host_id == event.cancelled_by else (event.host_id,)


_YOUR_PLACEMENT = Telling(_doctor_placed, Category.YOUR_PLACEMENT, Urgency.AT_ONCE)
_TEAM_MOVE = Telling(_coordinators_then_and_now, Category.TEAM_PLACEMENT, Urgency.WITH_ITS_IMPORT)
_TEAM_LOSS = Telling(_coordinators, Category.TEAM_PLACEMENT, Urgency.WITH_ITS_IMPORT)
_YOUR_LEAVE = Telling(_doctor, Category.YOUR_LEAVE, Urgency.AT_ONCE)
_YOUR_CERTIFICATE = Telling(_doctor, Category.YOUR_CERTIFICATE, Urgency.AT_ONCE)

AUDIENCE: Mapping[type[Event], tuple[Telling, ...]] = {
    PlacementAnnounced: (Telling(_doctor_placed, Category.YOUR_PLACEMENT, Urgency.NO_MAIL),),
    PlacementChanged: (_YOUR_PLACEMENT, _TEAM_MOVE),
    PlacementCancelled: (_YOUR_PLACEMENT, _TEAM_LOSS),
    PlacementDisputed: (Telling(_data_owners, Category.DISPUTE_TO_ANSWER, Urgency.AT_ONCE),),
    PlacementDisputeClosed: (Telling(_doctor_placed, Category.YOUR_DISPUTE, Urgency.AT_ONCE),),
    OpportunityPublished: (Telling(_co_producer, Category.YOU_CO_PRODUCED, Urgency.NO_MAIL),),
    InterestExpressed: (Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.AT_ONCE),),
    InterestWithdrawn: (Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.NO_MAIL),),
    InterestAnswered: (Telling(_participant, Category.YOUR_INTEREST, Urgency.AT_ONCE),),
    ParticipationConfirmed: (Telling(_participant, Category.YOUR_PARTICIPATION, Urgency.NO_MAIL),),
    LeaveSubmitted: (Telling(_first_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL),),
    LeaveStepDecided: (_YOUR_LEAVE, Telling(_next_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL)),
    LeaveApproved: (_YOUR_LEAVE,),
    LeaveRefused: (_YOUR_LEAVE,),
    LeavePlacementAffected: (
        Telling(_doctor, Category.YOUR_LEAVE_TOUCHED, Urgency.NO_MAIL),
        Telling(_approvers, Category.TEAM_LEAVE_TOUCHED, Urgency.WHILE_ITS_IMPORT_WAITS),
    ),
    FeedbackGiven: (Telling(_doctor, Category.YOUR_FEEDBACK, Urgency.AT_ONCE),),
    CertificateIssued: (_YOUR_CERTIFICATE,),
    CertificateRevoked: (_YOUR_CERTIFICATE,),
    ShadowingBooked: (Telling(_host, Category.SHADOWING_YOU_HOST, Urgency.AT_ONCE),),
    ShadowingCancelled: (
        Telling(_who_lost_a_place, Category.YOUR_SHADOWING, Urgency.AT_ONCE),
        Telling(_host_besides, Category.SHADOWING_YOU_HOST, Urgency.AT_ONCE),
    ),
    ShadowingCompleted: (Telling(_shadower, Category.YOUR_SHADOWING, Urgency.NO_MAIL),),
}
"""In each row's order: somebody named twice is told by the first that names them."""


def telling(event: type[Event], category: Category) -> Telling:
    return next(row for row in AUDIENCE[event] if row.category == category)
