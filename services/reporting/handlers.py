"""What reporting does about what it hears: keep the fact, and note which figures it may have moved."""

from collections.abc import Sequence
from datetime import date

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.feedback import FeedbackGiven
from contracts.leave import LeaveApproved, LeaveRefused
from contracts.opportunities import ParticipationConfirmed
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    OrganisationClosed,
    OrganisationRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
)
from contracts.vocabulary import OrganisationKind, Role
from services.reporting import domain, store
from services.reporting.domain import Cell

QUIET = 100
"""A larger batch belongs to an import, whose batches move the same cells: recording once a second is enough."""


AnyPlacementEvent = PlacementAnnounced | PlacementChanged | PlacementCancelled
Rows = dict[object, dict[str, object]]
Touches = dict[Cell, store.Touch]


@hears.batch(PlacementAnnounced, PlacementChanged, PlacementCancelled)
async def keep_placements(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches: Touches = {}
    for one in heard:
        announced_on, cells = _news_of(one.event, today=work.today)
        placement = one.event.placement
        known = rows.get(placement.placement_id, {})
        rows[placement.placement_id] = {
            "placement_id": placement.placement_id,
            "doctor_id": placement.doctor_id,
            "host": placement.host,
            "type": placement.type,
            "starts_on": placement.start,
            "ends_on": placement.end,
            "cancelled": isinstance(one.event, PlacementCancelled),
            "last_announced_on": announced_on or known.get("last_announced_on"),
        }
        touches.update(dict.fromkeys(cells, _touch(one)))
    await store.keep_placements(work, rows.values())
    await _note(work, touches, heard)


def _news_of(event: AnyPlacementEvent, *, today: date) -> tuple[date | None, frozenset[Cell]]:
    """The London date on which host, site or start became known, where it is news of them; and the cells it touches."""
    match event:
        case PlacementAnnounced():
            return london_date(event.announced_at), domain.touched_by(event.placement, today=today)
        case PlacementChanged():
            announced_on = london_date(event.changed_at) if domain.needs_notice(event) else None
            return announced_on, domain.touched_by_change(event, today=today)
        case PlacementCancelled():
            return None, domain.touched_by(event.placement, today=today)


@hears.batch(LeaveApproved, LeaveRefused)
async def keep_leave_decisions(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches: Touches = {}
    for one in heard:
        event = one.event
        refused = isinstance(event, LeaveRefused)
        decided_on = london_date(event.refused_at if refused else event.approved_at)
        rows[event.leave_id] = {
            "leave_id": event.leave_id,
            "trust": event.trust,
            "decided_on": decided_on,
            "leadership": event.leadership,
            "approved": not refused,
            "avoidable": refused and event.avoidable,
        }
        quarter = domain.quarter_of(decided_on).first_day
        for code in ("R18", "T-E1"):
            touches[Cell(code, event.trust, quarter)] = _touch(one)
    await store.keep_leave_decisions(work, rows.values())
    await _note(work, touches, heard)


@hears.batch(FeedbackGiven)
async def keep_feedback(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches: Touches = {}
    for one in heard:
        event = one.event
        rows[event.feedback_id] = {
            "feedback_id": event.feedback_id,
            "doctor_id": event.doctor_id,
            "trust": event.trust,
            "activity_date": event.activity_date,
            "given_on": london_date(event.given_at),
        }
        touches[Cell("F-E1", event.trust, domain.quarter_of(event.activity_date).first_day)] = _touch(one)
    await store.keep_feedback(work, rows.values())
    await _note(work, touches, heard)


@hears.batch(ParticipationConfirmed)
async def keep_participations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches: Touches = {}
    for one in heard:
        event = one.event
        confirmed_on = london_date(event.confirmed_at)
        rows[event.participation_id] = {
            "participation_id": event.participation_id,
            "trust": event.trust,
            "confirmed_on": confirmed_on,
        }
        touches[Cell("C-D3", event.trust, domain.quarter_of(confirmed_on).first_day)] = _touch(one)
    await store.keep_participations(work, rows.values())
    await _note(work, touches, heard)


@hears.batch(CertificateIssued, CertificateRevoked)
async def keep_certificates(heard: Sequence[Heard], work: UnitOfWork) -> None:
    issued: Rows = {}
    revoked = {}
    touches: Touches = {}
    for one in heard:
        event = one.event
        confirmed_on = london_date(event.confirmed_at)
        if isinstance(event, CertificateRevoked):
            revoked[event.certificate_id] = london_date(event.revoked_at)
        else:
            issued[event.certificate_id] = {
                "certificate_id": event.certificate_id,
                "participation_id": event.participation_id,
                "trust": event.trust,
                "confirmed_on": confirmed_on,
                "issued_on": london_date(event.issued_at),
                "revoked_on": None,
            }
        touches[Cell("C-D3", event.trust, domain.quarter_of(confirmed_on).first_day)] = _touch(one)
    await store.keep_certificates(work, issued.values())
    await store.revoke_certificates(work, revoked)
    await _note(work, touches, heard)


@hears.batch(AppointmentMade, AppointmentEnded)
async def keep_champions(heard: Sequence[Heard], work: UnitOfWork) -> None:
    made: Rows = {}
    ended = {}
    touches: Touches = {}
    for one in heard:
        event = one.event
        if event.role is not Role.CHAMPION:
            continue
        if isinstance(event, AppointmentEnded):
            ended[event.appointment_id] = event.ended_on
        else:
            ended.pop(event.appointment_id, None)
            made[event.appointment_id] = {
                "appointment_id": event.appointment_id,
                "trust": event.code,
                "starts_on": event.starts_on,
                "ends_on": event.ends_on,
                "deputy": event.deputy,
            }
        touches[Cell("M-E3", event.code, domain.quarter_of(work.today).first_day)] = _touch(one)
    await store.keep_champions(work, made.values())
    await store.end_champions(work, ended)
    await _note(work, touches, heard)


@hears.batch(OrganisationRegistered, OrganisationClosed)
async def keep_organisations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    known: Rows = {}
    closed = {}
    lists: Rows = {}
    for event in (one.event for one in heard):
        if isinstance(event, OrganisationClosed):
            closed[event.code] = event.closed_on
            continue
        closed.pop(event.code, None)
        known[event.code] = {
            "code": event.code,
            "kind": event.kind,
            "name": event.name,
            "parent": event.parent,
            "region": event.region,
            "closed_on": None,
        }
        if event.kind is OrganisationKind.DEANERY:
            valid_from = event.opened_on or domain.ALWAYS
            row = {"deanery": event.code, "valid_from": valid_from, "trusts": list(event.trusts)}
            lists[event.code, valid_from] = row
    await store.keep_organisations(work, known.values())
    await store.keep_closures(work, closed)
    await store.keep_deanery_trusts(work, list(lists.values()))


def _touch(one: Heard) -> store.Touch:
    return store.Touch(one.stamp.time, one.stamp.id)


async def _note(work: UnitOfWork, touches: Touches, heard: Sequence[Heard]) -> None:
    await store.note_touched(work, touches)
    if touches and len(heard) <= QUIET:
        work.nudge("record movements")


ALL = (
    keep_placements,
    keep_leave_decisions,
    keep_feedback,
    keep_participations,
    keep_certificates,
    keep_champions,
    keep_organisations,
)
