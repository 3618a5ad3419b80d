"""What is said of a trust's forums: to residents, to who convenes it, and to who is to do something."""

from collections.abc import Mapping
from datetime import datetime

from contracts import Event
from contracts.opportunities import (
    ForumActionAgreed,
    ForumActionClosed,
    ForumCalled,
    ForumCalledOff,
    ForumFounded,
    ForumOverdue,
    ForumProposed,
    ForumRequested,
)
from contracts.vocabulary import ForumKind
from contracts.vocabulary.labels import ACTION_OUTCOMES
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day, moment, time_of_day

Forum = (
    ForumRequested
    | ForumOverdue
    | ForumProposed
    | ForumFounded
    | ForumCalled
    | ForumCalledOff
    | ForumActionAgreed
    | ForumActionClosed
)


_CALLED: Mapping[ForumKind, str] = {
    ForumKind.LEADERSHIP: "leadership forum",
    ForumKind.RESIDENTS: "residents' forum",
}


def _where(event: Forum, names: Names) -> str:
    return f"Where: {names.organisation(event.trust)}"


def _requested(event: ForumRequested, names: Names) -> Words:
    lines = (_where(event, names), f"Found it by: {day(event.found_by)}")
    return same("Residents ask for a leadership forum", *lines)


def _overdue(event: ForumOverdue, names: Names) -> Words:
    """To who answers for it."""
    asked = f"It was to be founded by {day(event.found_by)}, and is not. The residents who asked are told so."
    return same("A leadership forum is overdue", _where(event, names), asked)


def _your_trust_is_late(event: ForumOverdue, names: Names) -> Words:
    asked = (
        f"It was to be founded by {day(event.found_by)}. Your trust's champion and board lead are told that it is late."
    )
    return same("The forum you asked for is late", _where(event, names), asked)


def _proposed(event: ForumProposed, names: Names) -> Words:
    """Both set it up: it is not there until the other says so too."""
    lines = (_where(event, names), "Guardian and director of medical education set it up together: it waits for you.")
    return same("A residents' forum waits for you to agree", *lines)


def _founded(event: ForumFounded, names: Names) -> Words:
    if event.proposed_by:
        return same("The residents' forum that you proposed is founded", _where(event, names))
    return same("The forum you asked for is founded", _where(event, names), "You will read here when it first meets.")


def _when(start: datetime, end: datetime) -> str:
    return f"When: {moment(start)} to {time_of_day(end)}"


def _called(event: ForumCalled, names: Names) -> Words:
    shared = ["It has its own item in the meeting of the residents' forum."] if event.with_residents_forum else []
    lines = (_when(event.starts_at, event.ends_at), _where(event, names), *shared)
    return same(f"Your trust's {_CALLED[event.kind]} meets", *lines)


def _called_off(event: ForumCalledOff, names: Names) -> Words:
    lines = (_when(event.starts_at, event.ends_at), _where(event, names))
    return same(f"Your trust's {_CALLED[event.kind]} does not meet", *lines)


def _agreed(event: ForumActionAgreed, names: Names) -> Words:
    lines = (_where(event, names), f"Due: {day(event.due_on)}", "The forum's page shows what residents said.")
    return same(f"A {_CALLED[event.kind]} asks something of you", *lines)


def _closed(event: ForumActionClosed, names: Names) -> Words:
    lines = (_where(event, names), f"What came of it: {ACTION_OUTCOMES[event.outcome]}")
    return same(f"An action of your {_CALLED[event.kind]} is closed", *lines)


FORUM_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (ForumRequested, Category.FORUM_YOU_CONVENE): _requested,
    (ForumOverdue, Category.FORUM_YOU_CONVENE): _overdue,
    (ForumOverdue, Category.YOUR_FORUM): _your_trust_is_late,
    (ForumProposed, Category.FORUM_YOU_CONVENE): _proposed,
    (ForumFounded, Category.YOUR_FORUM): _founded,
    (ForumCalled, Category.YOUR_FORUM): _called,
    (ForumCalledOff, Category.YOUR_FORUM): _called_off,
    (ForumActionAgreed, Category.ACTION_FOR_YOU): _agreed,
    (ForumActionClosed, Category.FORUM_YOU_CONVENE): _closed,
}
