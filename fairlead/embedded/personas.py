"""Who may be picked: people whom the registry of this region knows, and the stand-ins for whoever runs it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import asyncpg

from chassis.clock import SystemClock, london_date
from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from fairlead.embedded.errors import RegionError
from fairlead.embedded.picker import Persona

OF_EACH_ROLE = 6

STAND_INS = (
    Persona("deanery", "The deanery's analyst", "Stand-ins, who are nobody", "sees the region's figures"),
    Persona("operator", "The operator", "Stand-ins, who are nobody", "runs the region, takes files in"),
)

_SOME = """
    WITH held AS (
        SELECT person_id, role, code FROM appointment WHERE starts_on <= $1 AND (ends_on IS NULL OR ends_on >= $1)
        UNION
        SELECT doctor_id, 'resident_doctor', host FROM placement WHERE NOT cancelled AND "end" >= $1
    ), numbered AS (
        SELECT held.*, p.given_names, p.family_name, p.registration, o.name AS place,
            row_number() OVER (PARTITION BY role ORDER BY p.family_name, p.given_names, held.code) AS n
        FROM held JOIN person AS p ON p.id = held.person_id LEFT JOIN organisation AS o ON o.code = held.code
    )
    SELECT * FROM numbered WHERE n <= $2
"""
_ONE = """
    SELECT id AS person_id, given_names, family_name, registration, NULL AS role, NULL AS code, NULL AS place
    FROM person WHERE id::text = $1 OR registration = $1
"""


async def find_personas(registry: str, typed: str) -> Sequence[Persona]:
    """Those known by an id, a registration number or a stand-in's name; some of each role where nothing was typed.

    ``registry``: the address of its database, with password.
    """
    if stand_ins := [one for one in STAND_INS if one.person == typed]:
        return stand_ins
    connection = await asyncpg.connect(registry, timeout=5)
    try:
        if typed:
            return [_persona(row) for row in await connection.fetch(_ONE, typed)]
        rows = await connection.fetch(_SOME, _today(), OF_EACH_ROLE)
        return [*map(_persona, rows), *STAND_INS]
    finally:
        await connection.close()


async def refuse_production(portal: str) -> None:
    """Raises RegionError where the portal's database was ever one of production: its people are real."""
    connection = await asyncpg.connect(portal, timeout=5)
    try:
        has_marks = await connection.fetchval("SELECT to_regclass('mark') IS NOT NULL")
        if has_marks and await connection.fetchval("SELECT count(*) FROM mark WHERE name = 'production'"):
            raise RegionError("this database is one of production: nobody may pick who they are beside it")
    finally:
        await connection.close()


def _persona(row: Any) -> Persona:
    name = f"{row['given_names'] or ''} {row['family_name'] or ''}".strip() or "Nameless"
    told = [part for part in (row["place"] or row["code"], row["registration"]) if part]
    role = ROLES[Role(row["role"])].capitalize() if row["role"] else ""
    return Persona(str(row["person_id"]), name, role, ", ".join(told) or "no number")


def _today() -> date:
    return london_date(SystemClock().now())
