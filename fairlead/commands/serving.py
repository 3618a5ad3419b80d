"""What images and pods call: run one service, bring its schema up to date."""

import asyncio
import importlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Annotated, Any

import typer

from fairlead.commands.options import ALONE, DEFAULT_DATA, Data, Refused

SERVICES = (
    "registry",
    "opportunities",
    "leave",
    "feedback",
    "recognition",
    "role_modelling",
    "notifications",
    "reporting",
    "portal",
)
_AGAIN = 1.0


def run(
    service: Annotated[str, typer.Argument(help="Its name.", envvar="FAIRLEAD_SERVICE")],
    only: Annotated[list[str] | None, typer.Option("--only", help="api, consumer, relay or jobs; repeatable.")] = None,
) -> None:
    """Run one service, configured by FAIRLEAD_… variables."""
    import uvloop  # noqa: PLC0415 - a second to import, which other commands need not pay

    from chassis.ending import stop_on_signals  # noqa: PLC0415
    from chassis.service import ALL_PARTS, Part, serve  # noqa: PLC0415
    from chassis.telemetry import configure_logging  # noqa: PLC0415

    try:
        parts = frozenset(Part(part) for part in only) if only else ALL_PARTS
    except ValueError as error:
        raise typer.BadParameter(f"--only takes api, consumer, relay or jobs ({error})") from error
    built = _built(service)
    configure_logging()
    differences: list[str] = []

    async def serving() -> None:
        stop = stop_on_signals()

        async def look(_: Any) -> None:
            differences.extend(await _differences(built))
            if differences:
                stop.set()

        await serve([built], stop, parts, first=look)

    uvloop.run(serving())
    if differences:
        raise Refused(f"{service}: {differences[0]}")


async def _differences(service: Any) -> list[str]:
    """Looks at the schema as soon as the database is there: how it is of another version, and what to type."""
    from chassis.database import is_passing  # noqa: PLC0415 - seconds to import, for those who need it
    from chassis.migrations import SchemaDiffers, check_schema  # noqa: PLC0415

    while True:
        try:
            await check_schema(service.settings.database, service.migrations)
        except SchemaDiffers as differs:
            return [str(differs)]
        except Exception as error:
            if not is_passing(error):
                raise
            await asyncio.sleep(_AGAIN)
        else:
            return []


def migrate(
    service: Annotated[
        str | None,
        typer.Argument(help="Its name; in a running region, all where none is given.", envvar="FAIRLEAD_SERVICE"),
    ] = None,
    back_to: Annotated[
        list[str] | None,
        typer.Option(
            "--back-to",
            help="Undo what came after this revision, and lose what only newer tables hold; one for each branch, "
            "repeatable. Not in an embedded region.",
        ),
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Bring schema and topics up to date: of a running region, or of one service as FAIRLEAD_… variables say."""
    if back_to and service is None:
        raise Refused("name the service whose schema goes back: fairlead migrate SERVICE --back-to REVISION")
    if ALONE or "FAIRLEAD_DATABASE" in os.environ:
        if service is None:
            raise Refused("name the service whose database FAIRLEAD_DATABASE is: fairlead migrate SERVICE")
        return asyncio.run(_change([_built(service)], back_to))
    from fairlead.embedded.addresses import read_addresses  # noqa: PLC0415 - seconds to import, for those who need it
    from fairlead.embedded.cli import no_region  # noqa: PLC0415
    from fairlead.embedded.layout import Layout  # noqa: PLC0415
    from fairlead.embedded.services import build  # noqa: PLC0415

    addresses = read_addresses(data)
    if back_to:
        raise Refused(
            "the services of an embedded region are always connected: it goes back by a copy of its folder, see "
            "Backup in docs/operating.md; for one service elsewhere set FAIRLEAD_DATABASE and FAIRLEAD_KAFKA"
        )
    if addresses is None:
        raise Refused(f"{no_region(data)}, or set FAIRLEAD_DATABASE and FAIRLEAD_KAFKA")
    _check_name(service or SERVICES[0])
    return asyncio.run(_change(build([service] if service else SERVICES, Layout.of(data), addresses)))


async def _change(services: list[Any], back_to: Sequence[str] | None = None) -> None:
    from chassis.migrations import InUse, SchemaDiffers  # noqa: PLC0415
    from chassis.topics import TopicsWrong  # noqa: PLC0415

    for one in services:
        try:
            typer.echo(f"{one.name}: {await (_take_back(one, back_to) if back_to else _bring_up(one))}")
        except (TopicsWrong, SchemaDiffers, InUse) as wrong:
            raise Refused(f"{one.name}: {wrong}") from wrong
        except OSError as error:
            raise Refused(f"{one.name}: cannot connect: {error.strerror or error}") from error


async def _bring_up(service: Any) -> str:
    from chassis.migrations import migrate as bring_up  # noqa: PLC0415
    from chassis.topics import ensure_topics  # noqa: PLC0415
    from contracts import Topic  # noqa: PLC0415

    settings = service.settings
    heads = await bring_up(settings.database, service.migrations)
    topics = [topic for topic in Topic if _provides(service, topic)]
    created = await ensure_topics(settings.kafka, topics, replication=settings.replication_factor)
    return f"schema at {', '.join(heads)}; topics created: {', '.join(created) or 'none'}"


async def _take_back(service: Any, revisions: Sequence[str]) -> str:
    from chassis.migrations import take_back  # noqa: PLC0415

    heads = await take_back(service.settings.database, service.migrations, to=revisions)
    return f"schema back at {', '.join(heads)}"


def _provides(service: Any, topic: Any) -> bool:
    """The owner does; whoever hears a topic does, where its owner is still to be built: nobody hears a missing one."""
    owner = topic.family.owner
    return bool(owner == service.name or (owner not in SERVICES and topic.value in service.topics_heard))


def _built(name: str) -> Any:
    """The service from the environment. Raises Refused naming each variable that is missing or wrong."""
    from pydantic import ValidationError  # noqa: PLC0415

    _check_name(name)
    try:
        settings = importlib.import_module(f"services.{name}.settings").Settings()
    except ValidationError as error:
        faults = [f"FAIRLEAD_{fault['loc'][0]!s}".upper() + f": {fault['msg']}" for fault in error.errors()]
        raise Refused(f"{name} is not configured: " + "; ".join(faults)) from error
    return importlib.import_module(f"services.{name}.app").service(settings)


def _check_name(name: str) -> None:
    if name in SERVICES and find_spec(f"services.{name}") is None:
        raise Refused(f"the code of {name} is not in this image")
    if name not in SERVICES:
        raise Refused(f"there is no service {name!r}; there are: {', '.join(SERVICES)}")
