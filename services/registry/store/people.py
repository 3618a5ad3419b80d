"""People, the programmes they are on, and what they may do."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from uuid import UUID

from sqlalchemy import RowMapping, func, select, text

from chassis.errors import NotFound
from chassis.work import UnitOfWork
from contracts import Grant
from contracts.vocabulary import Role
from services.registry.domain.cells import Registration
from services.registry.domain.people import Membership, PeopleRegister, PersonRow
from services.registry.domain.person import Person
from services.registry.store import tables
from services.registry.store.sets import found, upsert

_columns = attrgetter(*tables.person.c.keys())


async def people_registered(work: UnitOfWork, wanted: Iterable[Registration]) -> dict[Registration, Person]:
    """Who has these numbers. An unconfirmed person's register was only guessed, so theirs need not agree."""
    wanted = set(wanted)
    if not wanted:
        return {}
    rows = await found(work, tables.person, "registration = ANY($1::text[])", {number for _, number in wanted})
    people = {Registration(person.register or "", person.registration or ""): person for person in _people(rows)}
    guessed = {person.registration: person for person in people.values() if not person.confirmed}
    for registration in wanted - people.keys():
        if registration.number in guessed:
            people[registration] = guessed[registration.number]
    return people


async def people_at(work: UnitOfWork, addresses: Iterable[str]) -> dict[str, list[Person]]:
    """Who has these addresses (lower case)."""
    people: dict[str, list[Person]] = {}
    wanted = {address for address in addresses if address}
    if wanted:
        for person in _people(await found(work, tables.person, "lower(email) = ANY($1::text[])", wanted)):
            people.setdefault((person.email or "").lower(), []).append(person)
    return people


async def person(work: UnitOfWork, person_id: UUID) -> Person:
    """Raises NotFound."""
    known = _people(await found(work, tables.person, "id = ANY($1::uuid[])", [person_id]))
    if not known:
        raise NotFound
    return known[0]


async def memberships(work: UnitOfWork, people: Iterable[UUID]) -> dict[tuple[UUID, str], Membership]:
    rows = await found(work, tables.membership, "person_id = ANY($1::uuid[])", people)
    return {(person, spell[0]): Membership(*spell) for person, *spell in rows}


async def look_at_people(work: UnitOfWork, register: PeopleRegister, rows: Sequence[PersonRow]) -> None:
    """Learn what is known of the people these rows are about, but for what is known already."""
    registered = await people_registered(work, {row.registration for row in rows} - register.people.keys())
    at = await people_at(work, {(row.email or "").lower() for row in rows})
    nameless = {
        address: people[0]
        for address, people in at.items()
        if len(people) == 1 and people[0].registration is None and people[0].id not in register.touched
    }
    register.people |= registered
    register.by_email |= nameless
    ids = {person.id for person in (*registered.values(), *nameless.values())}
    register.memberships |= await memberships(work, ids)


async def keep_people(work: UnitOfWork, register: PeopleRegister) -> None:
    await keep_persons(work, register.touched.values())
    joined = register.joined.items()
    await upsert(
        work, tables.membership, [(person, m.programme, m.name, m.starts_on, m.ends_on) for (person, _), m in joined]
    )


async def keep_persons(work: UnitOfWork, people: Iterable[Person]) -> None:
    await upsert(work, tables.person, [_columns(person) for person in people])


async def find_people(
    work: UnitOfWork, *, person_id: UUID | None, registration: str | None, email: str | None
) -> Sequence[RowMapping]:
    columns = tables.person.c
    by = [columns.id == person_id] if person_id else []
    by += [columns.registration == registration.strip().upper()] if registration else []
    by += [func.lower(columns.email) == email.strip().lower()] if email else []
    asked = select(columns.id, columns.registration, columns.confirmed).where(*by)
    return await work.all(asked.order_by(columns.id).limit(20))


async def is_registered(work: UnitOfWork, person_id: UUID) -> bool:
    """Whether somebody is known here by a number of the GMC, the GDC or of public health."""
    of = tables.person.c
    asked = select(of.id).where(of.id == person_id, of.registration.is_not(None))
    return await work.first(asked) is not None


async def names(work: UnitOfWork, people: Iterable[UUID]) -> dict[UUID, str]:
    """What people are called; who has no name yet is absent."""
    columns = tables.person.c
    asked = select(columns.id, columns.given_names, columns.family_name, columns.known_as)
    rows = await work.all(asked.where(columns.id.in_(list(people))))
    called = {row["id"]: (row["known_as"] or row["given_names"], row["family_name"]) for row in rows}
    return {person: " ".join(filter(None, parts)) for person, parts in called.items() if any(parts)}


async def office_holders(work: UnitOfWork, people: Iterable[UUID]) -> set[UUID]:
    """Those of these who hold or held an appointment."""
    columns = tables.appointment.c
    asked = select(columns.person_id).where(columns.person_id.in_(list(people))).distinct()
    return {row["person_id"] for row in await work.all(asked)}


async def grants(work: UnitOfWork, people: Iterable[UUID], *, on: date) -> dict[UUID, set[Grant]]:
    """The roles held on a day. A doctor is who ever had a placement, a supervisor also who is named in one.

    A peer lead is one while they are a resident at that trust (R75).
    """
    held: dict[UUID, set[Grant]] = {}
    for row in (await work.run(_HELD, {"people": list(people), "on": on})).mappings():
        held.setdefault(row["person_id"], set()).add(Grant(Role(row["role"]), row["code"]))
    return held


_HELD = text(
    """
    SELECT person_id, role, code FROM appointment
    WHERE person_id = ANY(:people) AND starts_on <= :on AND (ends_on IS NULL OR ends_on >= :on)
      AND (role <> 'rdpl' OR EXISTS (SELECT FROM placement WHERE doctor_id = person_id AND host = appointment.code
                                                             AND NOT cancelled AND :on BETWEEN start AND "end"))
    UNION
    SELECT doctor_id, 'resident_doctor', NULL FROM placement WHERE doctor_id = ANY(:people)
    UNION
    SELECT clinical_supervisor_id, 'supervisor', NULL FROM placement
    WHERE clinical_supervisor_id = ANY(:people) AND NOT cancelled
    UNION
    SELECT educational_supervisor_id, 'supervisor', NULL FROM placement
    WHERE educational_supervisor_id = ANY(:people) AND NOT cancelled
    """
)


def _people(rows: Iterable[Sequence[object]]) -> list[Person]:
    people = (Person(*row) for row in map(tuple, rows))  # type: ignore[arg-type]
    return [replace(person, addresses=tuple(person.addresses)) for person in people]
