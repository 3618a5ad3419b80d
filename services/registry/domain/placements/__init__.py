"""Placements: rows of the TIS sheets, which known placement each is about, and what it changes."""

from services.registry.domain.placements.deciding import NotApproved, Taken, cancel_placement, take_placement
from services.registry.domain.placements.full_time import above_full_time
from services.registry.domain.placements.guard import Guard
from services.registry.domain.placements.matching import SheetIndex, same
from services.registry.domain.placements.placement import DaysAhead, Placement, When, due
from services.registry.domain.placements.register import PlacementsRegister
from services.registry.domain.placements.rows import SAYS_OTHERWISE, PlacementRow, read_placement

__all__ = [
    "SAYS_OTHERWISE",
    "DaysAhead",
    "Guard",
    "NotApproved",
    "Placement",
    "PlacementRow",
    "PlacementsRegister",
    "SheetIndex",
    "Taken",
    "When",
    "above_full_time",
    "cancel_placement",
    "due",
    "read_placement",
    "same",
    "take_placement",
]
