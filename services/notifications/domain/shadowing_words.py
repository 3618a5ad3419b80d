"""What is said of shadowing: a place taken, given or taken back, and hours to look back on."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from chassis.clock import london_date
from contracts import Event
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary import CancelledBy
from contracts.vocabulary.labels import CANCELLATIONS
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, count, moment, time_of_day

Shadowing = ShadowingBooked | ShadowingCancelled | ShadowingCompleted


def people_in(event: Shadowing) -> set[UUID]:
    """Whose names its words need."""
    lost = event.bookings if isinstance(event, ShadowingCancelled) else (event,)
    return {event.host_id, *(one.doctor_id for one in lost)}


def _slot(event: Shadowing, names: Names) -> tuple[str, ...]:
    when = f"When: {_hours(event.starts_at, event.ends_at)}"
    return f"Shadowing: {event.title}", when, f"Where: {names.organisation(event.trust)}"


def _hours(start: datetime, end: datetime) -> str:
    """Tuesday 1 December 2026, 09:00 to 13:00; with its day again where it ends on another."""
    return f"{moment(start)} to {time_of_day(end) if london_date(start) == london_date(end) else moment(end)}"


def _booked(event: ShadowingBooked, names: Names) -> Words:
    title = f"Booked: {names.doctor(event.doctor_id)}"
    return same("A place in your shadowing slot is booked", *_slot(event, names), title=title)


def _lost(event: ShadowingCancelled, names: Names) -> Words:
    """To a doctor who had a place."""
    title = "The whole slot is cancelled" if event.whole else "Your place is taken back"
    behind_sign_in = (*_slot(event, names), f"Reason: {CANCELLATIONS[event.reason]}")
    return Words("Your shadowing is cancelled", title, behind_sign_in, (*_slot(event, names), "Sign in to read why."))


def _freed(event: ShadowingCancelled, names: Names) -> Words:
    """To the host: a doctor gave a place back, or a champion cancelled in their stead."""
    who = ", ".join(names.doctor(one.doctor_id) for one in event.bookings)
    if event.by is CancelledBy.DOCTOR:
        subject, title = "A place in your shadowing slot is free again", f"Given back: {who}"
    elif event.whole:
        subject, title = "Your shadowing slot is cancelled", "Your trust's champion has cancelled your slot"
    else:
        subject, title = "A booking of your shadowing slot is cancelled", f"Taken back by your trust's champion: {who}"
    behind_sign_in = (*_slot(event, names), f"Reason: {CANCELLATIONS[event.reason]}")
    return Words(subject, title, behind_sign_in, (*_slot(event, names), "Sign in to read who, and why."))


def _completed(event: ShadowingCompleted, names: Names) -> Words:
    if not event.attended:
        wrong = "If you were there, ask your host or your trust's champion."
        return same("You are recorded as not having come", *_slot(event, names), wrong)
    recorded = f"Recorded: {count(event.minutes, 'minute')}"
    write = "Write your debrief: what you learned, and what you will try. It stays yours."
    return same("Look back on your shadowing", *_slot(event, names), recorded, write)


SHADOWING_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (ShadowingBooked, Category.SHADOWING_YOU_HOST): _booked,
    (ShadowingCancelled, Category.YOUR_SHADOWING): _lost,
    (ShadowingCancelled, Category.SHADOWING_YOU_HOST): _freed,
    (ShadowingCompleted, Category.YOUR_SHADOWING): _completed,
}
