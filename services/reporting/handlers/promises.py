"""That a fact kept a promise to the doctor it is about, or does no longer."""

from datetime import date
from uuid import UUID

from chassis.door import Heard
from contracts.vocabulary import CriterionCode


def kept_promise(
    one: Heard,
    code: CriterionCode,
    *,
    on: date | None,
    by: UUID | None = None,
    placement_id: UUID | None = None,
    trust: str | None = None,
    day: date | None = None,
) -> dict[str, object]:
    """Kept on a London date (None: not, or no longer), for the placement that the event names, or that has a day.

    ``trust``: who kept it, where that is not so for another host of the same placement.
    ``by`` is what keeps it where a later event may say otherwise: a request, a booking. Else the event alone does.
    """
    return {
        "fact_id": by or one.stamp.id,
        "code": code,
        "doctor_id": one.event.doctor_id,
        "placement_id": placement_id,
        "trust": trust,
        "day": day,
        "event_id": one.stamp.id,
        "kept_on": on,
    }
