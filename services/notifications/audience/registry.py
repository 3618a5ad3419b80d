"""Who is told of what stands behind placements, of roles that nobody holds, and of the signed commitment."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.registry import (
    AppointmentSuccessionDue,
    CommitmentLapsing,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
    DeclarationMade,
    DeclarationRefused,
    EnquiryAnswered,
    EnquiryMade,
    OrganisationClosed,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
    VacancyReported,
)
from contracts.vocabulary import PlacementInformation, Role, VacancyStage
from services.notifications.audience.terms import Category, Holders, InOffice, Telling, Urgency, Whom


def _who_confirms(event: DeclarationMade) -> Iterable[Holders]:
    return (Holders(Role.MEDED_ADMIN, event.host),)


def _who_declared(event: DeclarationRefused) -> Iterable[UUID]:
    return (event.doctor_id,)


def _who_is_asked(event: EnquiryMade) -> Iterable[UUID]:
    return (event.doctor_id,)


def _who_asked(event: EnquiryAnswered) -> Iterable[Whom]:
    """Whoever asked, while they are there; else those who look after the trust's residents."""
    return (InOffice(event.asked_by, Holders(Role.MEDED_ADMIN, event.trust)),)


def _whose_was_issued(event: PlacementInformationRecorded) -> Iterable[UUID]:
    """Details are the trust's to receive, and no news to the doctor."""
    return () if event.information is PlacementInformation.DETAILS else (event.placement.doctor_id,)


def _who_owes_it(event: PlacementInformationNotReceived) -> Iterable[Holders]:
    """The rota is made by its coordinator, the work schedule sent by medical education; for a practice, who employs."""
    of_rota = event.information is PlacementInformation.ROTA
    return (Holders(Role.ROTA_COORDINATOR if of_rota else Role.MEDED_ADMIN, event.owed_by or event.placement.host),)


def _champion_and_lead(
    event: CommitmentSigned | CommitmentRenewed | CommitmentWithdrawn | CommitmentLapsing,
) -> Iterable[Whom]:
    """The champion it names, or whoever is by now, and the board's lead for residents' experience."""
    return InOffice(event.champion_id, Holders(Role.CHAMPION, event.trust)), Holders(Role.SLRDE, event.trust)


def _trust_and_deaneries(event: CommitmentSigned | CommitmentRenewed | CommitmentWithdrawn) -> Iterable[Whom]:
    return *_champion_and_lead(event), *(Holders(Role.DEANERY_ANALYST, deanery) for deanery in event.deaneries)


def _who_fills_it(event: VacancyReported) -> Iterable[Holders]:
    """At the trust whoever is senior there, at the deanery who looks after the region (R74)."""
    if event.stage is VacancyStage.REGION:
        return [Holders(role, d) for d in event.deaneries for role in (Role.DEANERY_ANALYST, Role.DEAN)]
    seniors = (Role.SENIOR_LEADER, Role.SLRDE, Role.CHAMPION)
    return [Holders(role, event.trust) for role in seniors if role is not event.role]


def _who_leaves(event: AppointmentSuccessionDue) -> Iterable[UUID]:
    return (event.person_id,)


def _who_finds_the_next(event: AppointmentSuccessionDue) -> Iterable[Holders]:
    return Holders(Role.SLRDE, event.code), Holders(Role.CHAMPION, event.code)


def _who_answers_now(event: OrganisationClosed) -> Iterable[Holders]:
    """Those at the successor to whom comes what was left: who decides, who looks after residents, who is to know."""
    if event.successor is None:
        return ()
    heirs = (Role.MEDED_ADMIN, Role.DME, Role.ROTA_COORDINATOR, Role.CHAMPION, Role.SLRDE)
    return [Holders(role, event.successor) for role in heirs]


REGISTRY: Mapping[type[Event], tuple[Telling, ...]] = {
    DeclarationMade: (Telling(_who_confirms, Category.DECLARATION_TO_ANSWER, Urgency.AT_ONCE),),
    DeclarationRefused: (Telling(_who_declared, Category.YOUR_DECLARATION, Urgency.AT_ONCE),),
    EnquiryMade: (Telling(_who_is_asked, Category.ENQUIRY_TO_ANSWER, Urgency.AT_ONCE),),
    EnquiryAnswered: (Telling(_who_asked, Category.ENQUIRY_ANSWERED, Urgency.NO_MAIL),),
    PlacementInformationRecorded: (Telling(_whose_was_issued, Category.YOUR_INFORMATION, Urgency.NO_MAIL),),
    PlacementInformationNotReceived: (Telling(_who_owes_it, Category.INFORMATION_OWED, Urgency.AT_ONCE),),
    CommitmentSigned: (Telling(_trust_and_deaneries, Category.COMMITMENT, Urgency.NO_MAIL),),
    CommitmentRenewed: (Telling(_trust_and_deaneries, Category.COMMITMENT, Urgency.NO_MAIL),),
    CommitmentWithdrawn: (Telling(_trust_and_deaneries, Category.COMMITMENT, Urgency.AT_ONCE),),
    CommitmentLapsing: (Telling(_champion_and_lead, Category.COMMITMENT, Urgency.AT_ONCE),),
    VacancyReported: (Telling(_who_fills_it, Category.VACANCY, Urgency.AT_ONCE),),
    AppointmentSuccessionDue: (
        Telling(_who_leaves, Category.YOUR_SUCCESSION, Urgency.NO_MAIL),
        Telling(_who_finds_the_next, Category.SUCCESSION, Urgency.AT_ONCE),
    ),
    OrganisationClosed: (Telling(_who_answers_now, Category.MERGER, Urgency.AT_ONCE),),
}
