"""Journeys: what an event led to."""

import json as json_format
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

import httpx
import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, answered, region
from fairlead.commands.failures import show_failures
from fairlead.commands.language import short_name

_ASKED_AT_MOST = 200
_NOT_SHOWN = "the viewer does not have this trace: it forgets all at a restart, and hears of new ones after seconds"


def trace(
    event_id: Annotated[
        UUID | None, typer.Argument(metavar="[EVENT_ID]", help="Id of an event, as why or the logs print it.")
    ] = None,
    data: Data = DEFAULT_DATA,
    failed: Annotated[bool, typer.Option("--failed", help="Instead of one journey, all that went wrong.")] = False,
    since: Annotated[
        str, typer.Option("--since", help="With --failed: 30m, 12h, 7d, or a moment such as 2026-11-22T09:00Z.")
    ] = "1d",
    json: Json = False,
) -> None:
    """The journey of an event: its cause, its effects, who was told, how long each step took.

    With --failed: what is held, and what could not be delivered, each with its event and trace.
    """
    if (event_id is None) is not failed:
        raise typer.BadParameter("give the id of one event, or ask for --failed")
    here = region(data)
    if event_id is None:
        return show_failures(here, since=since, json=json)
    with here.as_operator() as client:
        found = journey(client, event_id)
    found["url"] = here.trace_page(found["trace_id"])
    if json:
        return typer.echo(json_format.dumps(found, indent=2))
    for step in found["steps"]:
        typer.echo(f"{step['ms']:>9.0f} ms  {step['service']:14} {step['what']}")
    typer.echo(found["url"] or f"trace {found['trace_id']}")
    if found["url"] and not here.has_trace(found["trace_id"]):
        typer.echo(f"  note: {_NOT_SHOWN}")
    return None


def journey(client: httpx.Client, event_id: UUID) -> dict[str, Any]:
    """An event, its cause, its effects, and as steps in order of time also who was told. Raises Refused."""
    response = client.get(f"/api/reporting/events/{event_id}/trace")
    if response.status_code == HTTPStatus.NOT_FOUND:
        raise Refused(f"no event {event_id} has been heard of; fairlead why PERSON lists those somebody was told of")
    found: dict[str, Any] = answered(response)
    asked = [found["event"], *(one for one in found["effects"] if not _is_notification(one))][:_ASKED_AT_MOST]
    told = _in_order([*_untold(found, asked), *_decisions(client, asked, found["steps"])])
    return {**found, "steps": told}


def _decisions(
    client: httpx.Client, events: list[dict[str, Any]], steps: list[dict[str, Any]]
) -> Iterable[dict[str, Any]]:
    """Who was told of these events, as steps of the same journey."""
    began = min(datetime.fromisoformat(step["at"]) for step in steps)
    for event in events:
        asked = client.get(f"/api/notifications/events/{event['id']}/decisions")
        for one in answered(asked):
            reason = f" ({one['reason']})" if one["reason"] else ""
            yield {
                "service": "notifications",
                "what": f"{one['channel']} {one['decision']}{reason} to {one['person_id'] or 'nobody yet'}"
                f" about {short_name(event['type'])}",
                "at": one["at"],
                "ms": round((datetime.fromisoformat(one["at"]) - began).total_seconds() * 1000, 1),
            }


def _untold(found: dict[str, Any], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps without those that the decisions on these events tell better.

    One mail may be about many events of an import and has one of them as its cause; its decisions stand with each.
    """
    ids = {event["id"] for event in asked}
    repeated = {one["id"] for one in found["effects"] if _is_notification(one) and one["causation"] in ids}
    return [step for step in found["steps"] if step["event_id"] not in repeated]


def _is_notification(event: dict[str, Any]) -> bool:
    return str(event["type"]).startswith("fairlead.notification.")


def _in_order(steps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(steps, key=lambda step: datetime.fromisoformat(step["at"]))
