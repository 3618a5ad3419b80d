"""Projections made anew from the log, beside the running services."""

import asyncio
import base64
import dataclasses
import json as json_format
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, Region, region
from fairlead.embedded.layout import DATABASES, Layout

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
    here = region(data)
    known = _projections(here)
    if projection is None:
        return _list(known, json=json)
    if projection not in known:
        raise Refused(f"there is no projection {projection!r}; there are: {', '.join(known)}")
    rebuilt = asyncio.run(_rebuild(*known[projection], by=_operator(here)))
    if json:
        return typer.echo(json_format.dumps({**dataclasses.asdict(rebuilt), "projection": projection}, indent=2))
    differed = f"{rebuilt.added} added, {rebuilt.changed} changed, {rebuilt.removed} removed"
    return typer.echo(f"{projection}: {rebuilt.rows} rows from {rebuilt.events} events; {differed}")


def _projections(here: Region) -> "dict[str, tuple[Service, Projection]]":
    from fairlead.embedded.services import build  # noqa: PLC0415 - seconds to import, for those who need it

    services = build(DATABASES, Layout.of(here.layout.data), here.addresses)
    return {f"{service.name}.{one.name}": (service, one) for service in services for one in service.projections}


def _list(known: "dict[str, tuple[Service, Projection]]", *, json: bool) -> None:
    found = [
        {"projection": name, "tables": [table.name for table in one.tables], "topics": one.topics}
        for name, (_, one) in known.items()
    ]
    if json:
        typer.echo(json_format.dumps(found, indent=2))
        return
    for one in found:
        typer.echo(f"{one['projection']:26} {', '.join(one['tables'])}  from {', '.join(one['topics'])}")


async def _rebuild(service: "Service", projection: "Projection", *, by: UUID) -> "Rebuilt":
    from chassis.rebuilding import AlreadyRebuilding, LogSilent, NotCaughtUp  # noqa: PLC0415
    from chassis.rebuilding import rebuild as make_anew  # noqa: PLC0415

    try:
        return await make_anew(projection, service=service.name, settings=service.settings, by=by)
    except (AlreadyRebuilding, NotCaughtUp, LogSilent) as error:
        raise Refused(str(error)) from error
    finally:
        for close in service.closing:
            await close()


def _operator(here: Region) -> UUID:
    """Who the audit names: the subject of the operator's own token, which whoever runs this may ask for."""
    payload = here.token("operator", "operator").split(".")[1]
    return UUID(json_format.loads(base64.urlsafe_b64decode(payload + "=="))["sub"])
