"""Facts that several indicators count from."""

from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from contracts.vocabulary import Role
from services.reporting.domain.indicators.indicator import Sources

PLACEMENTS: Sources = (PlacementAnnounced, PlacementChanged, PlacementCancelled)
"""Who is in post where; and so which trusts host, which are the ones that promise."""

READERS = frozenset({Role.DME, Role.GUARDIAN})
"""Who reads what residents report of lost time, at whoever employs them: without both, a report goes to nobody."""
