"""A programme's public catalogue: who plans it, of which trusts, and when it is released (O-D1, R37)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self, TypedDict
from uuid import UUID

from chassis.clock import london_date
from chassis.errors import Forbidden, LostUpdate, NotFound
from contracts import Actor, Event
from contracts import opportunities as facts
from contracts.vocabulary import Role
from services.opportunities.domain.obstacles import AlreadyOver, AlreadyReleased

PLANNERS = frozenset({Role.DEANERY_ANALYST, Role.DEAN, Role.TPD, Role.MEDED_ADMIN})
_OF_THE_DEANERY = frozenset({Role.DEANERY_ANALYST, Role.DEAN})
_BETWEEN_WRITES = timedelta(minutes=1)


class NotYourProgramme(Forbidden):
    """Whoever asks names the programme, so 404 would hide nothing."""

    slug = "not-your-programme"
    title = "You do not plan for this programme"


@dataclass(frozen=True, slots=True)
class CataloguePlan:
    programme: str
    trusts: tuple[str, ...]
    preferences_open_on: date


@dataclass(frozen=True, slots=True)
class PublicCatalogue:
    catalogue_id: UUID
    programme: str
    trusts: tuple[str, ...]
    preferences_open_on: date
    release_by: date
    planned_by: UUID
    planned_at: datetime
    released_by: UUID | None = None
    released_at: datetime | None = None
    version: int = 1

    def held_by_planner(self, actor: Actor, *, placed_at: Collection[str], match: int | None) -> Self:
        """Itself, for who plans it, while it is not released. Raises NotFound, LostUpdate, AlreadyReleased."""
        if not plans(actor, programme=self.programme, trusts=self.trusts, placed_at=placed_at):
            raise NotFound
        LostUpdate.unless_at(match, self.version, f"catalogue {self.catalogue_id}")
        if self.released_at is not None:
            raise AlreadyReleased
        return self


@dataclass(frozen=True, slots=True)
class Views:
    """How often a public catalogue was read: answers given, to whom nobody knows (O-D1)."""

    ever: int = 0
    lately: int = 0
    """In the last seven days."""


class Readings:
    """How often each was read in this process since it was last kept: a stranger's question writes once a minute at
    most, and whoever ends the process loses what was read since. Holds no more than there are catalogues."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[UUID, date]] = Counter()
        self._kept_at: datetime | None = None

    def note(self, catalogue_id: UUID, *, at: datetime) -> Mapping[tuple[UUID, date], int]:
        """One more. What is to be kept now, by catalogue and London date; nothing within a minute of the last time."""
        self._counted[catalogue_id, london_date(at)] += 1
        if self._kept_at is not None and at < self._kept_at + _BETWEEN_WRITES:
            return {}
        counted, self._counted, self._kept_at = self._counted, Counter(), at
        return counted


@dataclass(frozen=True, slots=True)
class Planned:
    """The catalogue as it is from now on, and the facts that made it so."""

    catalogue: PublicCatalogue
    events: tuple[Event, ...] = ()


class Which(TypedDict):
    catalogue_id: UUID
    programme: str
    trusts: tuple[str, ...]
    preferences_open_on: date
    release_by: date


def plans(actor: Actor, *, programme: str, trusts: Collection[str], placed_at: Collection[str]) -> bool:
    """The deanery for all, a programme's director for it; a trust's medical education team where all of its doctors are
    placed there and the catalogue names no other trust, as what is released stands for the whole programme."""
    alone = bool(placed_at) and all(actor.holds(Role.MEDED_ADMIN, at=trust) for trust in {*placed_at, *trusts})
    return bool(actor.roles & _OF_THE_DEANERY) or actor.holds(Role.TPD, at=programme) or alone


def plan_catalogue(
    plan: CataloguePlan,
    *,
    catalogue_id: UUID,
    release_by: date,
    by: Actor,
    placed_at: Collection[str],
    at: datetime,
    today: date,
) -> Planned:
    """Say when preferences open, and so by when the catalogue is to be public; ``placed_at``: where its doctors are.

    Raises NotYourProgramme, AlreadyOver.
    """
    if not plans(by, programme=plan.programme, trusts=plan.trusts, placed_at=placed_at):
        raise NotYourProgramme
    if plan.preferences_open_on <= today:
        raise AlreadyOver("Preferences are open by then.", field="preferences_open_on")
    catalogue = PublicCatalogue(
        catalogue_id=catalogue_id,
        programme=plan.programme,
        trusts=plan.trusts,
        preferences_open_on=plan.preferences_open_on,
        release_by=release_by,
        planned_by=by.person_id,
        planned_at=at,
    )
    said = facts.CataloguePlanned(**_which(catalogue), planned_by=by.person_id, planned_at=at)
    return Planned(catalogue, (said,))


def plan_anew(
    catalogue: PublicCatalogue,
    plan: CataloguePlan,
    *,
    release_by: date,
    by: Actor,
    placed_at: Mapping[str, Collection[str]],
    at: datetime,
    today: date,
    match: int | None = None,
) -> Planned:
    """Another day, or other trusts; ``placed_at``: by programme, of the one it was for and the one it is to be for.

    Raises NotFound, LostUpdate, AlreadyReleased, and what planning does.
    """
    catalogue.held_by_planner(by, placed_at=placed_at[catalogue.programme], match=match)
    again = plan_catalogue(
        plan,
        catalogue_id=catalogue.catalogue_id,
        release_by=release_by,
        by=by,
        placed_at=placed_at[plan.programme],
        at=at,
        today=today,
    )
    return replace(again, catalogue=replace(again.catalogue, version=catalogue.version))


def release(
    catalogue: PublicCatalogue,
    *,
    opportunities: int,
    by: Actor,
    placed_at: Collection[str],
    at: datetime,
    match: int | None = None,
) -> Planned:
    """Make it public, late rather than never. Raises NotFound, LostUpdate, AlreadyReleased."""
    catalogue.held_by_planner(by, placed_at=placed_at, match=match)
    released = replace(catalogue, released_by=by.person_id, released_at=at)
    said = facts.CatalogueReleased(
        **_which(released), opportunities=opportunities, released_by=by.person_id, released_at=at
    )
    return Planned(released, (said,))


def _which(catalogue: PublicCatalogue) -> Which:
    return Which(
        catalogue_id=catalogue.catalogue_id,
        programme=catalogue.programme,
        trusts=catalogue.trusts,
        preferences_open_on=catalogue.preferences_open_on,
        release_by=catalogue.release_by,
    )
