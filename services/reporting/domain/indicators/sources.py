"""Facts that several indicators count from."""

from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.reporting.domain.indicators.indicator import Sources

PLACEMENTS: Sources = (PlacementAnnounced, PlacementChanged, PlacementCancelled)
"""Who is in post where; and so which trusts host, which are the ones that promise."""
