"""Projections made anew from the log, beside the running services."""

import asyncio
import base64
import dataclasses
import json as json_format
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, Region, region
from fairlead.embedded.layout import DATABASES

if TYPE_CHECKING:
    from chassis.rebuilding import Projection, Rebuilt
    from chassis.service import Service


def rebuild(
    projection: Annotated[
        str | None, typer.Argument(metavar="[PROJECTION]", help="SERVICE.NAME, as --list prints it.")
    ] = None,
    data: Data = DEFAULT_DATA,
    list_: Annotated[bool, typer.Option("--list", help="Print what can be rebuilt.")] = False,
    json: Json = False,
) -> None:
    """Make a projection anew from the log while its service runs: no mail, no event; swapped in one transaction."""
    if (projection is None) is not list_:
        raise typer.BadParameter("name one projection, or ask for --list")
    known = projections()
    if projection is None:
        return _list(known, json=json)
    if projection not in known:
        raise Refused(f"there is no projection {projection!r}; there are: {', '.join(known)}")
    here = region(data)
    service = _service(here, projection.partition(".")[0])
    rebuilt = asyncio.run(_rebuild(service, known[projection], by=_operator(here)))
    if json:
        return typer.echo(json_format.dumps({**dataclasses.asdict(rebuilt), "projection": projection}, indent=2))
    differed = f"{rebuilt.added} added, {rebuilt.changed} changed, {rebuilt.removed} removed"
    return typer.echo(f"{projection}: {rebuilt.rows} rows from {rebuilt.events} events; {differed}")


def projections() -> "dict[str, Projection]":
    """Every projection there is, by SERVICE.NAME; no region is needed to know."""
    rooms = {name: f"services.{name}.projections" for name in DATABASES}
    return {
        f"{name}.{one.name}": one
        for name, room in rooms.items()
        if find_spec(room)
        for one in import_module(room).PROJECTIONS
    }


def _service(here: Region, name: str) -> "Service":
    from fairlead.embedded.services import build  # noqa: PLC0415 - seconds to import, for those who need it

    [service] = build([name], here.layout, here.addresses)
    return service


def _list(known: "dict[str, Projection]", *, json: bool) -> None:
    found = [
        {"projection": name, "tables": [table.name for table in one.tables], "topics": one.topics}
        for name, one in known.items()
    ]
    if json:
        typer.echo(json_format.dumps(found, indent=2))
        return
    for one in found:
        typer.echo(f"{one['projection']:26} {', '.join(one['tables'])}  from {', '.join(one['topics'])}")


async def _rebuild(service: "Service", projection: "Projection", *, by: UUID) -> "Rebuilt":
    from chassis.rebuilding import AlreadyRebuilding, LogIncomplete, LogSilent, NotCaughtUp  # noqa: PLC0415
    from chassis.rebuilding import rebuild as make_anew  # noqa: PLC0415

    try:
        return await make_anew(
            projection,
            service=service.name,
            settings=service.settings,
            by=by,
            by_place=service.rules_by_place,
        )
    except (AlreadyRebuilding, LogIncomplete, LogSilent, NotCaughtUp) as error:
        raise Refused(str(error)) from error
    finally:
        for close in service.closing:
            await close()


def _operator(here: Region) -> UUID:
    """Who the audit names: the subject of the operator's own token, which whoever runs this may ask for."""
    payload = here.token("operator", "operator").split(".")[1]
    return UUID(json_format.loads(base64.urlsafe_b64decode(payload + "=="))["sub"])
