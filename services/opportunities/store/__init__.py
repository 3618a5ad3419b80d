"""What opportunities keeps: the catalogue, what was published, who takes part, and its own copy of who works where."""

from services.opportunities.store.catalogue import answer_within_days, catalogue, kind
from services.opportunities.store.opportunities import add, keep, look_at, look_at_all, open_at, opportunity
from services.opportunities.store.participations import (
    add_participation,
    find_participation,
    keep_participation,
    look_at_participation,
    my_participations,
    participation,
    places_taken,
    waiting_for,
    waiting_participations,
)
from services.opportunities.store.people import is_appointed, keep_appointments, keep_placements, placements_of
from services.opportunities.store.tables import metadata

__all__ = [
    "add",
    "add_participation",
    "answer_within_days",
    "catalogue",
    "find_participation",
    "is_appointed",
    "keep",
    "keep_appointments",
    "keep_participation",
    "keep_placements",
    "kind",
    "look_at",
    "look_at_all",
    "look_at_participation",
    "metadata",
    "my_participations",
    "open_at",
    "opportunity",
    "participation",
    "placements_of",
    "places_taken",
    "waiting_for",
    "waiting_participations",
]
