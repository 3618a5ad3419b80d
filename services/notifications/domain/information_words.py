"""What is said of the work schedule and the rota that are due before a placement."""

from collections.abc import Mapping

from contracts import Event
from contracts.registry import PlacementInformationNotReceived, PlacementInformationRecorded
from contracts.vocabulary import PlacementInformation
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.placement_words import placement_line
from services.notifications.domain.plain_words import Names, day

_WHAT: Mapping[PlacementInformation, str] = {
    PlacementInformation.DETAILS: "placement details",
    PlacementInformation.WORK_SCHEDULE: "work schedule",
    PlacementInformation.ROTA: "rota",
}


def _recorded(event: PlacementInformationRecorded, names: Names) -> Words:
    what = _WHAT[event.information]
    return same(
        f"Your {what} was issued",
        f"Recorded as issued on: {day(event.happened_on)}",
        placement_line(event.placement, names),
        "If you have not received it, you can say so at this placement: who owes it to you is told.",
    )


def _not_received(event: PlacementInformationNotReceived, names: Names) -> Words:
    what = _WHAT[event.information]
    return same(
        f"A doctor has not received their {what}",
        placement_line(event.placement, names),
        "Send it, and record the day on which you did.",
        title=f"{what.capitalize()} not received: {names.doctor(event.placement.doctor_id)}",
    )


INFORMATION_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (PlacementInformationRecorded, Category.YOUR_INFORMATION): _recorded,
    (PlacementInformationNotReceived, Category.INFORMATION_OWED): _not_received,
}
