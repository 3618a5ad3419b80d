"""A trust that is merged into another: whose people answer for what it leaves (decision 0026)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from contracts import Event
from contracts.vocabulary import AppointmentScope, OrganisationKind, Role
from services.registry.domain.appointments.appointment import Appointment
from services.registry.domain.organisations import Organisation
from services.registry.domain.refusals import NotTaken
from services.registry.domain.successors import left_to

_A_DAY = timedelta(days=1)
_OF_ITS_OWN = frozenset({Role.RDPL})
"""Who speaks for the residents of one trust speaks for those of no other (R75)."""


@dataclass(frozen=True, slots=True)
class Merger:
    """The trust as it is from now on, the appointments that end or begin with that, and what is said."""

    closed: Organisation
    appointments: tuple[Appointment, ...]
    events: tuple[Event, ...]


def merge(
    closed: Organisation,
    into: Organisation,
    *,
    known: Mapping[str, Organisation],
    held: Collection[Appointment],
    today: date,
) -> Merger:
    """What a closed trust left is from the day after for the holders at the other; its own appointments end with it.

    ``held``: what is held at either, and at those that the closed one followed. Of a merger that is known only what
    differs: where another closing day is, it moves. Raises NotTaken.
    """
    _check(closed, into)
    followed = replace(closed, successor=into.code)
    theirs = left_to(into.code, {**known, closed.code: followed})
    left = {code: theirs[code] for code in (closed.code, *left_to(closed.code, known))}
    before = {one.id: one for one in held}
    heirs = [one for one in held if one.code == into.code]
    theirs_there = {_inherited_id(one, code) for one in heirs for code in left}
    begun = [new for one in heirs for new in inherited(one, left, before)]
    over = [
        replace(old, ends_on=last)
        for old in held
        if old.code in left
        and old.id not in theirs_there
        and old.goes_on_after(last := max(left[old.code], today) - _A_DAY)
    ]
    touched = (*over, *begun)
    said = [event for one in touched for event in one.said_after(before.get(one.id), today=today)]
    named = [followed.closes()] if followed != closed else []
    return Merger(followed, touched, (*named, *said))


def inherited(held: Appointment, left: Mapping[str, date], known: Mapping[UUID, Appointment]) -> Iterable[Appointment]:
    """What somebody holds, by holding a role at a trust, at those that it followed, where that is not known yet.

    ``left`` as :func:`left_to` gives it.
    """
    if held.scope is not AppointmentScope.ORGANISATION or held.role in _OF_ITS_OWN:
        return
    for code, first in left.items():
        new = replace(held, id=_inherited_id(held, code), code=code, starts_on=max(held.starts_on, first))
        if new != known.get(new.id) and (new.id in known or new.goes_on_after(new.starts_on - _A_DAY)):
            yield new


def _inherited_id(held: Appointment, code: str) -> UUID:
    return uuid5(held.id, code)


def _check(closed: Organisation, into: Organisation) -> None:
    if closed.closed_on is None:
        raise NotTaken(f"{closed.code} is open: import a register of organisations that says when it closes")
    for one in (closed, into):
        if one.kind is not OrganisationKind.TRUST:
            raise NotTaken(f"{one.code} is no trust")
    if into.successor is not None or into.code == closed.code:
        raise NotTaken(f"{into.code} is closed: name the trust that answers for it today")
    if into.closed_on is not None and into.closed_on <= closed.closed_on:
        raise NotTaken(f"{into.code} closes on {into.closed_on}, not after {closed.code}")
