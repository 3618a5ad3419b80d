"""What a scenario looks at besides the verdict: metrics and readiness as an operator sees them, and whole databases."""

import hashlib
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from tests.faults.stage import Town

_TABLES = """
    SELECT relname FROM pg_stat_user_tables WHERE NOT relname = ANY($1::text[]) ORDER BY relname
"""
_PASSING = ("alembic_version", "alembic_chassis_version", "relay", "lease", "inbox", "touched")
"""Tables that may change although nothing happened; the inbox is there to remember what it was shown again."""
_LASTING = {"movement": "WHERE because IS NOT NULL"}
"""Where time adds rows too: those that an event added."""
_OF_THE_DAY = "looked_on"
"""The column that another day changes, whatever happens: whether there is a day in it is all that counts."""


async def metric(town: Town, service: str, name: str, **labels: str) -> float:
    """The sum of a metric's samples with these labels, as ``/metrics`` shows it; the service's API must run."""
    async with town.http(service) as client:
        text = (await client.get("/metrics")).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())


async def readiness(town: Town, service: str) -> tuple[int, dict[str, Any]]:
    """The status and the body of ``/readyz``."""
    async with town.http(service) as client:
        answer = await client.get("/readyz")
    return answer.status_code, dict(answer.json())


async def everything(town: Town, *services: str) -> dict[str, str]:
    """A digest of all rows of each table of these services' databases: equal means that no event had an effect."""
    found: dict[str, str] = {}
    for service in services:
        for row in await town.ask(service, _TABLES, list(_PASSING)):
            table = row["relname"]
            lasting = f"""
                SELECT (to_jsonb(t) - $1 || jsonb_build_object($1, to_jsonb(t) ->> $1 IS NULL))::text AS row
                FROM "{table}" t {_LASTING.get(table, "")} ORDER BY 1
            """
            rows = await town.ask(service, lasting, _OF_THE_DAY)
            digest = hashlib.sha256("\n".join(row["row"] for row in rows).encode()).hexdigest()
            found[f"{service}.{table}"] = f"{len(rows)} rows, {digest[:16]}"
    return found
