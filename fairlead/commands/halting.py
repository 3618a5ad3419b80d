"""The mails of an import: paused, sent after all, or never sent."""

import json as json_format
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, answered, region

Import = Annotated[
    UUID, typer.Option("--import", help="Its id, as fairlead imports prints it; it may still be running.")
]
Reason = Annotated[str, typer.Option("--reason", help="Kept in the audit.")]


def pause(import_id: Import, data: Data = DEFAULT_DATA, reason: Reason = "", json: Json = False) -> None:
    """Hold back its mails, those still to be decided included; the inbox keeps its items."""
    _ask("pause", import_id, data, reason=reason, json=json)


def resume(import_id: Import, data: Data = DEFAULT_DATA, reason: Reason = "", json: Json = False) -> None:
    """Send what was held back."""
    _ask("resume", import_id, data, reason=reason, json=json)


def cancel(import_id: Import, data: Data = DEFAULT_DATA, reason: Reason = "", json: Json = False) -> None:
    """Never send its mails; each is withheld with that reason, for good."""
    _ask("cancel", import_id, data, reason=reason, json=json)


def _ask(deed: str, import_id: UUID, data: Data, *, reason: str, json: bool) -> None:
    with region(data).as_operator() as client:
        if client.get(f"/api/registry/imports/{import_id}").status_code == HTTPStatus.NOT_FOUND:
            raise Refused(f"there is no import {import_id}; see: fairlead imports")
        now = answered(client.post(f"/api/notifications/imports/{import_id}/{deed}", json={"reason": reason}))
    if json:
        typer.echo(json_format.dumps(now, indent=2))
        return
    counts = f"{now['on_their_way']} on their way, {now['sent']} sent, {now['withheld']} withheld"
    typer.echo(f"import {import_id} is {now['state']}: {counts}")
