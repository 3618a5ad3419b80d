"""Who decides: the placement that covers the days, and the chain of desks that follows from it (R10, R13)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from contracts.vocabulary import LeaveType, PlacementType, Role
from services.leave.domain.obstacles import NoPlacement, SpansPlacements

DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME})
"""The roles that may decide a step of leave."""


class Desk(NamedTuple):
    """A role at a scope, whoever holds it today."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class Placement:
    """What leave remembers of a doctor's placement."""

    placement_id: UUID
    doctor_id: UUID
    host: str
    site: str
    programme: str | None
    type: PlacementType
    wte: Decimal
    start: date
    end: date
    cancelled: bool

    def covers(self, first_day: date, last_day: date) -> bool:
        return self.start <= first_day and last_day <= self.end


def covering(placements: Sequence[Placement], *, first_day: date, last_day: date) -> Placement:
    """The placement whose host decides about these days (R10).

    Of a split post's several, the one in post, then with the greatest WTE, then begun first.
    Raises SpansPlacements when only several together cover the days, NoPlacement when none does.
    """
    held = [placement for placement in placements if not placement.cancelled]
    whole = [placement for placement in held if placement.covers(first_day, last_day)]
    if whole:
        return min(whole, key=lambda p: (p.type != PlacementType.IN_POST, -p.wte, p.start, p.placement_id))
    parts = sorted((p for p in held if p.start <= last_day and p.end >= first_day), key=lambda p: (p.start, p.end))
    if len(parts) > 1:
        raise _spanning(parts, first_day, last_day)
    raise NoPlacement(
        f"No placement of yours covers {first_day} to {last_day}, so nobody is named to decide. Ask the "
        "medical education team of your trust, or the programmes team of the deanery, to correct your placement; "
        "then ask again.",
        data_owner="medical education team of the trust, programmes team of the deanery",
    )


def _spanning(parts: Sequence[Placement], first_day: date, last_day: date) -> SpansPlacements:
    spans = [(max(part.start, first_day), min(part.end, last_day)) for part in parts]
    named = ", then ".join(f"{first} to {last}" for first, last in spans)
    return SpansPlacements(
        f"{first_day} to {last_day} spans {len(parts)} of your placements: ask once per placement, for {named}.",
        parts=[{"first_day": first.isoformat(), "last_day": last.isoformat()} for first, last in spans],
    )


def chain(placement: Placement, leave_type: LeaveType, *, staffed: Collection[Desk]) -> tuple[Desk, ...]:
    """The desks that decide, in order, each once.

    Study leave, leadership or not, is discretionary here: release by the rota coordinator, then the educational
    approver (R13). Professional leave is not the programme's to judge, so release alone decides (R27).
    A desk that nobody holds is the director of medical education's: there is never a dead end (R10).
    """
    wanted = [Desk(Role.ROTA_COORDINATOR, placement.host)]
    if leave_type == LeaveType.STUDY:
        wanted.append(educational_desk(placement))
    return tuple(dict.fromkeys(held_or_escalated(desk, trust=placement.host, staffed=staffed) for desk in wanted))


def possible_desks(placements: Sequence[Placement]) -> frozenset[Desk]:
    """Every desk that a chain from one of these placements can name."""
    hosts = {placement.host for placement in placements}
    programmes = {placement.programme for placement in placements if placement.programme}
    at_hosts = {Desk(role, host) for role in (Role.ROTA_COORDINATOR, Role.DME) for host in hosts}
    return frozenset(at_hosts | {Desk(Role.TPD, programme) for programme in programmes})


def staffed(holders: Mapping[Desk, Collection[UUID]], *, besides: UUID) -> frozenset[Desk]:
    """The desks that somebody besides this person holds: nobody acts on their own request."""
    return frozenset(desk for desk, people in holders.items() if set(people) - {besides})


def educational_desk(placement: Placement) -> Desk:
    """Of the programme; of the trust for a doctor who is on none."""
    return Desk(Role.TPD, placement.programme) if placement.programme else Desk(Role.DME, placement.host)


def held_or_escalated(desk: Desk, *, trust: str, staffed: Collection[Desk]) -> Desk:
    return desk if desk in staffed else Desk(Role.DME, trust)
