"""What role modelling keeps: slots with their bookings, and its own copies of who works where."""

from services.role_modelling.store.copies import host_is_there, keep_appointments, keep_placements, placements_of
from services.role_modelling.store.slots import (
    add,
    bookings_of,
    hosted,
    keep,
    look_at,
    look_at_slot_of,
    open_slots,
    slot,
    slot_of,
)
from services.role_modelling.store.tables import metadata
from services.role_modelling.store.terms import terms

__all__ = [
    "add",
    "bookings_of",
    "host_is_there",
    "hosted",
    "keep",
    "keep_appointments",
    "keep_placements",
    "look_at",
    "look_at_slot_of",
    "metadata",
    "open_slots",
    "placements_of",
    "slot",
    "slot_of",
    "terms",
]
