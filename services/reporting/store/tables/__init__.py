"""The tables of reporting: facts as they stand, and how the figures moved."""

from services.reporting.store.tables.facts import (
    appointment,
    catalogue,
    certificate,
    deanery_trusts,
    feedback,
    induction_pack,
    interest,
    kept_promise,
    opportunity,
    organisation,
    participation,
    placement,
    promise_dispute,
    shadowing_booking,
    shadowing_slot,
)
from services.reporting.store.tables.history import (
    evidence,
    movement,
    touched,
)
from services.reporting.store.tables.leadership import (
    fellowship,
    forum_action,
    forum_meeting,
    forum_request,
    training_booking,
)
from services.reporting.store.tables.leave import (
    capacity,
    leave_appeal,
    leave_asked,
    leave_decision,
    leave_step,
    leave_year,
)
from services.reporting.store.tables.metadata import Row, metadata
from services.reporting.store.tables.protected_time import lost_time, self_development
from services.reporting.store.tables.registry import commitment, placement_information, vacancy

__all__ = [
    "Row",
    "appointment",
    "capacity",
    "catalogue",
    "certificate",
    "commitment",
    "deanery_trusts",
    "evidence",
    "feedback",
    "fellowship",
    "forum_action",
    "forum_meeting",
    "forum_request",
    "induction_pack",
    "interest",
    "kept_promise",
    "leave_appeal",
    "leave_asked",
    "leave_decision",
    "leave_step",
    "leave_year",
    "lost_time",
    "metadata",
    "movement",
    "opportunity",
    "organisation",
    "participation",
    "placement",
    "placement_information",
    "promise_dispute",
    "self_development",
    "shadowing_booking",
    "shadowing_slot",
    "touched",
    "training_booking",
    "vacancy",
]
