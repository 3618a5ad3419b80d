"""What is due before a placement begins, pure: recorded by the trust, contradicted by the doctor, met or late (R33)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis.clock import london_date
from chassis.errors import Declined, NotFound
from contracts import Actor, Event
from contracts.registry import PlacementInformationNotReceived, PlacementInformationRecorded
from contracts.vocabulary import PlacementInformation, Role
from services.registry.domain.placements import Placement, due

RECORDERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN})
"""Who records for their trust what it received and issued."""

OWED_TO_DOCTOR = frozenset({PlacementInformation.WORK_SCHEDULE, PlacementInformation.ROTA})


class DayToCome(Declined):
    status = 422
    slug = "day-to-come"
    title = "This day is still to come"


class ContradictedSince(Declined):
    """A day before the doctor spoke is what they contradict."""

    slug = "contradicted-since"
    title = "The doctor says that it did not come by then"


class NotOwedToDoctor(Declined):
    status = 422
    slug = "not-owed-to-doctor"
    title = "The deanery owes this to the trust, not the trust to you"


class NotDueYet(Declined):
    slug = "not-due-yet"
    title = "This is not due yet"


class AlreadySaid(Declined):
    slug = "already-said"
    title = "You have said so, and nothing was recorded since"


class Cancelled(Declined):
    slug = "placement-cancelled"
    title = "This placement is cancelled: nothing is due for it"


class State(StrEnum):
    MET = "met"
    LATE = "late"
    NOT_RECORDED = "not_recorded"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is known of one of them for one placement. ``happened_on``: none where only the doctor has spoken."""

    placement_id: UUID
    information: PlacementInformation
    host: str
    """Whose it is: where the placement moves, the next host owes its own."""
    happened_on: date | None = None
    recorded_by: UUID | None = None
    recorded_at: datetime | None = None
    not_received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one promise stands: due by a day, and kept, late by so many days, or not."""

    due: date
    state: State
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known from now on, and the fact that made it so; no fact where nothing is new."""

    recorded: Recorded
    events: tuple[Event, ...] = ()


def standing(known: Recorded | None, start: date, days: int, *, today: date) -> Standing:
    """Where the doctor says that it did not come, it counts as not recorded until the trust records a later one."""
    by = due(start, days)
    if known is None or known.happened_on is None or known.not_received_at is not None:
        return Standing(by, State.NOT_RECORDED if today > by else State.NOT_DUE)
    late = (known.happened_on - by).days
    return Standing(by, State.LATE, late) if late > 0 else Standing(by, State.MET)


def record(
    placement: Placement,
    information: PlacementInformation,
    known: Recorded | None,
    *,
    desk: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Decision:
    """Note when the trust received or issued it; ``desk``: where those are who record it, the host's or an employer's.

    Raises NotFound, Cancelled, DayToCome, ContradictedSince.
    """
    if not _records_for(by, placement.doctor_id, desk=desk):
        raise NotFound
    if placement.cancelled:
        raise Cancelled(f"placement {placement.id} is cancelled: leave it out")
    if on > london_date(at):
        raise DayToCome(f"{on} is still to come: record it on the day")
    if known is not None and known.happened_on == on:
        return Decision(known)
    if known is not None and known.not_received_at and on < london_date(known.not_received_at):
        spoke = london_date(known.not_received_at)
        raise ContradictedSince(
            f"of placement {placement.id} the doctor said so on {spoke}: record that day or a later"
        )
    said = PlacementInformationRecorded(
        placement=placement.said(),
        information=information,
        happened_on=on,
        days_before=(placement.start - on).days,
        recorded_at=at,
    )
    return Decision(Recorded(placement.id, information, placement.first_host, on, by.person_id, at), (said,))


def miss(
    placement: Placement,
    information: PlacementInformation,
    known: Recorded | None,
    *,
    desk: str,
    days: int,
    by: Actor,
    at: datetime,
) -> Decision:
    """Say to those at the desk that it did not come.

    Raises NotFound, NotOwedToDoctor, Cancelled, AlreadySaid, NotDueYet.
    """
    if by.person_id != placement.doctor_id:
        raise NotFound
    if information not in OWED_TO_DOCTOR:
        raise NotOwedToDoctor
    if placement.cancelled:
        raise Cancelled
    if known is not None and known.not_received_at is not None:
        raise AlreadySaid
    stands = standing(known, placement.start, days, today=london_date(at))
    if stands.state is State.NOT_DUE:
        raise NotDueYet(f"It is due by {stands.due}: say so after that day")
    said = PlacementInformationNotReceived(
        placement=placement.said(), information=information, owed_by=desk, noted_at=at
    )
    return Decision(
        replace(known or Recorded(placement.id, information, placement.first_host), not_received_at=at), (said,)
    )


def _records_for(actor: Actor, doctor_id: UUID, *, desk: str) -> bool:
    """Nobody records what they are owed themselves."""
    there = any(grant.role in RECORDERS and grant.scope == desk for grant in actor.grants)
    return there and actor.person_id != doctor_id
