"""What anybody may read without sign-in: what trusts offer, and no person in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from chassis.http import IsoDate
from contracts.vocabulary import OdsCode, OpportunityFamily, OpportunitySetting, ProgrammeNumber, Recurrence
from services.opportunities.api.bodies import Asked, Line
from services.opportunities.api.views import Shown
from services.opportunities.domain import CataloguePlan, Entry, Opportunity, PublicCatalogue, Views


class NewCatalogue(Asked):
    programme: ProgrammeNumber
    trusts: Annotated[tuple[OdsCode, ...], Field(min_length=1, max_length=200)]
    preferences_open_on: IsoDate

    def plan(self) -> CataloguePlan:
        return CataloguePlan(**self.model_dump() | {"trusts": tuple(dict.fromkeys(self.trusts))})


class NewPageEntry(Asked):
    """Public: name a team or a post, and no person."""

    contact: Line | None = None
    """Whom to turn to."""
    route: Line | None = None
    """How to join."""


class CatalogueView(Shown):
    id: UUID
    programme: str
    trusts: tuple[str, ...]
    preferences_open_on: date
    release_by: date
    released_at: datetime | None
    views: int
    """Answers given so far, to people and programs alike; whoever asks again within five minutes may not ask us."""
    views_last_week: int
    version: int

    @classmethod
    def of(cls, catalogue: PublicCatalogue, views: Views) -> Self:
        facts = asdict(catalogue) | {"views": views.ever, "views_last_week": views.lately}
        return cls(id=facts.pop("catalogue_id"), **{name: facts[name] for name in cls.model_fields if name in facts})


class CatalogueList(Shown):
    items: tuple[CatalogueView, ...]


class PublicItem(Shown):
    id: UUID
    kind: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting
    entry: Entry
    chairing: bool
    first_day: date
    last_day: date | None
    recurrence: Recurrence
    places: int
    grades: tuple[str, ...]
    """None: open to all."""
    protected_minutes: int
    description: str | None
    time_commitment: str | None
    part_time_note: str | None
    joined_remotely: bool
    contact: str | None
    """A team or a post."""
    route: str | None
    """How to join."""

    @classmethod
    def of(cls, opportunity: Opportunity) -> Self:
        facts = asdict(opportunity)
        return cls(id=facts["opportunity_id"], **{name: facts[name] for name in cls.model_fields if name in facts})


class AreaView(Shown):
    """A trust's page: everything that is open there today."""

    trust: str
    name: str | None
    """None: not heard of yet."""
    opportunities: tuple[PublicItem, ...]

    @classmethod
    def of(cls, trust: str, live: Iterable[Opportunity], names: Mapping[str, str]) -> Self:
        return cls(trust=trust, name=names.get(trust), opportunities=tuple(PublicItem.of(one) for one in live))


class ProgrammeView(Shown):
    """What a programme's trusts offer, before anybody chooses."""

    programme: str
    preferences_open_on: date
    released_on: date
    trusts: tuple[AreaView, ...]


class ReleasedProgramme(Shown):
    programme: str
    preferences_open_on: date


class ReleasedProgrammes(Shown):
    items: tuple[ReleasedProgramme, ...]

    @classmethod
    def of(cls, catalogues: Sequence[PublicCatalogue]) -> Self:
        return cls(items=tuple(ReleasedProgramme.model_validate(each) for each in catalogues))
