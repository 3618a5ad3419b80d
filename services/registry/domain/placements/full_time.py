"""Split posts are allowed; what makes more than full time of a doctor on one day is worth a look."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from contracts.vocabulary import PlacementType
from services.registry.domain.placements.placement import Placement

_FULL_TIME = Decimal(1)


class Spell(Protocol):
    """A placement, or what is declared as one."""

    @property
    def wte(self) -> Decimal: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


def above_full_time(spell: Spell, others: Iterable[Placement]) -> Decimal | None:
    """What it makes on its fullest day with the doctor's other placements in post, where that is above full time."""
    beside = [p for p in others if p.type is PlacementType.IN_POST and not p.cancelled and _meet(p, spell)]
    days = {max(placement.start, spell.start) for placement in beside}
    most = max((sum(p.wte for p in beside if p.start <= day <= p.end) for day in days), default=Decimal(0)) + spell.wte
    return most if beside and most > _FULL_TIME else None


def _meet(one: Spell, other: Spell) -> bool:
    return one.start <= other.end and other.start <= one.end
