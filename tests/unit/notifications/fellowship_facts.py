"""Makers of ordinary facts of fellowships; a test names only those it is about."""

from datetime import date
from typing import Any
from uuid import uuid4

from contracts.opportunities import FellowshipAppointed, FellowshipEnded, FellowshipShareReported
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, NOW


def _of_fellowship(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "fellowship_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "kind": "chief_registrar",
        "protected_percent": 40,
        "starts_on": date(2026, 8, 5),
        "ends_on": date(2027, 8, 3),
    }
    return {**ordinary, **facts}


def an_appointed_fellow(**facts: Any) -> FellowshipAppointed:
    ordinary = {
        "grade": "ST5",
        "grade_equivalent": False,
        "out_of_programme": False,
        "funder": "R0B",
        "appointed_by": COORDINATOR,
        "appointed_at": NOW,
    }
    return FellowshipAppointed(**_of_fellowship(**{**ordinary, **facts}))


def a_reported_share(**facts: Any) -> FellowshipShareReported:
    return FellowshipShareReported(**_of_fellowship(**{"percent": 25, "reported_at": NOW, **facts}))


def an_ended_fellowship(**facts: Any) -> FellowshipEnded:
    ordinary = {"reason": "left", "ended_on": date(2026, 11, 30), "ended_by": COORDINATOR, "ended_at": NOW}
    return FellowshipEnded(**_of_fellowship(**{**ordinary, **facts}))
