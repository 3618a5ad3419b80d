"""The table: each type of event, and who is told of it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.feedback import FeedbackGiven
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
from services.notifications.audience.leading import LEADING
from services.notifications.audience.leave import LEAVE
from services.notifications.audience.opportunities import OPPORTUNITIES
from services.notifications.audience.registry import REGISTRY
from services.notifications.audience.terms import Category, Holders, Telling, Urgency
from services.notifications.audience.time import TIME


def _doctor_placed(
    event: PlacementAnnounced | PlacementChanged | PlacementCancelled | PlacementDisputeClosed,
) -> Iterable[UUID]:
    return (event.placement.doctor_id,)


def _doctor_moved(event: PlacementChanged) -> Iterable[UUID]:
    return _doctor_placed(event) if _is_news(event) else ()


def _is_news(event: PlacementChanged) -> bool:
    """A sheet that is the first to name who employs the doctors of a region changes nothing for any of them."""
    return any(change.field != "employer" or change.old is not None for change in event.changes)


def _data_owners(event: PlacementDisputed) -> Iterable[Holders]:
    return (Holders(Role.MEDED_ADMIN, event.placement.host),)


def _coordinators(event: PlacementCancelled) -> Iterable[Holders]:
    return (Holders(Role.ROTA_COORDINATOR, event.placement.host),)


def _coordinators_then_and_now(event: PlacementChanged) -> Iterable[Holders]:
    if not _is_news(event):
        return ()
    hosts = [event.placement.host, *(str(c.old) for c in event.changes if c.field == "host" and c.old)]
    return [Holders(Role.ROTA_COORDINATOR, host) for host in dict.fromkeys(hosts)]


_OfDoctor = FeedbackGiven | CertificateIssued | CertificateRevoked


def _doctor(event: _OfDoctor) -> Iterable[UUID]:
    return (event.doctor_id,)


def _shadower(event: ShadowingCompleted) -> Iterable[UUID]:
    return (event.doctor_id,)


def _host(event: ShadowingBooked) -> Iterable[UUID]:
    return (event.host_id,)


def _who_lost_a_place(event: ShadowingCancelled) -> Iterable[UUID]:
    return [one.doctor_id for one in event.bookings if one.doctor_id != event.cancelled_by]


def _host_besides(event: ShadowingCancelled) -> Iterable[UUID]:
    return () if event.host_id == event.cancelled_by else (event.host_id,)


_YOUR_PLACEMENT = Telling(_doctor_placed, Category.YOUR_PLACEMENT, Urgency.AT_ONCE)
_YOUR_MOVE = Telling(_doctor_moved, Category.YOUR_PLACEMENT, Urgency.AT_ONCE)
_TEAM_MOVE = Telling(_coordinators_then_and_now, Category.TEAM_PLACEMENT, Urgency.WITH_ITS_IMPORT)
_TEAM_LOSS = Telling(_coordinators, Category.TEAM_PLACEMENT, Urgency.WITH_ITS_IMPORT)
_YOUR_CERTIFICATE = Telling(_doctor, Category.YOUR_CERTIFICATE, Urgency.AT_ONCE)

AUDIENCE: Mapping[type[Event], tuple[Telling, ...]] = {
    PlacementAnnounced: (Telling(_doctor_placed, Category.YOUR_PLACEMENT, Urgency.NO_MAIL),),
    PlacementChanged: (_YOUR_MOVE, _TEAM_MOVE),
    PlacementCancelled: (_YOUR_PLACEMENT, _TEAM_LOSS),
    PlacementDisputed: (Telling(_data_owners, Category.DISPUTE_TO_ANSWER, Urgency.AT_ONCE),),
    PlacementDisputeClosed: (Telling(_doctor_placed, Category.YOUR_DISPUTE, Urgency.AT_ONCE),),
    **REGISTRY,
    **OPPORTUNITIES,
    **LEADING,
    **LEAVE,
    **TIME,
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
