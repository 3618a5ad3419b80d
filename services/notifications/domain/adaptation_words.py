"""What is said of an adaptation: never what it is nor what it is for, and in a mail not even that it is one."""

from collections.abc import Mapping

from contracts import Event
from contracts.opportunities import AdaptationArranged, AdaptationOverdue, AdaptationRefused, AdaptationRequested
from contracts.vocabulary.labels import ADAPTATION_REFUSALS
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words
from services.notifications.domain.plain_words import Names, day

AdaptationEvent = AdaptationRequested | AdaptationArranged | AdaptationRefused | AdaptationOverdue

_READ = ("Sign in to read it.",)


def _to_arrange(event: AdaptationRequested, names: Names) -> Words:
    lines = (f"Where: {names.organisation(event.trust)}", f"Answer by: {day(event.answer_by)}")
    title = f"An adaptation is asked for: {names.doctor(event.doctor_id)}"
    return Words("You are asked for something in confidence", title, lines, (lines[1], *_READ))


def _owed(event: AdaptationOverdue, names: Names) -> Words:
    due = f"It was to be answered by: {day(event.answer_by)}"
    title = f"Answer about an adaptation overdue: {names.doctor(event.doctor_id)}"
    return Words("An answer that you owe is overdue", title, (due,), (due, *_READ))


def _arranged(event: AdaptationArranged, names: Names) -> Words:
    lines = (f"Where: {names.organisation(event.trust)}", f"By: {names.person(event.host_id)}")
    return Words("There is an answer for you", "The adaptation you asked for is arranged", lines, _READ)


def _refused(event: AdaptationRefused, names: Names) -> Words:
    lines = (
        f"Where: {names.organisation(event.trust)}",
        f"Reason: {ADAPTATION_REFUSALS[event.reason]}",
        "You can ask for something else, or ask somebody else.",
    )
    return Words("There is an answer for you", "The adaptation you asked for is not arranged", lines, _READ)


def _late(event: AdaptationOverdue, names: Names) -> Words:
    lines = (
        f"It was to be answered by: {day(event.answer_by)}",
        f"Asked of: {names.person(event.host_id)}",
        "Your host is reminded. You can ask somebody else.",
    )
    return Words("An answer to you is overdue", "The answer about an adaptation is overdue", lines, _READ)


ADAPTATION_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (AdaptationRequested, Category.ADAPTATION_TO_ARRANGE): _to_arrange,
    (AdaptationOverdue, Category.ADAPTATION_TO_ARRANGE): _owed,
    (AdaptationArranged, Category.YOUR_ADAPTATION): _arranged,
    (AdaptationRefused, Category.YOUR_ADAPTATION): _refused,
    (AdaptationOverdue, Category.YOUR_ADAPTATION): _late,
}
