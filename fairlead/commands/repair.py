"""What could not be applied, and whether everything adds up."""

import asyncio
import dataclasses
import json as json_format
from typing import Annotated, Any

import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, Region, region
from fairlead.commands.region import rest

_REST = 10.0
"""Seconds that verify waits for a region to come to rest."""


def held_list(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """Records that wait for somebody, oldest first, of every service."""
    items = asyncio.run(_held(region(data)))
    if json:
        typer.echo(json_format.dumps(items, indent=2, default=str))
        return
    for one in items:
        typer.echo(f"{one['consumer']} {one['id']}  {one['topic']} {one['type']}  {one['reason']}: {one['detail']}")
    typer.echo(f"{len(items)} held")


def held_show(
    service: Annotated[str, typer.Argument(help="The service that holds it.")],
    held_id: Annotated[int, typer.Argument(help="Its number in held list.")],
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """One held record: why, and what its headers say."""
    here = region(data)
    if service not in here.addresses.databases:
        raise Refused(f"there is no service {service!r}; there are: {', '.join(here.addresses.databases)}")
    shown = asyncio.run(_show(here, service, held_id))
    if json:
        typer.echo(json_format.dumps(shown, indent=2, default=str))
        return
    for name, value in shown.items():
        typer.echo(f"{name:10} {value}")


def verify(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """The invariants of delivery, from the databases and the log; exit 1 if one does not hold."""
    from fairlead.verifying import verified  # noqa: PLC0415 - reads every database; other commands do not

    here = region(data)
    moving = rest(here, within=_REST)
    if moving is not None:  # what moves may look like what is lost; what is lost never comes to rest
        typer.echo(f"fairlead: not at rest, so some of this may be in flight: {moving.told()}", err=True)
    invariants = asyncio.run(verified(here))
    if json:
        typer.echo(json_format.dumps({"invariants": [dataclasses.asdict(one) for one in invariants]}, indent=2))
    else:
        for one in invariants:
            typer.echo(f"{'ok  ' if one.holds else 'FAIL'} {one.name}: {one.detail}")
    if not all(one.holds for one in invariants):
        raise typer.Exit(1)


async def _held(here: Region) -> list[dict[str, Any]]:
    from chassis.door.held import find_held  # noqa: PLC0415

    found: list[dict[str, Any]] = []
    for service in here.addresses.databases:
        async with here.work(service) as work:
            found.extend(dataclasses.asdict(one) for one in await find_held(work))
    return found


async def _show(here: Region, service: str, held_id: int) -> dict[str, Any]:
    from chassis.door.held import show_held  # noqa: PLC0415
    from chassis.errors import NotFound  # noqa: PLC0415

    async with here.work(service) as work:
        try:
            return await show_held(work, held_id)
        except NotFound as error:
            raise Refused(f"{service} holds no record {held_id}; see: fairlead held list") from error
