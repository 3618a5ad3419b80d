"""What is asked and answered about a doctor's own activities."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from chassis.http import IsoDate
from contracts.vocabulary import ActivityDeclineReason, ActivityKind, OdsCode
from services.opportunities.api.bodies import Asked, Title, Words
from services.opportunities.api.views import Shown
from services.opportunities.domain import Account, Activity, ActivityStatus


class NewActivity(Asked):
    """Five answers: what it was, what you call it, when, how long it took, who can confirm it. Name no patient."""

    kind: ActivityKind
    title: Title
    first_day: IsoDate
    last_day: IsoDate | None = None
    """Left out: it was on one day."""
    minutes: Annotated[int, Field(ge=1, le=60_000)]
    """Time spent on it in all."""
    lead_id: UUID
    trust: OdsCode | None = None
    """Only if you worked at several on its last day."""

    def account(self) -> Account:
        return Account(**self.model_dump(exclude={"last_day"}), last_day=self.last_day or self.first_day)


class NewWordOfLead(Asked):
    """For the doctor alone."""

    words: Words | None = None


class NewDeclining(NewWordOfLead):
    reason: ActivityDeclineReason


class ActivityView(Shown):
    """What a doctor did, as they and the lead they name see it."""

    id: UUID
    doctor_id: UUID
    trust: str
    kind: ActivityKind
    title: str
    first_day: date
    last_day: date
    minutes: int
    lead_id: UUID
    recorded_at: datetime
    status: ActivityStatus
    reason: ActivityDeclineReason | None
    words: str | None
    decided_at: datetime | None
    version: int

    @classmethod
    def of(cls, activity: Activity) -> Self:
        facts = asdict(activity)
        return cls(id=facts.pop("activity_id"), **facts)


class LeadsAt(Shown):
    """Who serves at one of the trusts where a doctor worked."""

    trust: str
    people: tuple[UUID, ...]


class Leads(Shown):
    """One entry for each trust of that day: several of a split post, none where the doctor worked nowhere."""

    items: tuple[LeadsAt, ...]


class ActivityPage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[ActivityView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Activity], *, limit: int) -> Self:
        items = tuple(ActivityView.of(each) for each in page)
        return cls(items=items, next=page[-1].activity_id if len(page) == limit else None)
