"""What a trust's portfolio is made of, and what of it is put before a doctor who starts."""

from datetime import date, datetime
from uuid import UUID

from contracts.vocabulary import (
    ClosingReason,
    OpportunityFamily,
    OpportunitySetting,
    PackOccasion,
    Recurrence,
    TurnDownReason,
)
from services.portal.pages.shapes.read import Read
from services.portal.pages.shapes.taking_part import Opportunity


class Kind(Read):
    """What there can be, as the region's catalogue has it today."""

    code: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting | None
    chairing: bool


class Kinds(Read):
    items: tuple[Kind, ...]

    def title(self, code: str) -> str:
        """A kind that the catalogue has no more is called by its code."""
        return next((kind.title for kind in self.items if kind.code == code), code.replace("_", " "))


class Offer(Opportunity):
    """An opportunity as those see it who made it, lead it or look after it."""

    kind: str
    setting: OpportunitySetting
    review_due: date | None
    closed_because: ClosingReason | None
    turned_down_because: TurnDownReason | None
    contact: str | None
    route: str | None


class TrustCodes(Read):
    items: tuple[str, ...]


class Offers(Read):
    items: tuple[Offer, ...]
    next: UUID | None


class PublicOffer(Read):
    """As everybody reads it: no person in it."""

    title: str
    setting: OpportunitySetting
    chairing: bool
    first_day: date
    last_day: date | None
    recurrence: Recurrence
    places: int
    grades: tuple[str, ...]
    protected_minutes: int
    description: str | None = None
    time_commitment: str | None = None
    part_time_note: str | None = None
    joined_remotely: bool = False
    contact: str | None
    route: str | None


class Area(Read):
    """A trust's page."""

    trust: str
    name: str | None
    opportunities: tuple[PublicOffer, ...]


class Catalogue(Read):
    programme: str
    preferences_open_on: date
    trusts: tuple[Area, ...]


class PlannedCatalogue(Read):
    """As who plans it sees it, until preferences open."""

    id: UUID
    programme: str
    trusts: tuple[str, ...]
    preferences_open_on: date
    release_by: date
    released_at: datetime | None
    views: int | None = None
    """A service of before does not count them."""
    views_last_week: int = 0
    version: int


class PlannedCatalogues(Read):
    items: tuple[PlannedCatalogue, ...]


class ReleasedProgramme(Read):
    programme: str
    preferences_open_on: date


class ReleasedProgrammes(Read):
    items: tuple[ReleasedProgramme, ...]


class Suggestion(Read):
    """What a resident would like to be offered."""

    id: UUID
    trust: str
    kind: str
    title: str
    words: str | None
    suggested_by: UUID
    suggested_at: datetime
    status: str
    reason: TurnDownReason | None
    answer: str | None
    decided_by: UUID | None = None
    version: int


class Suggestions(Read):
    items: tuple[Suggestion, ...]
    next: UUID | None


class Search(Read):
    """What a doctor would like to be shown first; nothing named of a sort is no condition."""

    id: UUID
    families: tuple[OpportunityFamily, ...]
    kinds: tuple[str, ...]
    settings: tuple[OpportunitySetting, ...]
    chairing: bool


class Searches(Read):
    items: tuple[Search, ...]


class Pack(Read):
    id: UUID
    trust: str
    occasion: PackOccasion
    sent_at: datetime
    matches: int
    """How many of its opportunities, the first ones, a saved search had found."""


class Packs(Read):
    items: tuple[Pack, ...]
    next: UUID | None


class WholePack(Read):
    pack: Pack
    opportunities: tuple[Opportunity, ...]
