"""What went wrong lately, from the databases: no span need have been kept for it."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import typer

from fairlead.commands.client import Region, in_json, moment_of

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_HELD = """
    SELECT consumer AS service, 'held' AS kind, held_at AS at, event_id, type, topic, partition, "offset", record,
        id || ', ' || reason || ': ' || detail AS detail
    FROM held WHERE state = 'held' AND held_at >= $1 ORDER BY id
"""
_DELIVERIES = """
    SELECT 'notifications' AS service, 'mail ' || m.state AS kind, m.ended_at AS at, h.event_id, h.type,
        h.traceparent, m.id || ', ' || m.attempts || ' attempts' || coalesce(', last reply ' || m.reply, '') AS detail
    FROM mail m JOIN happening h ON h.event_id = m.about
    WHERE m.state IN ('failed', 'unknown') AND m.ended_at >= $1 ORDER BY m.ended_at
"""
_UNSURE = """
    SELECT 'notifications' AS service, 'mail retried' AS kind, m.created_at AS at, h.event_id, h.type,
        h.traceparent, m.id || ', ' || m.attempts || ' attempts' || coalesce(', last reply ' || m.reply, '') AS detail
    FROM mail m JOIN happening h ON h.event_id = m.about
    WHERE m.state = 'due' AND m.attempts > 0 AND m.created_at >= $1 ORDER BY m.created_at
"""
_PUSHES = """
    SELECT 'notifications' AS service, 'push ' || CASE state WHEN 'due' THEN 'retried' ELSE state END AS kind,
        coalesce(p.ended_at, p.created_at) AS at, h.event_id, h.type, h.traceparent,
        p.id || ', ' || p.attempts || ' attempts' || coalesce(', last reply ' || p.reply, '') AS detail
    FROM push p JOIN happening h USING (event_id)
    WHERE (state IN ('failed', 'unknown') OR state = 'due' AND p.attempts > 0)
        AND coalesce(p.ended_at, p.created_at) >= $1 ORDER BY 3
"""
_REJECTED = """
    SELECT 'registry' AS service, 'import ' || state AS kind, finished_at AS at, NULL::uuid AS event_id, kind AS type,
        traceparent, id || ': ' || coalesce(reason, '') AS detail
    FROM import WHERE state = 'failed' AND finished_at >= $1 ORDER BY finished_at
"""


def show_failures(here: Region, *, since: str, json: bool) -> None:
    """Print them, oldest first; exit 1 if there are any."""
    items = asyncio.run(_failures(here, moment(since, now=datetime.now(UTC))))
    if json:
        typer.echo(in_json({"since": since, "items": items}))
    else:
        for one in items:
            typer.echo(told(one))
        typer.echo(f"{len(items)} failure{'' if len(items) == 1 else 's'}")
    if items:
        raise typer.Exit(1)


def told(one: Mapping[str, Any]) -> str:
    """Two lines: when, where and what; then of which event, if of any, and where its trace is."""
    event = f"  event {one['event_id']}" if one["event_id"] else ""
    about = f"    {one['type'] or 'unreadable'}{event}  {one['url'] or 'no trace'}"
    return f"{moment_of(one['at'])}  {one['service']:14} {one['kind']:14} {one['detail']}\n{about}"


def moment(since: str, *, now: datetime) -> datetime:
    """``90m`` before now, or the moment itself. Raises typer.BadParameter."""
    if span := re.fullmatch(r"(\d{1,6})([smhd])", since):
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        named = datetime.fromisoformat(since)
    except ValueError as error:
        raise typer.BadParameter(f"--since {since!r} is neither like 30m, 12h, 7d nor a moment") from error
    return named if named.tzinfo else named.replace(tzinfo=UTC)


async def _failures(here: Region, since: datetime) -> list[dict[str, Any]]:
    asked = {service: [_HELD] for service in here.addresses.databases}
    asked["notifications"] += [_DELIVERIES, _UNSURE, _PUSHES]
    asked["registry"].append(_REJECTED)
    found = []
    for service, questions in asked.items():
        async with here.database(service) as database:
            for question in questions:
                found += [_shown(here, dict(row)) for row in await database.fetch(question, since)]
    return sorted(found, key=lambda one: one["at"])


def _shown(here: Region, row: dict[str, Any]) -> dict[str, Any]:
    traceparent = row["traceparent"] if "traceparent" in row else _traceparent(row)
    trace_id = traceparent.split("-")[1] if traceparent and traceparent.count("-") == 3 else None
    url = here.trace_page(trace_id) if trace_id else None
    shown = {name: row[name] for name in ("service", "kind", "at", "event_id", "type", "detail")}
    return {**shown, "trace_id": trace_id, "url": url}


def _traceparent(row: dict[str, Any]) -> str | None:
    """A held record carries it in its headers, if those could be read."""
    from chassis.door.record import unpacked  # noqa: PLC0415 - only commands that repair need the chassis

    if row["record"] is None:
        return None
    raw = unpacked(row["topic"], row["partition"], row["offset"], row["record"])
    value = dict(raw.headers).get("ce_traceparent") or dict(raw.headers).get("traceparent")
    return None if value is None else value.decode("ascii", "replace")
