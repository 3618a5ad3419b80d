"""What is said of opportunities: to who leads one, and to the doctors who take part."""

from collections.abc import Mapping

from contracts import Event
from contracts.opportunities import (
    InductionPackSent,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    InterestWithdrawn,
    ParticipationConfirmed,
    ParticipationMissed,
    SearchMatched,
)
from contracts.vocabulary import Answer, DeclineReason
from contracts.vocabulary.labels import DECLINES, PARTS
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, count, day, days, time_spent

_OfInterest = InterestExpressed | InterestOverdue | InterestAnswered | InterestWithdrawn
_OfParticipation = _OfInterest | ParticipationConfirmed | ParticipationMissed


def _which(event: _OfParticipation, names: Names) -> tuple[str, str]:
    return f"Opportunity: {event.title}", f"Where: {names.organisation(event.trust)}"


def _pack(event: InductionPackSent, names: Names) -> Words:
    where = f"Where: {names.organisation(event.trust)}"
    open_now = f"Open to you now: {count(event.opportunities, 'opportunity', 'opportunities')}"
    found = [f"Found by a search that you saved: {event.matches}"] if event.matches else []
    return same("What you can lead, chair, watch or learn where you work", where, open_now, *found)


def _found(event: SearchMatched, names: Names) -> Words:
    lines = [f"{one.title}, at {names.organisation(one.trust)}" for one in event.found]
    new = count(len(event.found), "opportunity is", "opportunities are")
    end = "To hear of no more, delete the search."
    return same("A search that you saved finds something new", *lines, end, title=f"{new} new to your searches")


def _expressed(event: InterestExpressed, names: Names) -> Words:
    title = f"Interested: {names.doctor(event.doctor_id)}"
    lines = (*_which(event, names), f"Answer by: {day(event.answer_by)}")
    return same("A doctor's interest waits for your answer", *lines, title=title)


def _overdue(event: InterestOverdue, names: Names) -> Words:
    title = f"Answer overdue: {names.doctor(event.doctor_id)}"
    lines = (*_which(event, names), f"It was to be answered by: {day(event.answer_by)}")
    return same("An answer to a doctor's interest is overdue", *lines, title=title)


def _withdrawn(event: InterestWithdrawn, names: Names) -> Words:
    title = f"No longer interested: {names.doctor(event.doctor_id)}"
    return same("A doctor is no longer interested", *_which(event, names), title=title)


def _answered(event: InterestAnswered, names: Names) -> Words:
    reason = [f"Reason: {DECLINES[event.reason]}"] if event.reason else []
    basis = [f"You were {event.basis}."] if event.basis else []
    return Words(
        "There is an answer to your interest",
        _outcome(event),
        (*_which(event, names), *reason, *basis),
        (*_which(event, names), "Sign in to read the answer."),
    )


def _outcome(event: InterestAnswered) -> str:
    """Whoever had been offered a place is told as well when it is not taking place."""
    if event.reason == DeclineReason.NOT_TAKING_PLACE:
        return "This opportunity is not taking place"
    return "You are offered a place" if event.answer == Answer.OFFERED else "You are not offered a place"


def _confirmed(event: ParticipationConfirmed, names: Names) -> Words:
    when, spent = days(event.first_day, event.last_day), time_spent(event.minutes)
    lines = (*_which(event, names), f"You {PARTS[event.role]} it: {when}", f"Time spent: {spent}")
    return same("It is confirmed that you took part", *lines)


def _missed(event: ParticipationMissed, names: Names) -> Words:
    wrong = "If you took part, ask whoever leads it to put this right."
    return same("It is recorded that you did not take part", *_which(event, names), wrong)


OPPORTUNITY_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (InductionPackSent, Category.YOUR_PACK): _pack,
    (SearchMatched, Category.YOUR_SEARCH): _found,
    (InterestExpressed, Category.INTEREST_TO_ANSWER): _expressed,
    (InterestOverdue, Category.INTEREST_TO_ANSWER): _overdue,
    (InterestOverdue, Category.TEAM_INTEREST_OVERDUE): _overdue,
    (InterestWithdrawn, Category.INTEREST_TO_ANSWER): _withdrawn,
    (InterestAnswered, Category.YOUR_INTEREST): _answered,
    (ParticipationConfirmed, Category.YOUR_PARTICIPATION): _confirmed,
    (ParticipationMissed, Category.YOUR_PARTICIPATION): _missed,
}
