"""How many of a department may be away on each day, said before its roster is made; it warns and refuses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Self
from uuid import UUID

from chassis.clock import is_working_day
from chassis.errors import LostUpdate, NotFound
from contracts import Actor, Event
from contracts.leave import CapacityPublished
from contracts.vocabulary import Role
from services.leave.domain.capacity_obstacles import (
    CalendarMoved,
    CalendarOver,
    CalendarTooLong,
    NobodyPlaced,
    NotItsDay,
)
from services.leave.domain.days import written
from services.leave.domain.earning import NOTHING, Earning, LeaveYear, granted
from services.leave.domain.obstacles import DaysInWrongOrder

PUBLISHERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN, Role.DME})
"""Who plans the rotas, and whose task medical education is."""

_LONGEST = timedelta(days=371)
"""A leave year: rosters are made for less, and a calendar is a row for each day."""


class Department(NamedTuple):
    """A specialty at a trust, as placements name it: those who share its roster."""

    trust: str
    name: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What the doctors of a department earn of study leave in some days, beside teaching."""

    doctors: int
    days: Decimal
    unsaid: int
    """Doctors of whom nobody has said how much they have (R4): they add no days."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published: at most so many away on each day, and other numbers for some days."""

    first_day: date
    last_day: date
    most_away: int
    exceptions: Mapping[date, int]

    @property
    def days(self) -> dict[date, int]:
        """Each working day with how many may be away. Raises NotItsDay for an exception on any other."""
        length = (self.last_day - self.first_day).days + 1
        days = [self.first_day + timedelta(days=n) for n in range(length)]
        caps = {day: self.exceptions.get(day, self.most_away) for day in days if is_working_day(day)}
        if other := sorted(self.exceptions.keys() - caps.keys()):
            raise NotItsDay(f"{written(other[0])} is no working day of this calendar.", field="exceptions")
        return caps


@dataclass(frozen=True, slots=True)
class Capacity:
    """A department's calendar as it was last published, with what its days were to hold then."""

    capacity_id: UUID
    trust: str
    department: str
    first_day: date
    last_day: date
    doctors: int
    half_days_owed: int
    half_days_free: int
    first_published_on: date
    published_by: UUID
    published_at: datetime
    version: int = 1

    @property
    def half_days_short(self) -> int:
        """Of study leave that its days cannot hold, whoever takes it when."""
        return max(0, self.half_days_owed - self.half_days_free)

    def is_like(self, other: "Capacity") -> bool:
        """Whether both say the same, whoever published them and when."""
        as_other = replace(
            self, published_by=other.published_by, published_at=other.published_at, version=other.version
        )
        return as_other == other

    def seen_at(self, version: int | None) -> Self:
        """Itself, when the reader knew this very version or named none. Raises LostUpdate."""
        LostUpdate.unless_at(version, self.version, "this calendar")
        return self


@dataclass(frozen=True, slots=True)
class Published:
    capacity: Capacity
    days: Mapping[date, int]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day of a department: how many may be away, and how many are, or ask to be."""

    day: date
    most_away: int
    away: int
    """With leave that is approved or noted."""
    asked: int | None
    """With a request that waits; none where it is not said."""

    @property
    def to_a_doctor(self) -> Self:
        """As whoever asks for it is told: in a department of two, it would be said of the other that they ask."""
        return replace(self, asked=None)

    @property
    def is_full(self) -> bool:
        return self.away >= self.most_away


def owed(parts: Sequence[tuple[LeaveYear, Earning]], *, first_day: date, last_day: date) -> Owed:
    """What these parts of leave years earn on these days; each doctor's is rounded as an entitlement is (R2).

    What first-year doctors borrow of the next year moves nothing: it is leave all the same.
    """
    held: dict[UUID, dict[LeaveYear, list[Earning]]] = {}
    for year, part in parts:
        clipped = replace(part, first_day=max(part.first_day, first_day), last_day=min(part.last_day, last_day))
        if clipped.first_day <= clipped.last_day:
            held.setdefault(part.placement.doctor_id, {}).setdefault(year, []).append(clipped)
    grants = {doctor: [granted(each, year) for year, each in years.items()] for doctor, years in held.items()}
    unsaid = sum(any(one.study is None for one in each) for each in grants.values())
    days = (max(NOTHING, (one.study or NOTHING) - one.reserved) for each in grants.values() for one in each)
    return Owed(len(held), sum(days, NOTHING), unsaid)


def publishes_for(trust: str, actor: Actor) -> bool:
    return any(actor.holds(role, at=trust) for role in PUBLISHERS)


def check_plan(plan: Plan, *, trust: str, by: Actor, today: date) -> None:
    """Raises NotFound, DaysInWrongOrder, CalendarOver, CalendarTooLong."""
    if not publishes_for(trust, by):
        raise NotFound
    if plan.last_day < plan.first_day:
        raise DaysInWrongOrder(f"{written(plan.last_day)} is before {written(plan.first_day)}.", field="last_day")
    if plan.last_day < today:
        raise CalendarOver(f"{written(plan.last_day)} is before today, {written(today)}.", field="last_day")
    if plan.last_day - plan.first_day >= _LONGEST:
        raise CalendarTooLong(
            f"{written(plan.first_day, plan.last_day)} are more than {_LONGEST.days} days.", field="last_day"
        )


def publish(
    capacity_id: UUID,
    department: Department,
    plan: Plan,
    *,
    known: Published | None = None,
    owed: Owed,
    publish_by: date,
    by: Actor,
    at: datetime,
    today: date,
    match: int | None = None,
) -> Published:
    """Publish a department's calendar, or publish it anew. Again as it is changes nothing, and nothing is said.

    ``publish_by`` is the last day on which rosters can still be made from it, by the rule of today (T-D1).
    Raises what check_plan raises, LostUpdate, CalendarMoved, NobodyPlaced, NotItsDay.
    """
    check_plan(plan, trust=department.trust, by=by, today=today)
    before = known.capacity.seen_at(match) if known else None
    if before is not None and plan.first_day != before.first_day:
        raise CalendarMoved(
            f"This calendar begins on {written(before.first_day)}. Publish another one for other days.",
            field="first_day",
        )
    if not owed.doctors:
        raise NobodyPlaced(
            f"No placement in {department.name} at {department.trust} falls on these days.", field="department"
        )
    days = plan.days
    capacity = Capacity(
        capacity_id=capacity_id,
        trust=department.trust,
        department=department.name,
        first_day=plan.first_day,
        last_day=plan.last_day,
        doctors=owed.doctors,
        half_days_owed=int(owed.days * 2),
        half_days_free=sum(days.values()) * 2,
        first_published_on=before.first_published_on if before else today,
        published_by=by.person_id,
        published_at=at,
        version=before.version + 1 if before else 1,
    )
    if known and days == known.days and capacity.is_like(known.capacity):
        return known
    said = CapacityPublished(
        capacity_id=capacity_id,
        trust=capacity.trust,
        department=capacity.department,
        first_day=capacity.first_day,
        last_day=capacity.last_day,
        doctors=capacity.doctors,
        half_days_owed=capacity.half_days_owed,
        half_days_free=capacity.half_days_free,
        first_published_on=capacity.first_published_on,
        publish_by=publish_by,
        published_by=capacity.published_by,
        published_at=at,
        short_before=before is not None and before.half_days_short > 0,
    )
    return Published(capacity, days, (said,))
