"""Out of office: somebody else decides at one's desk for some days (R89)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor, Grant
from services.leave.domain.chain import Desk
from services.leave.domain.obstacles import DaysInWrongOrder, DoesNotDecide, TooLong


@dataclass(frozen=True, slots=True)
class Delegation:
    delegation_id: UUID
    desk: Desk
    by: UUID
    to: UUID
    first_day: date
    last_day: date
    """Both days belong to it."""
    ended_at: datetime | None = None


def delegate(
    delegation_id: UUID,
    desk: Desk,
    *,
    by: Actor,
    to: UUID,
    first_day: date,
    last_day: date,
    decides: bool,
    most_days: int,
    today: date,
) -> Delegation:
    """Hand over a desk that one holds; ``decides``: whether the other decides about leave at the desk's own place.

    What was handed over cannot be handed on: only whoever is appointed to the desk holds it for this.
    Raises NotFound, DaysInWrongOrder, TooLong, DoesNotDecide.
    """
    if not by.holds(desk.role, at=desk.scope):
        raise NotFound
    if first_day < today or last_day < first_day:
        raise DaysInWrongOrder(f"{first_day} to {last_day} are no days from today, {today}, on.", field="first_day")
    if last_day - first_day >= timedelta(days=most_days):
        raise TooLong(f"{first_day} to {last_day} are more than {most_days} days.", field="last_day")
    if to == by.person_id or not decides:
        raise DoesNotDecide(f"Name a colleague who decides about leave at {desk.scope}.", field="to")
    return Delegation(delegation_id, desk, by.person_id, to, first_day, last_day)


def end(delegation: Delegation, *, by: Actor, at: datetime) -> Delegation:
    """Back in office, or no longer able to stand in: either may end it; again changes nothing. Raises NotFound."""
    if by.person_id not in (delegation.by, delegation.to):
        raise NotFound
    return delegation if delegation.ended_at else replace(delegation, ended_at=at)


@dataclass(frozen=True, slots=True)
class StandIn(Actor):
    """Somebody with the desks that others have handed over to them, beside their own."""

    instead_of: Mapping[Desk, UUID] = field(default_factory=dict, hash=False)
    """By whom each was handed over."""


def standing_in(actor: Actor, handed_over: Mapping[Desk, UUID]) -> StandIn:
    """Somebody with the desks they stand in at, for whom; what they hold themselves they decide as themselves."""
    others = {desk: by for desk, by in handed_over.items() if not actor.holds(desk.role, at=desk.scope)}
    return StandIn(actor.person_id, actor.grants | {Grant(*desk) for desk in others}, others)


def stood_in_for(actor: Actor, desk: Desk) -> UUID | None:
    """Who handed this desk over to them; none where it is their own."""
    return actor.instead_of.get(desk) if isinstance(actor, StandIn) else None
