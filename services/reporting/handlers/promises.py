"""That an event kept a promise to the doctor it is about."""

from datetime import date
from uuid import UUID

from chassis.door import Heard
from contracts.vocabulary import CriterionCode


def kept_promise(
    one: Heard, code: CriterionCode, *, on: date, placement_id: UUID | None = None, day: date | None = None
) -> dict[str, object]:
    """Kept on a London date, for the placement that the event names, or the one that has a day."""
    return {
        "event_id": one.stamp.id,
        "code": code,
        "doctor_id": one.event.doctor_id,
        "placement_id": placement_id,
        "day": day,
        "kept_on": on,
    }
