"""What a doctor did of their own accord: recorded in five answers, confirmed by the lead they name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts import opportunities as facts
from contracts.vocabulary import ActivityDeclineReason, ActivityKind
from services.opportunities.domain.obstacles import (
    ActivityConfirmed,
    ActivityNotWaiting,
    AskedTooOften,
    DaysInWrongOrder,
    LeadNotThere,
    NotThereThen,
    WhichTrust,
)
from services.opportunities.domain.people import Placement, hosts


class ActivityStatus(StrEnum):
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Account:
    """What the doctor says: what it was, what they call it, when, for how long, and who can say so."""

    kind: ActivityKind
    title: str
    first_day: date
    last_day: date
    minutes: int
    lead_id: UUID
    trust: str | None = None
    """Needed only of who worked at several on the last day."""


@dataclass(frozen=True, slots=True)
class Activity(Versioned):
    what = "activity"

    activity_id: UUID
    doctor_id: UUID
    trust: str
    kind: ActivityKind
    title: str
    """In the doctor's own words; they never leave this service."""
    first_day: date
    last_day: date
    minutes: int
    lead_id: UUID
    recorded_at: datetime
    status: ActivityStatus = ActivityStatus.RECORDED
    reason: ActivityDeclineReason | None = None
    words: str | None = None
    """What the lead says about it, for the doctor alone."""
    decided_at: datetime | None = None
    version: int = 1
    asked: int = 1
    """How often its lead, or another one, was asked."""

    def is_led_by(self, actor: Actor) -> bool:
        """By who is named, for as long as they hold a role at the trust."""
        return actor.person_id == self.lead_id and any(grant.scope == self.trust for grant in actor.grants)

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its doctor and its lead. Raises NotFound for everybody else."""
        if actor.person_id != self.doctor_id and not self.is_led_by(actor):
            raise NotFound
        return self


@dataclass(frozen=True, slots=True)
class Recorded:
    """The activity as it is from now on, and the facts that made it so."""

    activity: Activity
    events: tuple[Event, ...] = ()


def record(
    account: Account,
    *,
    activity_id: UUID,
    by: Actor,
    placements: Iterable[Placement],
    lead_serves_at: frozenset[str],
    at: datetime,
    today: date,
) -> Recorded:
    """Write down what one led where one worked, for somebody who serves there to confirm.

    Raises DaysInWrongOrder, NotThereThen, WhichTrust, LeadNotThere.
    """
    if not account.first_day <= account.last_day <= today:
        raise DaysInWrongOrder("Name days in order, today or before.", field="last_day")
    trust = _where(account, hosts(placements, on=account.last_day))
    if trust not in lead_serves_at or account.lead_id == by.person_id:
        raise LeadNotThere(f"Name somebody else, who serves at {trust} today.", field="lead_id")
    activity = Activity(
        activity_id=activity_id,
        doctor_id=by.person_id,
        trust=trust,
        kind=account.kind,
        title=account.title,
        first_day=account.first_day,
        last_day=account.last_day,
        minutes=account.minutes,
        lead_id=account.lead_id,
        recorded_at=at,
    )
    return Recorded(activity, (facts.ActivityRecorded(**_which(activity), recorded_at=at),))


def record_anew(
    activity: Activity,
    account: Account,
    *,
    by: Actor,
    placements: Iterable[Placement],
    lead_serves_at: frozenset[str],
    at: datetime,
    today: date,
    most_askings: int,
    match: int | None = None,
) -> Recorded:
    """Change what is not confirmed yet; its lead, or another one, is asked anew. The same while it waits says nothing.

    Raises NotFound, LostUpdate, ActivityConfirmed, AskedTooOften, and what :func:`record` does.
    """
    if by.person_id != activity.doctor_id:
        raise NotFound
    activity.seen_at(match)
    if activity.status == ActivityStatus.CONFIRMED:
        raise ActivityConfirmed
    again = record(
        account,
        activity_id=activity.activity_id,
        by=by,
        placements=placements,
        lead_serves_at=lead_serves_at,
        at=at,
        today=today,
    )
    following = replace(again.activity, version=activity.version, asked=activity.asked)
    if replace(following, recorded_at=activity.recorded_at) == activity:
        return Recorded(activity)
    if activity.asked >= most_askings:
        raise AskedTooOften(f"Somebody was asked {activity.asked} times: speak to them.")
    return replace(again, activity=replace(following, asked=activity.asked + 1))


def confirm_activity(
    activity: Activity, *, by: Actor, words: str | None, at: datetime, match: int | None = None
) -> Recorded:
    """Its lead says that it was so. Raises NotFound, LostUpdate, ActivityNotWaiting."""
    _check_waiting(activity, by, match)
    confirmed = replace(activity, status=ActivityStatus.CONFIRMED, words=words, decided_at=at)
    said = facts.ActivityConfirmed(**_which(activity), confirmed_by=by.person_id, confirmed_at=at)
    return Recorded(confirmed, (said,))


def decline_activity(
    activity: Activity,
    *,
    by: Actor,
    reason: ActivityDeclineReason,
    words: str | None,
    at: datetime,
    match: int | None = None,
) -> Recorded:
    """Its lead does not confirm it, and says why. Raises NotFound, LostUpdate, ActivityNotWaiting."""
    _check_waiting(activity, by, match)
    declined = replace(activity, status=ActivityStatus.DECLINED, reason=reason, words=words, decided_at=at)
    said = facts.ActivityDeclined(**_which(activity), reason=reason, declined_by=by.person_id, declined_at=at)
    return Recorded(declined, (said,))


def _check_waiting(activity: Activity, by: Actor, match: int | None) -> None:
    if not activity.is_led_by(by) or by.person_id == activity.doctor_id:
        raise NotFound
    activity.seen_at(match)
    if activity.status != ActivityStatus.RECORDED:
        raise ActivityNotWaiting(f"Its status is {activity.status}.")


def _where(account: Account, worked_at: frozenset[str]) -> str:
    if account.trust is not None and account.trust in worked_at:
        return account.trust
    if account.trust is not None or not worked_at:
        raise NotThereThen(field="trust" if account.trust else "last_day")
    if len(worked_at) > 1:
        raise WhichTrust(f"On its last day you worked at {', '.join(sorted(worked_at))}: name one.", field="trust")
    return next(iter(worked_at))


def _which(activity: Activity) -> dict[str, Any]:
    names = ("activity_id", "doctor_id", "trust", "kind", "first_day", "last_day", "minutes", "lead_id")
    return {name: getattr(activity, name) for name in names}
