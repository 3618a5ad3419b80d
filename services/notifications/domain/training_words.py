"""What is said of a trust's courses: to the doctors who booked, to who runs them, and to who plans the rota."""

from collections.abc import Mapping

from contracts import Event
from contracts.opportunities import (
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.vocabulary import AppealOutcome
from contracts.vocabulary.labels import REFUSALS, TRAINING_CANCELLATIONS
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, count, days, time_spent

Training = (
    TrainingBooked
    | TrainingGivenBack
    | TrainingReleaseRefused
    | TrainingReleaseAppealed
    | TrainingReleaseAppealAnswered
    | TrainingAttended
    | TrainingMissed
    | TrainingCancelled
)


def _course(event: Training, names: Names) -> tuple[str, ...]:
    when = f"When: {days(event.first_day, event.last_day)}"
    return f"Course: {event.title}", when, f"Where: {names.organisation(event.trust)}"


def _to_release(event: TrainingBooked, names: Names) -> Words:
    title = f"Release for a course: {names.doctor(event.doctor_id)}"
    refuse = "Plan the rota so that they can go. If that is impossible, record the refusal with its reason."
    return same("A doctor needs release for a course", *_course(event, names), refuse, title=title)


def _no_longer_to_release(event: TrainingGivenBack, names: Names) -> Words:
    title = f"No release needed any more: {names.doctor(event.doctor_id)}"
    return same("A doctor no longer needs release for a course", *_course(event, names), title=title)


def _given_back(event: TrainingGivenBack, names: Names) -> Words:
    title = f"Given back: {names.doctor(event.doctor_id)}"
    return same("A seat in your course is free again", *_course(event, names), title=title)


def _not_released(event: TrainingReleaseRefused, names: Names) -> Words:
    """To the doctor."""
    behind_sign_in = (
        *_course(event, names),
        f"Reason: {REFUSALS[event.reason]}",
        "Your booking shows the explanation. Your seat is free again; once the rota can release you, book anew.",
        "You can ask the director of medical education once to look at it, until the course begins.",
    )
    subject, title = "There is a decision on your release for a course", "You are not released for your course"
    return Words(subject, title, behind_sign_in, (*_course(event, names), "Sign in to read it."))


def _seat_of_who_is_not_released(event: TrainingReleaseRefused, names: Names) -> Words:
    """To who runs the course."""
    title = f"Not released: {names.doctor(event.doctor_id)}"
    reason = f"Reason: {REFUSALS[event.reason]}"
    return same("A doctor is not released for your course", *_course(event, names), reason, title=title)


def _to_judge(event: TrainingReleaseAppealed, names: Names) -> Words:
    title = f"Appeal about release for a course: {names.doctor(event.doctor_id)}"
    answer = "Uphold it, and the doctor is released, or dismiss it: either is final."
    return same("An appeal about release for a course waits for you", *_course(event, names), answer, title=title)


def _judged(event: TrainingReleaseAppealAnswered, names: Names) -> Words:
    """To the doctor."""
    found = (
        "You are released for your course" if _is_upheld(event) else "Your appeal is dismissed: you are not released"
    )
    seat = [] if not _is_upheld(event) else [_SEATED[event.seated]]
    behind_sign_in = (*_course(event, names), *seat, "Your booking shows the answer.")
    subject = "There is an answer to your appeal about a course"
    return Words(subject, found, behind_sign_in, (*_course(event, names), "Sign in to read it."))


def _to_release_after_all(event: TrainingReleaseAppealAnswered, names: Names) -> Words:
    """To who plans the rota."""
    doctor = names.doctor(event.doctor_id)
    if not _is_upheld(event):
        return same("An appeal about release is dismissed", *_course(event, names), title=f"Not released: {doctor}")
    plan = (
        "Plan the rota so that they can go."
        if event.seated
        else "The list of who booked shows whether they have a seat."
    )
    title = f"Released on appeal: {doctor}"
    return same("A doctor is released for a course on appeal", *_course(event, names), plan, title=title)


_SEATED: Mapping[bool, str] = {
    True: "You have your seat again.",
    False: "This booking has no seat any more. Your courses show whether you have another.",
}


def _is_upheld(event: TrainingReleaseAppealAnswered) -> bool:
    return event.outcome is AppealOutcome.UPHELD


def _attended(event: TrainingAttended, names: Names) -> Words:
    return same("You are recorded as having come", *_course(event, names), f"Recorded: {time_spent(event.minutes)}")


def _missed(event: TrainingMissed, names: Names) -> Words:
    wrong = "If you were there, ask your medical education team to put the register right."
    return same("You are recorded as not having come", *_course(event, names), wrong)


def _cancelled(event: TrainingCancelled, names: Names) -> Words:
    """To a doctor who had a seat, or asked to be released."""
    title = "This course is not taking place"
    behind_sign_in = (*_course(event, names), f"Reason: {TRAINING_CANCELLATIONS[event.reason]}")
    return Words(
        "A course that you booked is cancelled", title, behind_sign_in, (*_course(event, names), "Sign in to read why.")
    )


def _your_course_cancelled(event: TrainingCancelled, names: Names) -> Words:
    lines = (
        *_course(event, names),
        f"Seats lost: {len(event.bookings)}",
        f"Reason: {TRAINING_CANCELLATIONS[event.reason]}",
    )
    return same("A course that you run is cancelled", *lines)


def _nobody_to_release(event: TrainingCancelled, names: Names) -> Words:
    free = f"{count(len(event.bookings), 'doctor')} had booked, and no release is needed any more."
    return same("A course is cancelled", *_course(event, names), free)


TRAINING_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (TrainingBooked, Category.RELEASE_FOR_TRAINING): _to_release,
    (TrainingGivenBack, Category.RELEASE_FOR_TRAINING): _no_longer_to_release,
    (TrainingGivenBack, Category.TRAINING_YOU_RUN): _given_back,
    (TrainingReleaseRefused, Category.YOUR_TRAINING): _not_released,
    (TrainingReleaseRefused, Category.TRAINING_YOU_RUN): _seat_of_who_is_not_released,
    (TrainingReleaseAppealed, Category.APPEAL_TO_ANSWER): _to_judge,
    (TrainingReleaseAppealAnswered, Category.YOUR_TRAINING): _judged,
    (TrainingReleaseAppealAnswered, Category.RELEASE_FOR_TRAINING): _to_release_after_all,
    (TrainingAttended, Category.YOUR_TRAINING): _attended,
    (TrainingMissed, Category.YOUR_TRAINING): _missed,
    (TrainingCancelled, Category.YOUR_TRAINING): _cancelled,
    (TrainingCancelled, Category.TRAINING_YOU_RUN): _your_course_cancelled,
    (TrainingCancelled, Category.RELEASE_FOR_TRAINING): _nobody_to_release,
}
