"""Journeys and language: what an event led to, and what events there are."""

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

_ASKED_AT_MOST = 200


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
        response = client.get(f"/api/reporting/events/{event_id}/trace")
        if response.status_code == HTTPStatus.NOT_FOUND:
            raise Refused(
                f"no event {event_id} has been heard of; fairlead why PERSON lists those somebody was told of"
            )
        found = answered(response)
        events = [found["event"], *found["effects"]]
        found["steps"] = _in_order([*found["steps"], *_decisions(client, events, found["steps"])])
    found["url"] = f"{here.addresses.traces}/zipkin/traces/{found['trace_id']}"
    if json:
        return typer.echo(json_format.dumps(found, indent=2))
    for step in found["steps"]:
        typer.echo(f"{step['ms']:>9.0f} ms  {step['service']:14} {step['what']}")
    return typer.echo(found["url"])


def events(
    type_: Annotated[str | None, typer.Argument(metavar="[TYPE]", help="One type, with its schema.")] = None,
    json: Json = False,
) -> None:
    """The language: every event, who says it, who hears it."""
    from contracts import EVENTS  # noqa: PLC0415 - other commands need no contracts
    from contracts.schema import catalogue, schema_of  # noqa: PLC0415

    listed = [one for one in catalogue() if type_ is None or type_ in (one["type"], _short(one["type"]))]
    if not listed:
        raise Refused(f"there is no event {type_!r}; see: fairlead events")
    if type_ is not None:
        listed[0]["schema"] = schema_of(EVENTS[listed[0]["type"]])
    if json:
        typer.echo(json_format.dumps(listed, indent=2, default=str))
    elif type_ is not None:
        typer.echo(json_format.dumps(listed[0], indent=2, default=str))
    else:
        for one in listed:
            typer.echo(f"{one['type']:44} {one['owner']:14} heard by {', '.join(one['heard_by']) or 'nobody yet'}")


def _short(type_: str) -> str:
    return type_.removeprefix("fairlead.").rsplit(".", 1)[0]


def _decisions(
    client: httpx.Client, events: list[dict[str, Any]], steps: list[dict[str, Any]]
) -> Iterable[dict[str, Any]]:
    """Who was told of these events, as steps of the same journey."""
    began = min(datetime.fromisoformat(step["at"]) for step in steps)
    for event in events[:_ASKED_AT_MOST]:
        asked = client.get(f"/api/notifications/events/{event['id']}/decisions")
        for one in answered(asked):
            reason = f" ({one['reason']})" if one["reason"] else ""
            yield {
                "service": "notifications",
                "what": f"{one['channel']} {one['decision']}{reason} to {one['person_id'] or 'nobody yet'}",
                "at": one["at"],
                "ms": round((datetime.fromisoformat(one["at"]) - began).total_seconds() * 1000, 1),
            }


def _in_order(steps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(steps, key=lambda step: datetime.fromisoformat(step["at"]))
