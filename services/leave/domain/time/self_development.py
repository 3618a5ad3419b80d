"""Self-development time: what a placement is to have, what was put into its rota, what its doctor says (R38, R39)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts.leave import SdtConfirmed, SdtOwed, SdtScheduled
from contracts.registry import PlacementCancelled, PlacementChanged
from contracts.vocabulary import Role
from services.leave.domain.chain import Desk, Placement
from services.leave.domain.earning import plain
from services.leave.domain.time.obstacles import NothingScheduled, PlacementOver

SCHEDULERS = frozenset({Role.ROTA_COORDINATOR, Role.DME})
"""Who puts it into rotas and work schedules."""
SAY_OWED = "say owed time"
"""The job that says what placements are to have: of new ones and of other hours at once, of other rules once a day."""


@dataclass(frozen=True, slots=True)
class SelfDevelopment(Versioned):
    """The time of one placement, as it was last scheduled and answered."""

    what = "time"

    placement_id: UUID
    doctor_id: UUID
    trust: str
    minutes: int
    """A week, on average."""
    required: int
    """A week, as it was last said."""
    in_work_schedule: bool
    scheduled_at: datetime
    gets_it: bool | None = None
    """What its doctor says of this very schedule; none: nothing yet."""
    answered_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The time as it is from now on, and the facts that made it so."""

    time: SelfDevelopment
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """What a region has for full time, by stage, and which grades each stage has (R38)."""

    per_week: Mapping[str, Decimal]
    """Of ``other`` too: every grade that no stage names."""
    stages: Mapping[str, Collection[str]]

    def of(self, grade: str) -> Decimal:
        """However the grade is spaced or capitalised."""
        named = (stage for stage, grades in self.stages.items() if plain(grade) in map(plain, grades))
        return self.per_week[next(named, "other")]


def required_minutes(placement: Placement, hours: Hours) -> int:
    """Minutes a week by grade and whole-time equivalent (R38)."""
    full_time = hours.of(placement.grade or "")
    return int((full_time * 60 * placement.wte).quantize(Decimal(1), ROUND_HALF_UP))


def changes_hours(event: PlacementChanged | PlacementCancelled) -> bool:
    """Whether a placement may be to have another time from now on."""
    on = ("host", "grade", "type", "wte")
    return isinstance(event, PlacementChanged) and any(change.field in on for change in event.changes)


def owed(
    placement: Placement, known: SelfDevelopment | None, *, required: int, said: int, at: datetime
) -> SdtOwed | None:
    """What to say of the time that it is to have; nothing where so much was said before."""
    if required == said:
        return None
    return SdtOwed(
        placement_id=placement.placement_id,
        doctor_id=placement.doctor_id,
        trust=placement.host,
        minutes_per_week=known.minutes if known else 0,
        required_per_week=required,
        in_work_schedule=known is not None and known.in_work_schedule,
        gets_it=known.gets_it if known else None,
        owed_at=at,
    )


def schedule(
    known: SelfDevelopment | None,
    *,
    placement: Placement,
    staffed: Collection[Desk],
    minutes: int,
    in_work_schedule: bool,
    required: int,
    by: Actor,
    at: datetime,
    today: date,
    match: int | None = None,
) -> Scheduled:
    """Put it into the rota; its doctor is asked anew. The same again changes nothing.

    Raises NotFound, LostUpdate, PlacementOver.
    """
    if placement.cancelled or not plans_for(placement, by, staffed=staffed):
        raise NotFound
    if known is not None:
        known.seen_at(match)
    if placement.end < today:
        raise PlacementOver(f"This placement ended on {placement.end}.")
    time = SelfDevelopment(
        placement_id=placement.placement_id,
        doctor_id=placement.doctor_id,
        trust=placement.host,
        minutes=minutes,
        required=required,
        in_work_schedule=in_work_schedule,
        scheduled_at=at,
        version=known.version + 1 if known else 1,
    )
    if known is not None and _said(known) == _said(time):
        return Scheduled(known)
    return Scheduled(time, (SdtScheduled(**_said(time), scheduled_at=at),))


def own(placement: Placement, actor: Actor) -> Placement:
    """The placement, for its doctor. Raises NotFound for everybody else."""
    if placement.doctor_id != actor.person_id:
        raise NotFound
    return placement


def confirm(known: SelfDevelopment | None, *, gets_it: bool, planned_at: str, at: datetime) -> Scheduled:
    """Its doctor says whether they get it; they may say otherwise later. Raises NothingScheduled."""
    if known is None:
        raise NothingScheduled("Nobody has scheduled self-development time for this placement yet.")
    if known.gets_it == gets_it:
        return Scheduled(known)
    time = replace(known, gets_it=gets_it, answered_at=at, version=known.version + 1)
    elsewhere = planned_at if planned_at != time.trust else None
    said = SdtConfirmed(**_said(time), gets_it=gets_it, confirmed_at=at, planned_at=elsewhere)
    return Scheduled(time, (said,))


def planning_desks(placement: Placement) -> frozenset[Desk]:
    """Who plans the rotas of this placement's host."""
    return frozenset(Desk(role, placement.host) for role in SCHEDULERS)


def planned_at(placement: Placement, *, staffed: Collection[Desk]) -> str:
    """Whose time it is to schedule: the host's; where it has no such desk, as a practice, who employs does it."""
    return placement.reader if planning_desks(placement).isdisjoint(staffed) else placement.host


def plans_for(placement: Placement, actor: Actor, *, staffed: Collection[Desk]) -> bool:
    """Whether they plan this placement's time; nobody plans for themselves. ``staffed``: the desks somebody holds."""
    places = {placement.host, planned_at(placement, staffed=staffed)}
    theirs = any(actor.holds(role, at=place) for role in SCHEDULERS for place in places)
    return actor.person_id != placement.doctor_id and theirs


class _Which(TypedDict):
    """What every fact about it says first."""

    placement_id: UUID
    doctor_id: UUID
    trust: str
    minutes_per_week: int
    required_per_week: int
    in_work_schedule: bool


def _said(time: SelfDevelopment) -> _Which:
    return _Which(
        placement_id=time.placement_id,
        doctor_id=time.doctor_id,
        trust=time.trust,
        minutes_per_week=time.minutes,
        required_per_week=time.required,
        in_work_schedule=time.in_work_schedule,
    )
