"""Who decides: the placement that covers the days, and the desks of its trust, programme and deanery (R10)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from contracts.registry import OrganisationClosed, OrganisationRegistered
from contracts.vocabulary import OrganisationKind, PlacementType, Role
from services.leave.domain.days import Spell, written
from services.leave.domain.obstacles import NoPlacement
from services.leave.domain.segments import FormerWte, Segment, segments

DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME, Role.DEAN})
"""The roles that may decide a step of leave, or an appeal."""


class Desk(NamedTuple):
    """A role at a scope, whoever holds it today."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class Placement:
    """What leave remembers of a doctor's placement."""

    placement_id: UUID
    doctor_id: UUID
    host: str
    site: str
    programme: str | None
    grade: str | None
    """As the deanery writes it; unknown until its next event where it was heard before grades were kept."""
    type: PlacementType
    wte: Decimal
    """As it was last said."""
    start: date
    end: date
    cancelled: bool
    employer: str | None = None
    specialty: str | None = None
    former_wtes: tuple[FormerWte, ...] = ()
    """Those that it changed from while it lasted, as they were heard."""

    @property
    def reader(self) -> str:
        """Whose officers read of the lost time: the lead employer's, else the employer's, else the host's (R42)."""
        return self.employer or self.host

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end

    def wte_on(self, day: date) -> Decimal:
        return next((each.wte for each in self.segments if each.first_day <= day <= each.last_day), self.wte)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its days in runs of the same WTE, earliest first (R2)."""
        return segments(self.start, self.end, self.former_wtes, now=self.wte)


def covering(placements: Sequence[Placement], day: date) -> Placement | None:
    """The placement whose host decides about this day (R10).

    Of a split post's several, the one in post, then with the greatest WTE that day, then begun first.
    """
    held = (each for each in placements if not each.cancelled and each.covers(day))
    return min(
        held, key=lambda p: (p.type != PlacementType.IN_POST, -p.wte_on(day), p.start, p.placement_id), default=None
    )


def placed(placements: Sequence[Placement], day: date) -> Placement:
    """As :func:`covering`. Raises NoPlacement, which says who can put it right."""
    placement = covering(placements, day)
    if placement is None:
        raise NoPlacement(
            f"No placement of yours covers {written(day)}, so nobody is named to decide. Ask the medical education "
            "team of your trust, or the programmes team of the deanery, to correct your placement; then ask again.",
            data_owner="medical education team of the trust, programmes team of the deanery",
        )
    return placement


def split(placements: Sequence[Placement], spell: Spell) -> tuple[tuple[Placement, Spell], ...]:
    """A spell in parts, each decided where its days are spent: two where it spans a changeover (R10).

    Raises NoPlacement when a day of it falls into none.
    """
    known = max((each.end for each in placements), default=spell.first_day)
    until = spell.last_day if known >= spell.last_day else max(spell.first_day, known + timedelta(days=1))
    days = [spell.first_day + timedelta(days=n) for n in range((until - spell.first_day).days + 1)]
    by_day = [(day, placed(placements, day)) for day in days]
    parts = [(placement, list(run)) for placement, run in groupby(by_day, key=lambda each: each[1])]
    return tuple((placement, spell.within(run[0][0], run[-1][0])) for placement, run in parts)


def staffed(holders: Mapping[Desk, Collection[UUID]], *, besides: Collection[UUID | None]) -> frozenset[Desk]:
    """The desks that somebody else holds: nobody acts on their own request, nor judges their own refusal."""
    return frozenset(desk for desk, people in holders.items() if set(people) - set(besides))


def director(placement: Placement, host: OrganisationKind | None) -> Desk | None:
    """Who decides where a desk is empty or silent, by what its host is (R10): the host's director.

    A general practice has none: there it is the director of whoever employs, and nobody's where that is not known.
    """
    if host is not OrganisationKind.GP_PRACTICE:
        return Desk(Role.DME, placement.host)
    return Desk(Role.DME, placement.employer) if placement.employer else None


def practices(heard: Iterable[OrganisationRegistered | OrganisationClosed]) -> set[str]:
    """What is said to be a general practice, so that its leave has another director than its own."""
    named = (event for event in heard if isinstance(event, OrganisationRegistered))
    return {event.code for event in named if event.kind is OrganisationKind.GP_PRACTICE}


def first_held(desks: Sequence[Desk], *, staffed: Collection[Desk]) -> Desk:
    """The first that somebody holds; where nobody holds any of them, the first of all."""
    return next((desk for desk in desks if desk in staffed), desks[0])


def held_or_escalated(desk: Desk, *, director: Desk | None, staffed: Collection[Desk]) -> Desk:
    return desk if director is None or desk in staffed else director
