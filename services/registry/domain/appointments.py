"""Appointments: who holds which role where and when; rows of the appointments file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from contracts import Event
from contracts.registry import AppointmentMade
from contracts.vocabulary import AppointmentScope, OrganisationKind, Role
from services.registry.domain.cells import Cell, Registration, Wrong, address, day, folded, registration, text
from services.registry.domain.columns import Columns
from services.registry.domain.organisations import Organisation
from services.registry.domain.people import Person, programme_number
from services.registry.domain.record import Record, Rejected
from services.registry.domain.verdict import Cannot, Verdict

_SPOKEN = {
    "tpd": Role.TPD,
    "training programme director": Role.TPD,
    "head of school": Role.TPD,
    "dme": Role.DME,
    "director of medical education": Role.DME,
    "leadership champion": Role.CHAMPION,
    "guardian of safe working": Role.GUARDIAN,
    "guardian of safe working hours": Role.GUARDIAN,
    "goswh": Role.GUARDIAN,
    "educational supervisor": Role.SUPERVISOR,
    "clinical supervisor": Role.SUPERVISOR,
    "es": Role.SUPERVISOR,
    "cs": Role.SUPERVISOR,
    "medical education administrator": Role.MEDED_ADMIN,
    "medical education manager": Role.MEDED_ADMIN,
    "med ed admin": Role.MEDED_ADMIN,
    "quality analyst": Role.DEANERY_ANALYST,
    "deanery quality analyst": Role.DEANERY_ANALYST,
    "postgraduate dean": Role.DEAN,
    "deputy dean": Role.DEAN,
}
_BY_NAME = {**_SPOKEN, **{role.value.replace("_", " "): role for role in Role}}
_NOT_APPOINTED = frozenset({Role.RESIDENT_DOCTOR, Role.OPERATOR})
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"})
_CODE_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z0-9]{1,9})\s*\)\s*$")
_YES, _NO = frozenset({"yes", "y", "true", "1", "deputy", "x"}), frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class Appointment:
    """In the order of the table's columns."""

    id: UUID
    person_id: UUID
    role: Role
    scope: AppointmentScope
    code: str
    starts_on: date
    ends_on: date | None = None
    deputy: bool = False

    def made(self) -> AppointmentMade:
        return AppointmentMade(
            appointment_id=self.id,
            person_id=self.person_id,
            role=self.role,
            scope=self.scope,
            code=self.code,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            deputy=self.deputy,
        )


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    number: int
    role: Role
    given_names: str | None
    family_name: str | None
    email: str | None
    registration: Registration | None
    organisation: str | None
    programme: str | None
    starts_on: date | None
    ends_on: date | None
    deputy: bool
    warnings: tuple[str, ...] = ()
    echo: tuple[Cell, ...] = ()


def read_appointment(columns: Columns, number: int, cells: Sequence[Cell]) -> AppointmentRow | Rejected:
    record = Record(number, cells, columns)
    role = record.take("role", role_named, needed=True)
    given, family = names_in(record.text("name"))
    email, number_ = record.take("email", address), record.take("registration", _registration)
    organisation, programme = record.text("organisation") or None, record.take("programme", programme_number)
    starts, ends = record.take("start", day), record.take("end", day)
    deputy = record.take("deputy", _yes_or_no) or False
    if not email and not number_ and not record.faults:
        record.fault("email" if "email" in columns else "registration", "give a mail address or a registration number")
    if not organisation and not programme and not record.faults:
        record.fault(
            "organisation" if "organisation" in columns else "programme", "give an organisation or a programme"
        )
    if organisation and programme:
        record.fault("programme", "give an organisation or a programme, not both")
    if starts and ends and starts > ends:
        record.fault("end", "is before the appointment begins")
    if record.faults or role is None:
        return record.rejected()
    return AppointmentRow(
        number, role, given, family, email, number_, organisation, programme, starts, ends, deputy,
        tuple(record.warnings), record.kept(),
    )  # fmt: skip


def role_named(cell: Cell) -> Role:
    """``Rota coordinator``, ``rota_coordinator``, ``TPD``, ``Educational supervisor`` … Raises Wrong."""
    written = folded(re.sub(r"[\s_/-]+", " ", text(cell)))
    role = _BY_NAME.get(written)
    if role is None or role in _NOT_APPOINTED:
        raise Wrong("not a role that people are appointed to")
    return role


def names_in(written: str) -> tuple[str | None, str | None]:
    """Given and family names of ``Dr Anna Bell`` or ``Bell, Anna``."""
    if "," in written:
        family, given = (part.strip() for part in written.split(",", 1))
        return _untitled(given) or None, family or None
    words = _untitled(written).split()
    if not words:
        return None, None
    return " ".join(words[:-1]) or None, words[-1]


def _untitled(written: str) -> str:
    words = written.split()
    while words and words[0].rstrip(".").casefold() in _TITLES:
        words = words[1:]
    return " ".join(words)


def _registration(cell: Cell) -> Registration | None:
    number = text(cell).replace(" ", "").upper().removesuffix(".0")
    return None if folded(number) in ("", "unknown", "n/a", "none") else registration(number)


def _yes_or_no(cell: Cell) -> bool:
    written = folded(text(cell))
    if written not in _YES | _NO:
        raise Wrong("write yes or no")
    return written in _YES


def scope_of(row: AppointmentRow, known: Mapping[str, Organisation]) -> tuple[AppointmentScope, str]:
    """Where the role is held: a programme, or the organisation or deanery of a code or a name. Raises Wrong."""
    if row.programme:
        return AppointmentScope.PROGRAMME, row.programme
    written = row.organisation or ""
    in_brackets = _CODE_IN_BRACKETS.search(written)
    codes = [written.upper(), *([in_brackets[1].upper()] if in_brackets else [])]
    found = next((known[code] for code in codes if code in known), None) or _by_name(written, known)
    if found is None:
        raise Wrong("no organisation is known by this code or name; import the register of organisations first")
    if found.kind is OrganisationKind.DEANERY:
        return AppointmentScope.DEANERY, found.code
    if row.role in (Role.DEAN, Role.DEANERY_ANALYST):
        raise Wrong("this role is held at a deanery; give the deanery's code")
    return AppointmentScope.ORGANISATION, found.code


def _by_name(written: str, known: Mapping[str, Organisation]) -> Organisation | None:
    """The one organisation of that name; two of one name are nobody."""
    named = [organisation for organisation in known.values() if folded(organisation.name) == folded(written)]
    return named[0] if len(named) == 1 else None


def introduced(person: Person, row: AppointmentRow) -> Person:
    """The person with what the row adds. It fills gaps only: names and addresses are the People sheet's to change."""
    filled = replace(
        person,
        given_names=person.given_names or row.given_names,
        family_name=person.family_name or row.family_name,
        email=person.email or row.email,
    )
    return replace(filled, confirmed=person.confirmed or bool(filled.family_name or filled.email))


def appointed(new: Appointment, held: Sequence[Appointment]) -> Appointment | None:
    """Which of those known of this person, role and place ``new`` is: the same start, else the one not over by then."""
    same_start = [old for old in held if old.starts_on == new.starts_on]
    running = [old for old in held if old.ends_on is None or old.ends_on >= new.starts_on]
    return next(iter(same_start or (running if len(running) == 1 else [])), None)


@dataclass(slots=True)
class AppointmentsRegister:
    """What is known of the people and appointments some rows are about, and what the rows make of it."""

    today: date
    organisations: Mapping[str, Organisation]
    people: dict[Registration, Person] = field(default_factory=dict)
    by_email: dict[str, list[Person]] = field(default_factory=dict)
    held: dict[tuple[UUID, Role, str], list[Appointment]] = field(default_factory=dict)
    touched_people: dict[UUID, Person] = field(default_factory=dict)
    touched: dict[UUID, Appointment] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def know(self, appointment: Appointment) -> None:
        held = self.held.setdefault((appointment.person_id, appointment.role, appointment.code), [])
        held[:] = [old for old in held if old.id != appointment.id] + [appointment]


def take_appointment(row: AppointmentRow, register: AppointmentsRegister) -> tuple[Verdict, Appointment]:
    """Take a row in; it creates or completes the person. Raises Cannot; then nothing is changed."""
    try:
        scope, code = scope_of(row, register.organisations)
    except Wrong as why:
        raise Cannot("organisation", str(why)) from None
    person = _person(row, register)
    new = Appointment(
        uuid4(), person.id, row.role, scope, code, row.starts_on or register.today, row.ends_on, row.deputy
    )
    old = appointed(new, register.held.get((person.id, row.role, code), ()))
    if old is not None:
        new = replace(new, id=old.id, starts_on=row.starts_on or old.starts_on)
        if new == old:
            return "unchanged", old
    register.know(new)
    register.touched[new.id] = new
    register.events.append(new.made())
    return ("added" if old is None else "changed"), new


def _person(row: AppointmentRow, register: AppointmentsRegister) -> Person:
    """By registration number, else by address; else somebody new."""
    address_ = (row.email or "").lower()
    old = register.people.get(row.registration) if row.registration else None
    if old is None:
        candidates = [p for p in register.by_email.get(address_, []) if not (row.registration and p.registration)]
        if len(candidates) > 1:
            raise Cannot("email", "several people have this address; give a registration number")
        old = candidates[0] if candidates else None
    person = old or Person(uuid4())
    if row.registration and not person.registration:
        person = replace(person, register=row.registration.register, registration=row.registration.number)
    new = introduced(person, row)
    if new != old:
        register.events += new.said_after(old)
        register.touched_people[new.id] = new
        if row.registration:
            register.people[row.registration] = new
        if new.email:
            others = [p for p in register.by_email.get(new.email.lower(), []) if p.id != new.id]
            register.by_email[new.email.lower()] = [*others, new]
    return new
