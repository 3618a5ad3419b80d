"""What is asked and answered about adaptations; their words are for the doctor and the host alone."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Self
from uuid import UUID

from contracts.vocabulary import AdaptationRefusal
from services.opportunities.api.bodies import Asked, Words
from services.opportunities.api.views import Shown
from services.opportunities.domain import Adaptation, AdaptationStatus


class NewAdaptation(Asked):
    needs: Words
    """What you need to take part, and nothing about why."""
    host_id: UUID | None = None
    """Who should read it; left out: who leads it."""


class NewArrangement(Asked):
    words: Words | None = None


class NewAdaptationRefusal(Asked):
    reason: AdaptationRefusal
    words: Words
    """What was tried, and what else might do."""


class Hosts(Shown):
    """Whom a doctor can ask, and whom they ask where they name nobody."""

    items: tuple[UUID, ...]
    lead_id: UUID


class AdaptationView(Shown):
    """As its doctor and its host see it, and nobody else."""

    id: UUID
    participation_id: UUID
    doctor_id: UUID
    trust: str
    host_id: UUID
    needs: str
    answer_by: date
    requested_at: datetime
    status: AdaptationStatus
    reason: AdaptationRefusal | None
    words: str | None
    answered_at: datetime | None
    overdue_at: datetime | None
    """Since when it is known that the answer is late."""
    version: int

    @classmethod
    def of(cls, adaptation: Adaptation) -> Self:
        facts = asdict(adaptation)
        return cls(id=facts.pop("adaptation_id"), **facts)


class AdaptationPage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[AdaptationView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Adaptation], *, limit: int) -> Self:
        items = tuple(AdaptationView.of(each) for each in page)
        return cls(items=items, next=page[-1].adaptation_id if len(page) == limit else None)
