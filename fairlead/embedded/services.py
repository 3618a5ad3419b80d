"""The services of a region: what each is told, and the process that runs all of them, or one."""

import asyncio
import importlib
import secrets
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import uvloop
from aiokafka.errors import KafkaError

from chassis.database import is_passing
from chassis.ending import stop_on_signals
from chassis.migrations import InUse, SchemaDiffers, is_current, migrate
from chassis.service import ALL_PARTS, Part, Service, serve
from chassis.settings import ServiceSettings
from chassis.telemetry import configure_logging
from chassis.topics import TopicsWrong, ensure_topics
from contracts import Topic
from fairlead.embedded.addresses import Addresses, read_addresses
from fairlead.embedded.errors import RegionError
from fairlead.embedded.issuer import NAME as ISSUER_NAME
from fairlead.embedded.layout import DATABASES, Layout, write_private
from fairlead.embedded.ports import HOST
from fairlead.embedded.secrets import client_secret, public_keys, signing_key, vapid_key

SENDER = "no-reply@fairlead.example"

_TOPICS_WITHIN = 2.0
"""Seconds to wait for Kafka; without it commands are taken all the same, and wait in the outbox."""
_AGAIN = 0.5


def operator_secret(layout: Layout) -> str:
    """What the command line proves itself with at the portal; made once."""
    path = layout.secrets / "operator.txt"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def build(names: Sequence[str], layout: Layout, addresses: Addresses, **otherwise: Any) -> list[Service]:
    """The services as this region wants them, but for settings said ``otherwise``; nothing connects yet."""
    return [_module(name).service(_settings(name, layout, addresses).model_copy(update=otherwise)) for name in names]


def _module(name: str) -> Any:
    return importlib.import_module(f"services.{name}.app")


def _settings(name: str, layout: Layout, addresses: Addresses) -> Any:
    told: dict[str, Any] = {
        "env": addresses.env,
        "database": addresses.databases[name],
        "kafka": addresses.kafka,
        "public_keys": public_keys(layout),
        "http_host": HOST,
        "http_port": int(addresses.services[name].rsplit(":", 1)[1]),
        "otlp": addresses.otlp,
        "replication_factor": 1,
    }
    if name == "notifications":
        told |= {
            "smtp_host": addresses.smtp.host,
            "smtp_port": addresses.smtp.port,
            "mail_catcher": addresses.smtp.host,
            "mail_from": f"Fairlead <{SENDER}>",
            "reply_to": SENDER,
            "portal_url": addresses.portal,
            "vapid_key": vapid_key(layout),
        }
    if name == "recognition":
        told["portal_url"] = addresses.portal
    if name == "portal":
        told |= {
            "upstreams": {other: url for other, url in addresses.services.items() if other != "portal"},
            "signing_key": signing_key(layout).as_dict(private=True),
            "operator_secret": operator_secret(layout),
            "public_url": addresses.portal,
            "issuer": addresses.issuer or None,
            "issuer_name": ISSUER_NAME,
            "client_secret": client_secret(layout),
            "person_claim": "person",
        }
    return importlib.import_module(f"services.{name}.settings").Settings(**told)


async def run(data: Path, names: Sequence[str], parts: Collection[Part] = ALL_PARTS, **otherwise: Any) -> None:
    """These services of the region in ``data``, brought up to date as ``fairlead migrate`` does it, until a signal."""
    for name in names:  # their code loads while the infrastructure still starts
        _module(name)
    while (addresses := read_addresses(data)) is None:  # noqa: ASYNC110 - another process writes the file
        await asyncio.sleep(0.05)
    try:
        await _serve(build(names, Layout.of(data), addresses, **otherwise), parts)
    except ExceptionGroup as ended:
        refused, unexpected = ended.split(RegionError)
        if refused is None or unexpected is not None:
            raise
        sys.exit(f"fairlead: {refused.exceptions[0]}")  # the last line of the log says what to type


async def _serve(services: Sequence[Service], parts: Collection[Part]) -> None:
    async with asyncio.TaskGroup() as group:
        topics = group.create_task(_provide_topics(services[0].settings))
        for service in services:  # one after the other: Alembic keeps its context in module globals
            await _provide_schema(service)
        await asyncio.wait({topics}, timeout=_TOPICS_WITHIN)
        await serve(services, stop_on_signals(), parts)
        topics.cancel()


async def _provide_schema(service: Service) -> None:
    """As soon as the database is there. Raises RegionError where it is of another version, or in use."""
    database = service.settings.database
    while True:
        try:
            if not await is_current(database, service.migrations):
                await migrate(database, service.migrations)
            return
        except (SchemaDiffers, InUse) as wrong:
            raise RegionError(f"{service.name}: {wrong}") from wrong
        except Exception as error:
            if not is_passing(error):
                raise
            await asyncio.sleep(_AGAIN)


async def _provide_topics(settings: ServiceSettings) -> None:
    """As soon as Kafka is there. Raises RegionError where somebody made them otherwise."""
    while True:
        try:
            await ensure_topics(settings.kafka, list(Topic), replication=settings.replication_factor)
            return
        except TopicsWrong as wrong:
            raise RegionError(str(wrong)) from wrong
        except (KafkaError, OSError):
            await asyncio.sleep(_AGAIN)


if __name__ == "__main__":
    configure_logging()
    uvloop.run(run(Path(sys.argv[1]), sys.argv[2:] or DATABASES))
