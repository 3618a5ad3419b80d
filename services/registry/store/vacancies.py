"""Vacancies of roles that must be filled, and the stays of peer leads."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from chassis.work import UnitOfWork
from contracts.vocabulary import AppointmentScope, Role
from services.registry.domain.appointments import Appointment
from services.registry.domain.vacancies import AT_EMPLOYERS, AT_HOSTS, Spell, Vacancy
from services.registry.store import tables
from services.registry.store.sets import upsert

_columns = attrgetter(*tables.vacancy.c.keys())

# A deputy does not fill a role; a peer lead does while they are a resident there (R75).
_UNFILLED = text(
    """
    WITH held AS (
        SELECT code AS trust, role, starts_on AS first_day, coalesce(ends_on, 'infinity') AS last_day
        FROM appointment WHERE role = ANY(CAST(:roles AS text[])) AND role <> 'rdpl' AND NOT deputy
        UNION ALL
        SELECT code, role, greatest(starts_on, start), least(ends_on, "end")
        FROM appointment JOIN placement ON doctor_id = person_id AND host = code AND NOT cancelled
        WHERE role = 'rdpl' AND NOT deputy
    ), open AS (
        SELECT host, coalesce(lead_employer, employer, host) AS employer
        FROM placement WHERE NOT cancelled AND "end" >= :today
    ), wanted AS (
        SELECT host AS trust, unnest(CAST(:at_hosts AS text[])) AS role FROM (SELECT DISTINCT host FROM open)
        UNION
        SELECT employer, unnest(CAST(:at_employers AS text[])) FROM (SELECT DISTINCT employer FROM open)
    )
    SELECT trust, role,
           (SELECT max(last_day) FROM held
            WHERE held.trust = wanted.trust AND held.role = wanted.role AND last_day >= first_day
                  AND last_day < :today) AS last_held
    FROM wanted JOIN organisation ON organisation.code = trust AND kind = 'trust'
    WHERE coalesce(closed_on, 'infinity') >= :today
          AND NOT EXISTS (SELECT FROM held WHERE held.trust = wanted.trust AND held.role = wanted.role
                                                 AND CAST(:today AS date) BETWEEN first_day AND last_day)
    """
)

_STAYS = text(
    """
    SELECT a.*, p.start, p."end"
    FROM appointment a JOIN placement p ON p.doctor_id = a.person_id AND p.host = a.code AND NOT p.cancelled
    WHERE a.role = 'rdpl' AND NOT a.deputy AND a.starts_on <= :today AND coalesce(a.ends_on, 'infinity') >= :today
          AND p."end" >= :today
    ORDER BY a.id, p.start
    """
)


async def unfilled_roles(work: UnitOfWork) -> dict[tuple[str, Role], date | None]:
    """Trust and role without a holder today, of trusts that host or employ, with the last day somebody held it."""
    at_hosts, at_employers = list(map(str, AT_HOSTS)), list(map(str, AT_EMPLOYERS))
    wanted = {"at_hosts": at_hosts, "at_employers": at_employers, "roles": [*at_hosts, *at_employers]}
    found = await work.run(_UNFILLED, {**wanted, "today": work.today})
    return {(row["trust"], Role(row["role"])): row["last_held"] for row in found.mappings()}


async def open_vacancies(work: UnitOfWork) -> Sequence[Vacancy]:
    """In the order of their first day."""
    of = tables.vacancy.c
    rows = await work.all(select(tables.vacancy).where(of.filled_on.is_(None)).order_by(of.since, of.vacancy_id))
    return [Vacancy(**row) for row in rows]


async def keep_vacancies(work: UnitOfWork, vacancies: Iterable[Vacancy]) -> None:
    await upsert(work, tables.vacancy, [_columns(vacancy) for vacancy in vacancies])


async def stays_of_peer_leads(work: UnitOfWork) -> list[tuple[Appointment, list[Spell]]]:
    """Each peer lead in office today, with their placements at the trust that are not over."""
    found: dict[Appointment, list[Spell]] = {}
    for row in (await work.run(_STAYS, {"today": work.today})).mappings():
        facts = {name: row[name] for name in Appointment.__slots__}
        held = Appointment(**{**facts, "role": Role(row["role"]), "scope": AppointmentScope(row["scope"])})
        found.setdefault(held, []).append((row["start"], row["end"]))
    return list(found.items())


async def note_succession(work: UnitOfWork, appointment: Appointment, *, leaves_on: date) -> bool:
    """False where it was noted before."""
    noted = insert(tables.succession).values(appointment_id=appointment.id, leaves_on=leaves_on)
    return (await work.run(noted.on_conflict_do_nothing())).rowcount == 1
