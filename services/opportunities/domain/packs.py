"""Induction packs: what is open to a doctor where they start, with what their saved searches find first (O-E1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts import opportunities as facts
from contracts.vocabulary import PackOccasion
from services.opportunities.domain.opportunity import Opportunity
from services.opportunities.domain.searches import Search, is_found

SEND_PACKS = "send packs"
"""Name of the job, for whoever wakes it."""


@dataclass(frozen=True, slots=True)
class PackTerms:
    """When packs are due, in days: a region's rules as they stand today."""

    ahead: int
    """So long before the first day the first one may go."""
    again: int
    """After the first day: week 4 begins on the 22nd."""
    latest: Mapping[str, int]
    """By trust: so long after the day it was due it may still go; later it would tell nobody anything new."""


@dataclass(frozen=True, slots=True)
class Starter:
    """Somebody whose pack is due: in which placement, on what occasion."""

    placement_id: UUID
    doctor_id: UUID
    trust: str
    grade: str
    starts_on: date
    occasion: PackOccasion
    due_on: date
    send_by: date


@dataclass(frozen=True, slots=True)
class Pack:
    pack_id: UUID
    placement_id: UUID
    doctor_id: UUID
    trust: str
    occasion: PackOccasion
    due_on: date
    opportunities: tuple[UUID, ...]
    """What their searches find first."""
    matches: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack and the fact that it was sent."""

    pack: Pack
    event: facts.InductionPackSent


def open_to(grade: str, opportunities: Iterable[Opportunity], *, today: date) -> list[Opportunity]:
    """What a doctor of this grade can ask for today."""
    return [one for one in opportunities if one.is_open(today) and (not one.grades or grade in one.grades)]


def pack_for(
    starter: Starter,
    live: Iterable[Opportunity],
    searches: Iterable[Search],
    *,
    pack_id: UUID,
    at: datetime,
    today: date,
) -> Packed:
    """Put before a starter what is open to them at their trust (O-E1)."""
    wanted = list(searches)
    offered = open_to(starter.grade, live, today=today)
    found = [one for one in offered if is_found(one, wanted)]
    others = [one for one in offered if one not in found]
    pack = Pack(
        pack_id=pack_id,
        placement_id=starter.placement_id,
        doctor_id=starter.doctor_id,
        trust=starter.trust,
        occasion=starter.occasion,
        due_on=starter.due_on,
        opportunities=tuple(one.opportunity_id for one in [*found, *others]),
        matches=len(found),
        sent_at=at,
    )
    said = facts.InductionPackSent(
        pack_id=pack_id,
        placement_id=starter.placement_id,
        doctor_id=starter.doctor_id,
        trust=starter.trust,
        starts_on=starter.starts_on,
        occasion=starter.occasion,
        due_on=starter.due_on,
        opportunities=len(pack.opportunities),
        matches=pack.matches,
        send_by=starter.send_by,
        sent_at=at,
    )
    return Packed(pack, said)
