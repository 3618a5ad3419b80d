"""Rows in every table of a schema, whatever its revision: made of what the catalogue says of its columns."""

from typing import NamedTuple

from sqlalchemy import Connection, text

from services.leave.domain import Status
from services.opportunities.domain.training import BookingStatus

_VALUES = {
    "uuid": "('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid",
    "text": "'T' || n",
    "character varying": "'T' || n",
    "date": "date '2026-01-01' + n",
    "timestamp with time zone": "timestamptz '2026-01-01 09:00Z' + n * interval '1 hour'",
    "smallint": "n",
    "integer": "n",
    "bigint": "n",
    "numeric": "n % 10",
    "double precision": "n",
    "boolean": "n % 3 = 0",
    "bytea": "int8send(n)",
    "jsonb": "'[]'::jsonb",
}
"""Row n of each table has the same in all columns of a type, so that what one table says of another is there."""
_WORDS = {
    ("audit", "deed"): ["set"],
    ("audit", "about"): ["rule toy.days of R0B from 2026-01-01", "rule toy.days of everybody from 2026-01-01"],
    ("decision", "channel"): ["inbox", "email"],
    ("decision", "decision"): ["sent", "failed", "waiting"],
    ("leave_request", "status"): [*map(str, (Status.REFUSED, Status.WAITING, Status.APPROVED))],
    ("leave_request", "type"): ["professional", "study"],
    ("leave_request", "appeals"): ['[{"outcome": null}]', "[]"],
    ("lost_time", "status"): ["reported", "resolved"],
    ("organisation", "kind"): ["gp_practice", "nhs_trust"],
    ("private_notice", "role"): ["dme", "guardian"],
    ("appointment", "role"): ["champion", "dme"],
    ("participation", "status"): ["interested", "confirmed"],
    ("course_booking", "status"): [
        *map(str, (BookingStatus.BOOKED, BookingStatus.ATTENDED, BookingStatus.NOT_RELEASED))
    ],
}
"""What revisions look for; one row after the other has the next."""
_ALWAYS = {("opportunity", "published_at")}
"""Nobody takes part in a draft, and each of these rows has somebody who does."""
_TABLES = """
    SELECT oid, relname, relfilenode FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT IN ('alembic_version', 'rule')
"""
_COLUMNS = f"""
    SELECT relname, attname, format_type(atttypid, NULL), attnotnull
    FROM ({_TABLES}) AS ours JOIN pg_attribute ON attrelid = oid
    WHERE attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY oid, attnum
"""
# Whatever a revision does to the defaults, it does to what a place has set for itself.
_RULES = """
    INSERT INTO rule (name, region, valid_from, value)
    SELECT name, 'T1', '2026-01-01', value FROM rule WHERE region = '' ON CONFLICT DO NOTHING
"""


_SHAPE = """
    SELECT relname || '.' || attname AS name,
        concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)) AS said
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'rule ' || name, value::text FROM rule WHERE region = ''
"""


class Table(NamedTuple):
    rows: int
    file: int
    """Where its rows are: another one once the table was written anew."""


def fill(connection: Connection, numbers: range) -> dict[str, Table]:
    """A row of each of these numbers in every table, each fourth with nothing where it need not. Returns all tables."""
    connection.execute(text("SET session_replication_role = replica"))  # whom a row refers to may come after it
    columns: dict[str, dict[str, str]] = {}
    for table, column, type_, needed in connection.execute(text(_COLUMNS)):
        value = _value(table, column, type_)
        always = needed or (table, column) in _ALWAYS
        columns.setdefault(table, {})[f'"{column}"'] = value if always else f"CASE WHEN n % 4 > 0 THEN {value} END"
    for table, values in columns.items():
        connection.execute(
            text(
                f'INSERT INTO "{table}" ({", ".join(values)}) SELECT {", ".join(values.values())} '
                f"FROM generate_series({numbers.start}, {numbers.stop - 1}) AS n"
            )
        )
    connection.execute(text(_RULES))
    connection.execute(text("SET session_replication_role = origin"))
    connection.commit()
    return tables(connection)


def tables(connection: Connection) -> dict[str, Table]:
    """How many rows each has, and its file."""
    found = connection.execute(text(_TABLES)).all()
    counted = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) for _, name, _ in found}
    return {name: Table(counted[name] or 0, file) for _, name, file in found}


def shape(connection: Connection) -> dict[str, str]:
    """Columns, indexes and constraints, and the default rules."""
    return {row.name: row.said for row in connection.execute(text(_SHAPE))}


def _value(table: str, column: str, type_: str) -> str:
    if type_.endswith("[]"):
        return f"ARRAY[{_VALUES[type_.removesuffix('[]')]}]"
    if column == "group_key":
        return f"'import:' || {_VALUES['uuid']}"
    if words := _WORDS.get((table, column)):
        return f"(ARRAY{words})[1 + n % {len(words)}]::{type_}"
    return _VALUES[type_]
