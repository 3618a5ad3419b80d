"""What is said of a doctor's own activity: to the lead they name, and to them."""

from collections.abc import Mapping

from contracts import Event
from contracts.opportunities import ActivityConfirmed, ActivityDeclined, ActivityRecorded
from contracts.vocabulary import ActivityDeclineReason
from contracts.vocabulary.labels import ACTIVITIES
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, days, time_spent

ActivityEvent = ActivityRecorded | ActivityConfirmed | ActivityDeclined

_DECLINED: Mapping[ActivityDeclineReason, str] = {
    ActivityDeclineReason.NOT_THE_LEAD: "somebody else would know: name them",
    ActivityDeclineReason.NOT_AS_RECORDED: "it was not quite as you recorded it: change it",
}


def _what(event: ActivityEvent, names: Names) -> tuple[str, ...]:
    """What the doctor calls it is behind sign-in."""
    spent = f"Time spent: {time_spent(event.minutes)}"
    when = f"When: {days(event.first_day, event.last_day)}"
    return f"What: {ACTIVITIES[event.kind]}", when, spent, f"Where: {names.organisation(event.trust)}"


def _to_confirm(event: ActivityRecorded, names: Names) -> Words:
    title = f"Recorded by: {names.doctor(event.doctor_id)}"
    return same("A doctor asks you to confirm what they did", *_what(event, names), title=title)


def _confirmed(event: ActivityConfirmed, names: Names) -> Words:
    return same("What you did is confirmed", *_what(event, names))


def _declined(event: ActivityDeclined, names: Names) -> Words:
    return Words(
        "There is an answer about what you recorded",
        "What you recorded is not confirmed",
        (*_what(event, names), f"Reason: {_DECLINED[event.reason]}"),
        ("Sign in to read the answer.",),
    )


ACTIVITY_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (ActivityRecorded, Category.ACTIVITY_TO_CONFIRM): _to_confirm,
    (ActivityConfirmed, Category.YOUR_ACTIVITY): _confirmed,
    (ActivityDeclined, Category.YOUR_ACTIVITY): _declined,
}
