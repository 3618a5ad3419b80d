"""People and the programmes they are on: rows of the People sheet, merged, and what they change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from contracts import Event
from services.registry.domain.cells import Cell, Registration, Wrong, address, day, folded, name, text
from services.registry.domain.columns import Columns
from services.registry.domain.person import Person
from services.registry.domain.record import Record, Rejected
from services.registry.domain.verdict import Verdict

NewId = Callable[[], UUID]
"""A decision that makes somebody or something new is given ids for them."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A spell on a programme; open where a day is unknown."""

    programme: str
    name: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def joined(self, other: "Membership") -> "Membership":
        """One membership said in several rows: the longest spell that they name together."""
        starts = [day for day in (self.starts_on, other.starts_on) if day]
        ends = [day for day in (self.ends_on, other.ends_on) if day]
        return replace(
            self,
            name=self.name or other.name,
            starts_on=min(starts, default=None),
            ends_on=max(ends, default=None),
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    number: int
    registration: Registration
    given_names: str
    family_name: str
    known_as: str | None
    email: str | None
    membership: Membership | None
    warnings: tuple[str, ...] = ()
    echo: tuple[Cell, ...] = ()


def read_person(columns: Columns, number: int, cells: list[Cell]) -> PersonRow | Rejected:
    """A row of the TIS People sheet; personal fields that we have no purpose for are not even looked at."""
    record = Record(number, cells, columns)
    registration = record.registration()
    given, family = (record.take(column, name, needed=True) for column in ("given_names", "family_name"))
    known_as = record.take("known_as", name)
    email = record.take("email", address)
    membership = _membership(record)
    if record.faults or registration is None or given is None or family is None:
        return record.rejected()
    return PersonRow(
        number, registration, given, family, known_as, email, membership, tuple(record.warnings), record.kept()
    )


def _membership(record: Record) -> Membership | None:
    programme = record.take("programme", programme_number)
    ends = record.take("programme_end", day)
    curricula = [record.take(f"curriculum{n}_start", day) for n in (1, 2, 3)]
    if programme is None:
        if record.text("programme_name"):
            record.warn("programme", "a programme without a number is left out")
        return None
    starts = min((start for start in curricula if start), default=None)
    if starts and ends and starts > ends:
        record.fault("programme_end", "is before the programme begins")
    return Membership(programme, record.text("programme_name")[:200] or None, starts, ends)


def programme_number(cell: Cell) -> str:
    """As events may carry it. Raises Wrong."""
    written = text(cell)
    allowed = written.isascii() and all(c.isalnum() or c in "/_. -" for c in written)
    if not allowed or len(written) > 40:
        raise Wrong("a programme number has at most 40 letters, digits, spaces and / _ . -")
    return written


def merged(
    rows: Iterable[PersonRow],
) -> tuple[dict[Registration, PersonRow], dict[tuple[Registration, str], Membership]]:
    """One person of the several rows of a file: of each fact the first that is given; memberships joined."""
    people: dict[Registration, PersonRow] = {}
    spells: dict[tuple[Registration, str], Membership] = {}
    for row in rows:
        first = people.setdefault(row.registration, row)
        if first is not row:
            people[row.registration] = replace(
                first, known_as=first.known_as or row.known_as, email=first.email or row.email
            )
        if row.membership:
            key = (row.registration, row.membership.programme)
            spells[key] = spells[key].joined(row.membership) if key in spells else row.membership
    return people, spells


def disagreement(row: PersonRow, person: PersonRow) -> str | None:
    """What a row says otherwise than an earlier row about the same person; the earlier one counts."""
    pairs: Mapping[str, tuple[str | None, str | None]] = {
        "names": (row.family_name.casefold(), person.family_name.casefold()),
        "mail addresses": (row.email and row.email.casefold(), person.email and person.email.casefold()),
    }
    differing = [what for what, (here, there) in pairs.items() if here and here != there]
    if not differing:
        return None
    return f"rows about the same registration number give different {' and '.join(differing)}; the first counts"


def named(person: Person, row: PersonRow) -> Person:
    """The person as the sheet has them: it is where names and addresses come from; an empty cell clears nothing."""
    return replace(
        person.met_at(row.email),
        register=row.registration.register,
        registration=row.registration.number,
        given_names=row.given_names,
        family_name=row.family_name,
        known_as=row.known_as or person.known_as,
        email=row.email or person.email,
        confirmed=True,
    )


def programme_on(memberships: Iterable[Membership], start: date) -> str | None:
    """The programme of the membership that covers the day; of several the one that began last."""
    covering = [spell for spell in memberships if spell.covers(start)]
    return (
        max(covering, key=lambda spell: (spell.starts_on or date.min, spell.programme)).programme if covering else None
    )


@dataclass(slots=True)
class PeopleRegister:
    """What is known of the people some rows are about, and what the rows make of it."""

    new_id: NewId
    people: dict[Registration, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    """Those without a registration number, by address in lower case."""
    memberships: dict[tuple[UUID, str], Membership] = field(default_factory=dict)
    touched: dict[UUID, Person] = field(default_factory=dict)
    joined: dict[tuple[UUID, str], Membership] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


class PeopleSheet:
    """A whole People sheet: several rows may be about one person, each with a programme of theirs."""

    def __init__(self, rows: Iterable[PersonRow] = ()) -> None:
        self.people, self.spells = merged(rows)


def take_person(row: PersonRow, register: PeopleRegister, sheet: PeopleSheet) -> tuple[Verdict, str | None]:
    """Take a row in, with what the other rows of the sheet say about the same person; and a warning.

    Somebody appointed without a registration number is this person where address and family name agree. The
    address alone may be a shared mailbox, and whoever became that person would hold their roles.
    """
    merged_row = sheet.people[row.registration]
    old, warning = register.people.get(row.registration), None
    if old is None and (appointed := register.by_email.get((merged_row.email or "").lower())):
        if folded(appointed.family_name or "") == folded(merged_row.family_name):
            old = appointed
        else:
            warning = "this address is also that of somebody appointed under another family name; kept as two people"
    new = named(old or Person(register.new_id()), merged_row).met_at(row.email)
    if new != old:
        register.events += new.said_after(old)
        register.people[row.registration] = register.touched[new.id] = new
        if warning is None:
            register.by_email.pop((merged_row.email or "").lower(), None)
    joined = _join(row, new, register, sheet)
    if old is None:
        return "added", warning
    return ("changed" if new != old or joined else "unchanged"), None


def _join(row: PersonRow, person: Person, register: PeopleRegister, sheet: PeopleSheet) -> bool:
    """Whether the membership that the row names is new or better known."""
    if row.membership is None:
        return False
    spell = sheet.spells[row.registration, row.membership.programme]
    key = (person.id, spell.programme)
    known = register.memberships.get(key, Membership(spell.programme))
    now = Membership(
        spell.programme, spell.name or known.name, spell.starts_on or known.starts_on, spell.ends_on or known.ends_on
    )
    if register.memberships.get(key) == now:
        return False
    register.memberships[key] = register.joined[key] = now
    return True
