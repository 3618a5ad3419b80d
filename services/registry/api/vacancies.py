"""Roles that a trust must have filled and that nobody holds."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from chassis.http import Begun, Router
from contracts.vocabulary import Role
from services.registry import store

router = Router(prefix="/api/registry", tags=["registry"])


class VacancyView(BaseModel):
    id: UUID
    trust: str
    role: Role
    since: date
    days: int
    """How many days nobody has held it, today included."""


class Vacancies(BaseModel):
    items: tuple[VacancyView, ...]


@router.get("/vacancies")
async def list_vacancies(work: Begun) -> Vacancies:
    """Those of your trust, or of every trust that your deanery answers for, the longest first."""
    trusts = (await store.deaneries_for(work)).answered_for_by(work.actor)
    open_ = await store.open_vacancies(work)
    return Vacancies(
        items=tuple(
            VacancyView(
                id=one.vacancy_id,
                trust=one.trust,
                role=one.role,
                since=one.since,
                days=(work.today - one.since).days + 1,
            )
            for one in open_
            if trusts is None or one.trust in trusts
        )
    )
