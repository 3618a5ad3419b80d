"""Role modelling, pure: who may offer, book, cancel and complete shadowing, and what follows."""

from services.role_modelling.domain.cancelling import cancel, cancel_booking
from services.role_modelling.domain.decision import Decision
from services.role_modelling.domain.looking_back import complete, debrief
from services.role_modelling.domain.offering import book, offer
from services.role_modelling.domain.slot import (
    HELD,
    HOSTS,
    KEEPERS,
    Booking,
    BookingStatus,
    Placement,
    Slot,
    Status,
    Terms,
    Wish,
)

__all__ = [
    "HELD",
    "HOSTS",
    "KEEPERS",
    "Booking",
    "BookingStatus",
    "Decision",
    "Placement",
    "Slot",
    "Status",
    "Terms",
    "Wish",
    "book",
    "cancel",
    "cancel_booking",
    "complete",
    "debrief",
    "offer",
]
