"""What is said of fellowships: to who holds one, and to who answers for the time that was promised with it."""

from collections.abc import Mapping

from contracts import Event
from contracts.opportunities import FellowshipAppointed, FellowshipEnded, FellowshipShareReported
from contracts.vocabulary import FellowshipEnding
from contracts.vocabulary.labels import FELLOWSHIPS
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day, days

_ENDINGS: Mapping[FellowshipEnding, str] = {
    FellowshipEnding.LEFT: "you leave the post",
    FellowshipEnding.WITHDRAWN: "the post is withdrawn",
    FellowshipEnding.APPOINTED_IN_ERROR: "it was recorded in error",
}


def _which(event: FellowshipAppointed | FellowshipEnded | FellowshipShareReported, names: Names) -> tuple[str, ...]:
    return f"Post: {FELLOWSHIPS[event.kind]}", f"Where: {names.organisation(event.trust)}"


def _appointed(event: FellowshipAppointed, names: Names) -> Words:
    lines = (
        *_which(event, names),
        f"When: {days(event.starts_on, event.ends_on)}",
        f"Protected for leading: {event.protected_percent}% of your time",
        "If it is another share in truth, say so in your fellowship.",
    )
    return same("You are recorded as a leadership fellow", *lines)


def _ended(event: FellowshipEnded, names: Names) -> Words:
    lines = (*_which(event, names), f"Last day: {day(event.ended_on)}")
    reason = f"Reason: {_ENDINGS[event.reason]}"
    return Words(
        "Your fellowship has ended", "Your fellowship has ended", (*lines, reason), (*lines, "Sign in for why.")
    )


def _short(event: FellowshipShareReported, names: Names) -> Words:
    title = f"Less protected time than stated: {names.doctor(event.doctor_id)}"
    share = f"Stated: {event.protected_percent}% of their time. Protected in truth: {event.percent}%."
    which = _which(event, names)
    return Words(
        "A fellow has less protected time than stated", title, (*which, share), (*which, "Sign in to read it.")
    )


FELLOWSHIP_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (FellowshipAppointed, Category.YOUR_FELLOWSHIP): _appointed,
    (FellowshipShareReported, Category.FELLOWS_TIME): _short,
    (FellowshipEnded, Category.YOUR_FELLOWSHIP): _ended,
}
