"""Placements, and what is said to be wrong with them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary import DisputedField, DisputeOutcome, PlacementInformation
from services.portal.pages.shapes.read import Read


class Dispute(Read):
    id: UUID
    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    host: str
    fields: tuple[DisputedField, ...]
    words: str
    disputed_at: datetime
    outcome: DisputeOutcome | None
    answer: str | None
    closed_by: str | None
    closed_at: datetime | None
    version: int
    has_owner: bool = True
    """Whether somebody can answer it today."""


class Disputes(Read):
    items: tuple[Dispute, ...]
    next: UUID | None


class Placement(Read):
    id: UUID
    post: str
    host: str
    site: str
    grade: str
    specialty: str | None
    wte: Decimal
    start: date
    end: date
    cancelled: bool
    host_name: str | None = None
    site_name: str | None = None
    clinical_supervisor_id: UUID | None = None
    educational_supervisor_id: UUID | None = None
    clinical_supervisor: str | None = None
    educational_supervisor: str | None = None
    disputes: tuple[Dispute, ...] = ()
    has_owner: bool = True
    """Whether somebody would read a dispute of it."""


class Placements(Read):
    items: tuple[Placement, ...]


class Clock(Read):
    """One of what is due before a placement: by a day, and met, late by so many days, not recorded, or not due yet."""

    information: PlacementInformation
    due: date
    state: str
    days_late: int
    recorded_on: date | None
    not_received_at: datetime | None


class Clocks(Read):
    items: tuple[Clock, ...]


class ClocksOfOne(Read):
    placement_id: UUID
    doctor: str | None
    start: date
    clocks: tuple[Clock, ...]


class ClocksOfMany(Read):
    items: tuple[ClocksOfOne, ...]
    next: UUID | None
