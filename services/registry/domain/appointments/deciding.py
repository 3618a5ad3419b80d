"""What one row does to what is known: appoint, change, end, nothing; or why it cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from contracts import Event
from contracts.vocabulary import AppointmentScope, OrganisationKind, Role
from services.registry.domain.access import Appointer
from services.registry.domain.appointments.appointment import Appointment, appointed
from services.registry.domain.appointments.merging import inherited
from services.registry.domain.appointments.rows import AppointmentRow
from services.registry.domain.cells import Registration, Wrong, folded
from services.registry.domain.organisations import Organisation, organisation_named
from services.registry.domain.people import NewId
from services.registry.domain.person import Person
from services.registry.domain.successors import left_to
from services.registry.domain.verdict import Cannot, MayNot, Verdict


@dataclass(frozen=True, slots=True)
class Taken:
    verdict: Verdict
    appointment: Appointment
    met: bool = False
    """Whether nobody knew this person before the row."""


@dataclass(slots=True)
class AppointmentsRegister:
    """What is known of the people and appointments some rows are about, and what the rows make of it."""

    new_id: NewId
    today: date
    organisations: Mapping[str, Organisation]
    appointer: Appointer
    people: dict[Registration, Person] = field(default_factory=dict)
    by_email: dict[str, list[Person]] = field(default_factory=dict)
    held: dict[tuple[UUID, Role, str], list[Appointment]] = field(default_factory=dict)
    stays: set[tuple[UUID, str, date, date]] = field(default_factory=set)
    """Doctor, trust, first and last day of placements, where somebody is to be peer lead."""
    touched_people: dict[UUID, Person] = field(default_factory=dict)
    touched: dict[UUID, Appointment] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    merged: dict[str, Organisation] = field(init=False)
    """Those that another followed: of thousands of organisations a few."""

    def __post_init__(self) -> None:
        self.merged = {code: one for code, one in self.organisations.items() if one.successor}

    def know(self, appointment: Appointment) -> None:
        held = self.held.setdefault((appointment.person_id, appointment.role, appointment.code), [])
        held[:] = [old for old in held if old.id != appointment.id] + [appointment]

    def keep(self, new: Appointment, old: Appointment | None) -> None:
        self.know(new)
        self.touched[new.id] = new
        self.events += new.said_after(old, today=self.today)

    def is_resident(self, person: UUID, *, at: str, on: date) -> bool:
        return any(who == person and where == at and first <= on <= last for who, where, first, last in self.stays)


def take_appointment(row: AppointmentRow, register: AppointmentsRegister) -> Taken:
    """Take a row in; it creates or completes the person. Raises Cannot, MayNot; then nothing is changed."""
    scope, code = _permitted_place(row, register)
    known = _known(row, register)
    if register.appointer.may_complete_people:
        person = introduced(known or Person(register.new_id()), row)
    elif known is None and row.registration and row.email:
        raise MayNot(
            "registration",
            "nobody is known by this number or address yet, and only the deanery gives somebody new both: "
            "leave one of the two empty, or ask the deanery to send this row in",
        )
    else:
        person = known or introduced(Person(register.new_id()), row)
    if not register.appointer.may_appoint_person(person.id):
        raise MayNot("role", "nobody appoints themselves; ask the operator")
    closes_on = _closes_on(code, register)
    held = [one for one in register.held.get((person.id, row.role, code), ()) if one.starts_on <= closes_on]
    old = appointed(held, starts_on=_first_day(row, register.today))
    starts = row.starts_on or (old.starts_on if old else register.today)
    if starts > closes_on:
        raise Cannot(
            "organisation",
            f"{code} is closed: its last day is {closes_on:%d/%m/%Y}; give the code of the trust that follows it",
        )
    id_ = old.id if old else register.new_id()
    ends = _ends_on(row, old, closes_on)
    new = Appointment(id_, person.id, row.role, scope, code, starts, ends, row.deputy, _contact(row, old))
    if new.ends_on and new.ends_on < new.starts_on:
        raise Cannot("end", "is before the appointment begins")
    if new != old and new.role is Role.RDPL:
        _check_resident(new, register)
    _meet(person, known, row, register)
    if new == old:
        return Taken("unchanged", old)
    register.keep(new, old)
    _keep_inherited(new, register)
    return Taken("added" if old is None else "changed", new, met=known is None)


def _closes_on(code: str, register: AppointmentsRegister) -> date:
    """The last day that anybody holds anything there of their own: what follows is its successor's (decision 0026)."""
    merged = register.merged.get(code)
    return merged.closed_on if merged and merged.closed_on else date.max


def _ends_on(row: AppointmentRow, old: Appointment | None, closes_on: date) -> date | None:
    """As the row says, but not after the merger: whoever was there until its successor was named held it until then."""
    if closes_on == date.max or (row.ends_on and row.ends_on <= closes_on):
        return row.ends_on
    return old.ends_on if old and old.ends_on and old.ends_on > closes_on else closes_on


def _contact(row: AppointmentRow, old: Appointment | None) -> str | None:
    """As the row says, also that there is none any more; a row that does not say leaves it as it was."""
    if row.contact is None:
        return old.contact if old else None
    return row.contact or None


def _keep_inherited(new: Appointment, register: AppointmentsRegister) -> None:
    """What they hold with it at the trusts that this one followed is as long as it."""
    left = left_to(new.code, register.merged)
    before = {one.id: one for at in left for one in register.held.get((new.person_id, new.role, at), ())}
    for one in inherited(new, left, before):
        register.keep(one, before.get(one.id))


def _permitted_place(row: AppointmentRow, register: AppointmentsRegister) -> tuple[AppointmentScope, str]:
    """Where the role is held, if it is for the appointer to give there. Raises Cannot, MayNot."""
    if not register.appointer.may_give(row.role):
        raise MayNot("role", "only the operator appoints to this role")
    try:
        scope, code = scope_of(row, register.organisations)
    except Wrong as why:
        raise Cannot("organisation", str(why)) from None
    at = register.organisations[code].host if scope is AppointmentScope.ORGANISATION else code
    if not register.appointer.may_appoint(row.role, scope=scope, at=at):
        raise MayNot("role", f"you may not appoint to this role at {code}; ask the deanery or the operator")
    return scope, code


def _check_resident(new: Appointment, register: AppointmentsRegister) -> None:
    """A peer lead is a resident doctor at that trust: today, or on the first day if that is to come (R75).

    An appointment that is over, or ends, needs no such thing. Raises Cannot.
    """
    on = max(new.starts_on, register.today)
    at = register.organisations[new.code].host
    if (new.ends_on is None or new.ends_on >= on) and not register.is_resident(new.person_id, at=at, on=on):
        raise Cannot(
            "role", f"a peer lead is a resident doctor there, and this person has no placement at {at} on {on}"
        )


def _first_day(row: AppointmentRow, today: date) -> date:
    """From when to look for the appointment it is about: where only an end is given, one that had not ended by then."""
    return row.starts_on or min(today, row.ends_on or today)


def scope_of(row: AppointmentRow, known: Mapping[str, Organisation]) -> tuple[AppointmentScope, str]:
    """Where the role is held: a programme, or the organisation or deanery of a code or a name. Raises Wrong."""
    if row.programme:
        return AppointmentScope.PROGRAMME, row.programme
    found = organisation_named(row.organisation or "", known)
    if found is None:
        raise Wrong(
            "no organisation is known by this code or name; check it, or ask whoever runs Fairlead to take in a newer "
            "register of organisations"
        )
    if found.kind is OrganisationKind.DEANERY:
        return AppointmentScope.DEANERY, found.code
    if row.role in (Role.DEAN, Role.DEANERY_ANALYST):
        raise Wrong("this role is held at a deanery; give the deanery's code")
    return AppointmentScope.ORGANISATION, found.code


def _known(row: AppointmentRow, register: AppointmentsRegister) -> Person | None:
    """By registration number, else by address. Raises Cannot."""
    known = register.people.get(row.registration) if row.registration else None
    if known is not None:
        return known
    at_address = register.by_email.get((row.email or "").lower(), [])
    candidates = [person for person in at_address if not (row.registration and person.registration)]
    if len(candidates) > 1:  # a shared mailbox: the name tells
        family = folded(row.family_name or "")
        candidates = [p for p in candidates if folded(p.family_name or "") == family] or candidates
    if len(candidates) > 1:
        raise Cannot("email", "several people have this address; give a registration number")
    return candidates[0] if candidates else None


def introduced(person: Person, row: AppointmentRow) -> Person:
    """The person with what the row adds. It fills gaps only: names and addresses are the People sheet's to change."""
    filled = replace(
        person.met_at(row.email),
        given_names=person.given_names or row.given_names,
        family_name=person.family_name or row.family_name,
        email=person.email or row.email,
    )
    if row.registration and not person.registration:
        filled = replace(filled, register=row.registration.register, registration=row.registration.number)
    return replace(filled, confirmed=person.confirmed or bool(filled.family_name or filled.email))


def _meet(new: Person, old: Person | None, row: AppointmentRow, register: AppointmentsRegister) -> None:
    """Know the person as the row has completed them."""
    if new == old:
        return
    register.events += new.said_after(old)
    register.touched_people[new.id] = new
    if row.registration:
        register.people[row.registration] = new
    if new.email:
        others = [person for person in register.by_email.get(new.email.lower(), []) if person.id != new.id]
        register.by_email[new.email.lower()] = [*others, new]
