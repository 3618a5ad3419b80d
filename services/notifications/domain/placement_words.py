"""What is said of placements: new, changed, cancelled, disputed by their doctor."""

from collections.abc import Mapping

from contracts import Event
from contracts.registry import (
    Change,
    CodeChange,
    DateChange,
    Placement,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementDisputeClosed,
    PlacementDisputed,
    SupervisorChange,
    TypeChange,
    WteChange,
)
from contracts.vocabulary import DisputeOutcome
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import DISPUTED, PLACEMENT_TYPES, Names, count, day, days, wte

FIELDS = {"wte": "Working time (WTE)", "type": "Type", "start": "Start date", "end": "End date"}


def placement_line(placement: Placement, names: Names) -> str:
    where = names.organisation(placement.site)
    if placement.site != placement.host:
        where += f", {names.organisation(placement.host)}"
    return f"Placement: {placement.grade} at {where}, {days(placement.start, placement.end)}"


def _notice(days_ahead: int, what: str) -> str:
    if days_ahead > 0:
        return f"Notice: {count(days_ahead, 'day')} before {what}"
    return "Notice: none, it starts today" if days_ahead == 0 else "Notice: none, it has already started"


def _change(change: Change, names: Names) -> str:
    """One change as its old and its new value."""
    match change:
        case CodeChange():
            old, new = names.organisation(change.old), names.organisation(change.new)
        case SupervisorChange():
            old, new = names.person(change.old), names.person(change.new)
        case DateChange():
            old, new = day(change.old), day(change.new)
        case WteChange():
            old, new = wte(change.old), wte(change.new)
        case TypeChange():
            old, new = PLACEMENT_TYPES[change.old], PLACEMENT_TYPES[change.new]
        case _:
            old, new = change.old or "not recorded", change.new or "not recorded"
    return f"{FIELDS.get(change.field, change.field.replace('_', ' ').capitalize())}: was {old}, now {new}"


def _announced(event: PlacementAnnounced, names: Names) -> Words:
    notice = _notice(event.notice_days, "it starts")
    return same("You have a new placement", placement_line(event.placement, names), notice)


def _changed_lines(event: PlacementChanged, names: Names) -> tuple[str, ...]:
    changes = [_change(change, names) for change in event.changes]
    return (*changes, _notice(event.notice_days, "the start date"), placement_line(event.placement, names))


def _changed(event: PlacementChanged, names: Names) -> Words:
    return same("Your placement has changed", *_changed_lines(event, names))


def _team_changed(event: PlacementChanged, names: Names) -> Words:
    title = f"Placement changed: {names.doctor(event.placement.doctor_id)}"
    return same("A placement at your organisation has changed", *_changed_lines(event, names), title=title)


def _cancelled_lines(event: PlacementCancelled, names: Names) -> tuple[str, ...]:
    return placement_line(event.placement, names), _notice(event.notice_days, "it would have started")


def _cancelled(event: PlacementCancelled, names: Names) -> Words:
    return same("Your placement is cancelled", *_cancelled_lines(event, names))


def _team_cancelled(event: PlacementCancelled, names: Names) -> Words:
    title = f"Placement cancelled: {names.doctor(event.placement.doctor_id)}"
    return same("A placement at your organisation is cancelled", *_cancelled_lines(event, names), title=title)


def _in_dispute(event: PlacementDisputed | PlacementDisputeClosed) -> str:
    return f"Said to be wrong: {', '.join(DISPUTED[field] for field in event.fields)}"


def _disputed(event: PlacementDisputed, names: Names) -> Words:
    said, placement = _in_dispute(event), placement_line(event.placement, names)
    return Words(
        "A doctor says that a placement is wrong",
        f"Placement disputed: {names.doctor(event.placement.doctor_id)}",
        (said, placement, "The dispute shows what the doctor wrote. You answer it there."),
        (said, placement, "Sign in to read what the doctor wrote, and to answer."),
    )


_OUTCOMES = {
    DisputeOutcome.CORRECTED: "The answer: it is corrected, or will be with the next change you are told of",
    DisputeOutcome.STANDS: "The answer: it stands as it is",
}


def _dispute_closed(event: PlacementDisputeClosed, names: Names) -> Words:
    said, placement = _in_dispute(event), placement_line(event.placement, names)
    return Words(
        "There is an answer about your placement",
        "What you said about your placement is answered",
        (_OUTCOMES[event.outcome], said, placement, "The dispute shows the answer in words."),
        (placement, "Sign in to read the answer."),
    )


PLACEMENT_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (PlacementAnnounced, Category.YOUR_PLACEMENT): _announced,
    (PlacementChanged, Category.YOUR_PLACEMENT): _changed,
    (PlacementChanged, Category.TEAM_PLACEMENT): _team_changed,
    (PlacementCancelled, Category.YOUR_PLACEMENT): _cancelled,
    (PlacementCancelled, Category.TEAM_PLACEMENT): _team_cancelled,
    (PlacementDisputed, Category.DISPUTE_TO_ANSWER): _disputed,
    (PlacementDisputeClosed, Category.YOUR_DISPUTE): _dispute_closed,
}
