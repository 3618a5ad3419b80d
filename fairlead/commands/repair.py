"""What could not be applied, and whether everything adds up."""

import asyncio
import dataclasses
import json as json_format
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

import httpx
import typer

from fairlead.commands.client import DEFAULT_DATA, Data, Json, Refused, Region, answered, in_json, moment_of, region
from fairlead.commands.region import rest

Service = Annotated[str, typer.Argument(help="The service that holds it.")]

_REST = 10.0
"""Seconds that verify waits for a region to come to rest."""


def held_list(
    data: Data = DEFAULT_DATA,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many of each service.")] = 100,
    json: Json = False,
) -> None:
    """Records that wait for somebody, oldest first, of every service."""
    items, many = asyncio.run(_held(region(data), limit))
    if json:
        typer.echo(json_format.dumps(items, indent=2, default=str))
    else:
        for one in items:
            typer.echo(f"{one['consumer']} {one['id']}  {one['topic']} {one['type']}  {one['reason']}: {one['detail']}")
        typer.echo(f"{many} held")
    if len(items) < many:
        typer.echo(f"fairlead: these are the first {len(items)} of {many}; for more: --limit {many}", err=True)


def held_show(
    service: Service,
    held_id: Annotated[int, typer.Argument(help="Its number in held list.")],
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """One held record: why, and what its headers say."""
    here = region(data)
    shown = asyncio.run(_show(here, _known(here, service), held_id))
    if json:
        typer.echo(json_format.dumps(shown, indent=2, default=str))
        return
    for name, value in shown.items():
        typer.echo(f"{name:10} {value}")


def held_replay(
    service: Service,
    held_id: Annotated[int | None, typer.Argument(help="Its number in held list.")] = None,
    data: Data = DEFAULT_DATA,
    all_: Annotated[bool, typer.Option("--all", help="Every key that the service holds.")] = False,
    key: Annotated[str | None, typer.Option("--key", help="All that is held under this key.")] = None,
    skip_gap: Annotated[
        bool, typer.Option("--skip-gap", help="Go on without versions that will never come; needs a number.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Kept in the audit.")] = "",
    json: Json = False,
) -> None:
    """Apply what is held, with all that waits behind it, in order; exit 1 if something stays held."""
    if sum((held_id is not None, all_, key is not None)) != 1 or (skip_gap and held_id is None):
        raise typer.BadParameter("give one of: its number, --key KEY, --all; and --skip-gap only with a number")
    here = region(data)
    _known(here, service)
    numbers = [held_id] if held_id is not None else asyncio.run(_one_of_each_key(here, service, key))
    with here.as_operator() as client:
        asked = {"reason": reason, "skip_gap": skip_gap}
        repaired = [_repair(client, service, number, "replay", asked) for number in numbers]
    _tell(repaired, json=json)


def held_discard(
    service: Service,
    held_id: Annotated[int, typer.Argument(help="Its number in held list.")],
    reason: Annotated[str, typer.Option("--reason", help="Why nobody will need it; kept in the audit.")],
    data: Data = DEFAULT_DATA,
    json: Json = False,
) -> None:
    """Never apply this record; its stream goes on after it, and what waited behind it flows."""
    here = region(data)
    with here.as_operator() as client:
        repaired = _repair(client, _known(here, service), held_id, "discard", {"reason": reason})
    _tell([repaired], json=json)


def audit(data: Data = DEFAULT_DATA, json: Json = False) -> None:
    """What operators did, in every service, the latest last."""
    done = asyncio.run(_deeds(region(data)))
    if json:
        typer.echo(in_json(done))
        return
    for one in done:
        why = f"  ({one['reason']})" if one["reason"] else ""
        deed = f"{one['service']} {one['deed']} {one['about']}: {one['outcome']}{why}"
        typer.echo(f"{moment_of(one['at'])}  {one['by']}  {deed}")
    if not done:
        typer.echo("operators did nothing yet")


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


async def _held(here: Region, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The first of each service, and how many all of them hold."""
    from chassis.door.held import count_held, find_held  # noqa: PLC0415

    found: list[dict[str, Any]] = []
    many = 0
    for service in here.addresses.databases:
        async with here.work(service) as work:
            found.extend(dataclasses.asdict(one) for one in await find_held(work, at_most=limit))
            many += await count_held(work)
    return found, many


async def _show(here: Region, service: str, held_id: int) -> dict[str, Any]:
    from chassis.door.held import show_held  # noqa: PLC0415
    from chassis.errors import NotFound  # noqa: PLC0415

    async with here.work(service) as work:
        try:
            return await show_held(work, held_id)
        except NotFound as error:
            raise Refused(f"{service} holds no record {held_id}; see: fairlead held list") from error


def _known(here: Region, service: str) -> str:
    if service not in here.addresses.databases:
        raise Refused(f"there is no service {service!r}; there are: {', '.join(here.addresses.databases)}")
    return service


async def _one_of_each_key(here: Region, service: str, key: str | None) -> list[int]:
    from chassis.door.held import one_of_each_key  # noqa: PLC0415

    async with here.work(service) as work:
        return await one_of_each_key(work, key)


def _repair(client: httpx.Client, service: str, held_id: int, deed: str, asked: dict[str, Any]) -> dict[str, Any]:
    response = client.post(f"/api/{service}/operator/held/{held_id}/{deed}", json=asked)
    if response.status_code == HTTPStatus.NOT_FOUND:
        raise Refused(f"{service} holds no record {held_id}; see: fairlead held list")
    return {"service": service, "id": held_id, **answered(response)}


def _called(person_id: UUID) -> str:
    """Whoever runs the region has no name of their own; anybody else is an id."""
    from services.portal.domain import stand_in  # noqa: PLC0415

    operator = stand_in("operator")
    return "operator" if operator is not None and operator.person_id == person_id else str(person_id)


def _tell(repaired: list[dict[str, Any]], *, json: bool) -> None:
    if json:
        typer.echo(json_format.dumps(repaired, indent=2))
    else:
        for one in repaired:
            still = f"; {one['still_held']} still held, the first because {one['because']}" if one["because"] else ""
            discarded = f"{one['discarded']} discarded, " if one["discarded"] else ""
            typer.echo(f"{one['service']} {one['id']}: {discarded}{one['replayed']} applied{still}")
        if not repaired:
            typer.echo("nothing is held")
    if any(one["still_held"] for one in repaired):
        raise typer.Exit(1)


async def _deeds(here: Region) -> list[dict[str, Any]]:
    from chassis.audit import deeds  # noqa: PLC0415

    found: list[dict[str, Any]] = []
    for service in here.addresses.databases:
        async with here.work(service) as work:
            found.extend(
                {"service": service, "by": _called(one.person_id), **dataclasses.asdict(one)}
                for one in await deeds(work)
            )
    return sorted(found, key=lambda one: one["at"])
