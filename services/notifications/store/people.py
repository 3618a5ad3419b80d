"""Whom we can reach and what they are called; who holds which role; names of organisations. Heard, not asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.work import UnitOfWork
from services.notifications.audience import Holders, InOffice
from services.notifications.domain import Names, Person, Standing


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody's whole state, as last heard."""

    person_id: UUID
    given_names: str | None
    family_name: str | None
    known_as: str | None
    email: str | None
    confirmed: bool

    @property
    def person(self) -> Person:
        return Person(self.given_names, self.family_name, self.known_as)

    @property
    def standing(self) -> Standing:
        return Standing(self.confirmed, bool(self.email))


_KEEP_CONTACTS = """
    INSERT INTO contact AS c (person_id, given_names, family_name, known_as, email, confirmed)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[]) AS heard (id)
    ORDER BY 1
    ON CONFLICT (person_id) DO UPDATE SET given_names = excluded.given_names, family_name = excluded.family_name,
        known_as = excluded.known_as, email = excluded.email, confirmed = excluded.confirmed
    RETURNING person_id, (SELECT was.email IS DISTINCT FROM c.email FROM contact was WHERE was.person_id = c.person_id)
"""
_HAS_MOVED = "SELECT confirmed AND email <> $2 FROM contact WHERE person_id = $1 FOR SHARE"
_STANDINGS = """
    SELECT person_id, confirmed, email IS NOT NULL AS has, EXISTS (
        SELECT FROM push_subscription s WHERE s.person_id = c.person_id AND s.ended_at IS NULL) AS rings
    FROM contact c WHERE person_id = ANY($1::uuid[])
"""
_HOLDERS = """
    SELECT DISTINCT asked.role, asked.scope, asked.day, a.person_id
    FROM unnest($1::text[], $2::text[], $3::date[]) AS asked (role, scope, day)
    JOIN appointment a ON a.role = asked.role AND a.code = asked.scope
        AND a.starts_on <= asked.day AND (a.ends_on IS NULL OR a.ends_on >= asked.day)
    ORDER BY 1, 2, 3, 4
"""
_IN_OFFICE = """
    SELECT DISTINCT asked.person_id, asked.scope, asked.day
    FROM unnest($1::uuid[], $2::text[], $3::date[]) AS asked (person_id, scope, day)
    JOIN appointment a ON a.person_id = asked.person_id AND a.code = asked.scope
        AND a.starts_on <= asked.day AND (a.ends_on IS NULL OR a.ends_on >= asked.day)
"""
_KEEP_APPOINTMENTS = """
    INSERT INTO appointment (appointment_id, person_id, role, code, starts_on, ends_on)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::date[]) AS made (id) ORDER BY 1
    ON CONFLICT (appointment_id) DO UPDATE SET person_id = excluded.person_id, role = excluded.role,
        code = excluded.code, starts_on = excluded.starts_on, ends_on = excluded.ends_on
"""
_END_APPOINTMENTS = """
    UPDATE appointment a SET ends_on = ended.day FROM unnest($1::uuid[], $2::date[]) AS ended (id, day)
    WHERE a.appointment_id = ended.id
"""
_KEEP_NAMES = """
    INSERT INTO organisation (code, name) SELECT * FROM unnest($1::text[], $2::text[]) AS said (code) ORDER BY 1
    ON CONFLICT (code) DO UPDATE SET name = excluded.name
"""

Appointment = tuple[UUID, UUID, str, str, date, date | None]
"""Id, person, role, code, first and last day."""


async def keep_contacts(work: UnitOfWork, contacts: Sequence[Contact]) -> set[UUID]:
    """At most one per person; returns those known before whose address is another one now.

    Waits for whoever is deciding about somebody that cannot be reached.
    """
    columns = ("person_id", "given_names", "family_name", "known_as", "email", "confirmed")
    rows = await work.driver.fetch(_KEEP_CONTACTS, *[[getattr(c, column) for c in contacts] for column in columns])
    return {person for person, has_moved in rows if has_moved}


async def has_moved(work: UnitOfWork, person_id: UUID, *, since: str) -> bool:
    """Whether they can be mailed at another address than this one. Until we commit no other one arrives."""
    return bool(await work.driver.fetchval(_HAS_MOVED, person_id, since))


async def standings(work: UnitOfWork, people: Iterable[UUID]) -> dict[UUID, Standing]:
    """How each stands; those unheard of are absent.

    Who cannot be reached is held until we commit: an address that arrives in between finds what we withhold.
    """
    driver = work.driver
    rows = await driver.fetch(_STANDINGS, list(people))
    unreachable = [row["person_id"] for row in rows if not (row["confirmed"] and row["has"])]
    if unreachable:
        rows += await driver.fetch(_STANDINGS + " ORDER BY person_id FOR SHARE OF c", unreachable)
    return {row["person_id"]: Standing(row["confirmed"], row["has"], row["rings"]) for row in rows}


async def holders(work: UnitOfWork, asked: Iterable[tuple[Holders, date]]) -> dict[tuple[Holders, date], list[UUID]]:
    """Who holds each role at each scope on each day. A role that nobody holds is absent."""
    wanted = {(whom.role.value, whom.scope, day): (whom, day) for whom, day in asked}
    if not wanted:
        return {}
    rows = await work.driver.fetch(_HOLDERS, *[list(column) for column in zip(*wanted, strict=True)])
    found: dict[tuple[Holders, date], list[UUID]] = defaultdict(list)
    for row in rows:
        found[wanted[row["role"], row["scope"], row["day"]]].append(row["person_id"])
    return found


async def in_office(work: UnitOfWork, asked: Iterable[tuple[InOffice, date]]) -> set[tuple[InOffice, date]]:
    """Those of them who hold any role there on their day."""
    wanted = {(whom.person_id, whom.otherwise.scope, day): (whom, day) for whom, day in asked}
    if not wanted:
        return set()
    rows = await work.driver.fetch(_IN_OFFICE, *[list(column) for column in zip(*wanted, strict=True)])
    return {wanted[row["person_id"], row["scope"], row["day"]] for row in rows}


async def keep_appointments(work: UnitOfWork, made: Sequence[Appointment], ended: Mapping[UUID, date]) -> None:
    """First those made (at most one state each), then those ended."""
    driver = work.driver
    if made:
        await driver.execute(_KEEP_APPOINTMENTS, *[list(column) for column in zip(*made, strict=True)])
    if ended:
        await driver.execute(_END_APPOINTMENTS, list(ended), list(ended.values()))


async def keep_names(work: UnitOfWork, names: Mapping[str, str]) -> None:
    await work.driver.execute(_KEEP_NAMES, list(names), list(names.values()))


async def names(work: UnitOfWork, codes: Iterable[str], people: Iterable[UUID]) -> Names:
    """What the organisations and people are called now."""
    organisations = await work.driver.fetch(
        "SELECT code, name FROM organisation WHERE code = ANY($1::text[])", list(codes)
    )
    contacts = await contacts_of(work, people)
    return Names(
        {row["code"]: row["name"] for row in organisations},
        {contact.person_id: contact.person for contact in contacts.values()},
    )


async def contacts_of(work: UnitOfWork, people: Iterable[UUID]) -> dict[UUID, Contact]:
    rows = await work.driver.fetch("SELECT * FROM contact WHERE person_id = ANY($1::uuid[])", list(people))
    return {row["person_id"]: Contact(**dict(row)) for row in rows}
