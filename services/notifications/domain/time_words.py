"""What is said of self-development time, and of what is private."""

from collections.abc import Mapping

from contracts import Event
from contracts.leave import CapacityPublished, NoticeDue, SdtConfirmed, SdtScheduled
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, count, days, halves, time_spent


def _scheduled(event: SdtScheduled, names: Names) -> Words:
    wanted = f"It is to be at least {time_spent(event.required_per_week)}." if event.required_per_week else ""
    return same(
        "Your self-development time is in the rota",
        f"Each week: {time_spent(event.minutes_per_week)}. {wanted}".rstrip(),
        f"Where: {names.organisation(event.trust)}",
        "In your work schedule too." if event.in_work_schedule else "Not in your work schedule yet.",
        "Say whether you get it, now or later.",
    )


def _not_had(event: SdtConfirmed, names: Names) -> Words:
    return same(
        "Self-development time is not had as it is scheduled",
        f"Scheduled each week: {time_spent(event.minutes_per_week)}",
        f"Where: {names.organisation(event.trust)}",
        title=f"Says that they do not get their time: {names.doctor(event.doctor_id)}",
    )


def _published(event: CapacityPublished, names: Names) -> Words:
    return same(f"A calendar of study leave is published: {event.department}", *_capacity(event, names))


def _short(event: CapacityPublished, names: Names) -> Words:
    missing = halves(event.half_days_owed - event.half_days_free)
    return same(
        "A department cannot hold the study leave of its doctors",
        *_capacity(event, names),
        f"Too few: {missing}. More can be let away before the roster is made.",
    )


def _capacity(event: CapacityPublished, names: Names) -> tuple[str, ...]:
    return (
        f"Department: {event.department}, {names.organisation(event.trust)}",
        f"Days: {days(event.first_day, event.last_day)}",
        f"Doctors placed there: {count(event.doctors, 'doctor')}",
        f"Study leave that these days earn them: {halves(event.half_days_owed)}",
        f"Study leave that these days can hold: {halves(event.half_days_free)}",
    )


def _private(_: NoticeDue, __: Names) -> Words:
    """The same to everybody, in mail and inbox: who reads over a shoulder learns nothing (R47)."""
    return same("You have a private item", "Sign in and open your private items to read it.")


TIME_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (SdtScheduled, Category.YOUR_TIME): _scheduled,
    (SdtConfirmed, Category.TEAM_TIME): _not_had,
    (CapacityPublished, Category.TEAM_CAPACITY): _published,
    (CapacityPublished, Category.CAPACITY_SHORT): _short,
    (NoticeDue, Category.PRIVATE): _private,
}
