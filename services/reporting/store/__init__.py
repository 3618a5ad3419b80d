"""What reporting keeps and asks: facts, figures, their movements, and the journey of an event."""

from services.reporting.store.facts import (
    close_opportunities,
    end_champions,
    keep_certificates,
    keep_champions,
    keep_closures,
    keep_deanery_trusts,
    keep_feedback,
    keep_leave_decisions,
    keep_opportunities,
    keep_organisations,
    keep_participations,
    keep_placements,
    keep_shadowing,
    revoke_certificates,
    trusts_of,
)
from services.reporting.store.figures import figures
from services.reporting.store.journey import effects_of, noted, way_to
from services.reporting.store.movements import (
    Touch,
    last_moved,
    last_recorded,
    movements,
    note_touched,
    record,
    take_touched,
    touched_waiting,
)
from services.reporting.store.standing import standing
from services.reporting.store.tables import Row, metadata

__all__ = [
    "Row",
    "Touch",
    "close_opportunities",
    "effects_of",
    "end_champions",
    "figures",
    "keep_certificates",
    "keep_champions",
    "keep_closures",
    "keep_deanery_trusts",
    "keep_feedback",
    "keep_leave_decisions",
    "keep_opportunities",
    "keep_organisations",
    "keep_participations",
    "keep_placements",
    "keep_shadowing",
    "last_moved",
    "last_recorded",
    "metadata",
    "movements",
    "note_touched",
    "noted",
    "record",
    "revoke_certificates",
    "standing",
    "take_touched",
    "touched_waiting",
    "trusts_of",
    "way_to",
]
