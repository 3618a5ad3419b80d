"""What the services answer, as far as pages show it."""

from services.portal.pages.shapes.leave import Appeal, Checked, Leave, Leaves, Refusal, Step
from services.portal.pages.shapes.people import Called, Names, Organisation, Raised
from services.portal.pages.shapes.placements import Dispute, Disputes, Placement, Placements
from services.portal.pages.shapes.taking_part import (
    Activity,
    Adaptation,
    Booking,
    Bookings,
    Certificate,
    Certificates,
    Feedback,
    Opportunities,
    Opportunity,
    Participation,
    Participations,
    Slot,
    Slots,
)
from services.portal.pages.shapes.telling import About, Device, Devices, Inbox, Item, PushKey, Unread

__all__ = [
    "About",
    "Activity",
    "Adaptation",
    "Appeal",
    "Booking",
    "Bookings",
    "Called",
    "Certificate",
    "Certificates",
    "Checked",
    "Device",
    "Devices",
    "Dispute",
    "Disputes",
    "Feedback",
    "Inbox",
    "Item",
    "Leave",
    "Leaves",
    "Names",
    "Opportunities",
    "Opportunity",
    "Organisation",
    "Participation",
    "Participations",
    "Placement",
    "Placements",
    "PushKey",
    "Raised",
    "Refusal",
    "Slot",
    "Slots",
    "Step",
    "Unread",
]
