"""Mutations: the platform with one of its safeties taken out, to see that a test notices.

``apply(name)`` patches this process before anything runs. As a plugin, any tests run without that safety:
``MUTATION=ledger pytest -p tests.faults.mutations …``.
"""

import os
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from chassis.door import books
from chassis.door.books import Books
from chassis.door.record import Arrival
from chassis.door.sorting import Sorting
from chassis.jobs import JobRunner
from chassis.ledger import Cells
from chassis.relay import Relay
from chassis.streams import Stream
from services.notifications import store
from services.notifications.store import attempts

VARIABLE = "MUTATION"


def _inbox() -> None:
    """Whatever comes in is new."""

    async def all_new(_: Books, ids: Collection[UUID]) -> set[UUID]:
        return set(ids)

    _replace(Books, "new_ids", all_new)


def _stream_position() -> None:
    """Each stream stands right before what comes in."""

    async def just_before(_: Books, arrivals: Iterable[Arrival]) -> dict[Stream, int]:
        stamped = [(arrival.stream, arrival.stamp.sequence) for arrival in arrivals if arrival.stamp is not None]
        return {stream: sequence - 1 for stream, sequence in reversed(stamped)}

    _replace(Books, "positions", just_before)


def _version_check() -> None:
    """A version may be left out."""
    hindrance = Sorting._hindrance

    def no_gap(sorting: Sorting, arrival: Arrival, last: int) -> tuple[str, str] | None:
        found = hindrance(sorting, arrival, last)
        return None if found is not None and found[0] == "gap" else found

    _replace(Sorting, "_hindrance", no_gap)


def _relay_lock() -> None:
    """Every relay leads."""

    async def leads(_: Relay, __: Any) -> bool:
        return True

    _replace(Relay, "_lock", leads)


def _delete_after_ack() -> None:
    """A row goes before Kafka has acknowledged it."""
    send: Callable[..., Awaitable[None]] = Relay._send_and_delete

    async def delete_and_send(relay: Relay, connection: Any, rows: Sequence[Any]) -> None:
        await connection.execute("DELETE FROM outbox WHERE id = ANY($1::bigint[])", [row["id"] for row in rows])
        await send(relay, connection, rows)

    _replace(Relay, "_send_and_delete", delete_and_send)


def _lease() -> None:
    """Every replica holds every job's lease."""

    async def held(_: JobRunner) -> bool:
        return True

    _replace(JobRunner, "_leased", held)


def _lease_fence() -> None:
    """Whoever had a mail in hand writes down how it ended, lease or not."""
    for statement in ("_BEGIN", "_FINISH"):
        guarded: str = getattr(attempts, statement)
        assert " AND lease = $2" in guarded
        _replace(attempts, statement, guarded.replace(" AND lease = $2", " AND $2::uuid IS NOT NULL"))


def _frozen_bytes() -> None:
    """Each attempt writes its mail anew."""

    async def forget(*_: object) -> None:
        return

    _replace(store, "freeze", forget)


def _ledger() -> None:
    """Who hears does not count."""

    def nothing(_: object) -> Cells:
        return (), (), (), (), ()

    _replace(books, "cells", nothing)


MUTATIONS: dict[str, Callable[[], None]] = {
    "inbox": _inbox,
    "stream position": _stream_position,
    "version check": _version_check,
    "relay lock": _relay_lock,
    "delete after ack": _delete_after_ack,
    "lease": _lease,
    "lease fence": _lease_fence,
    "frozen bytes": _frozen_bytes,
    "ledger": _ledger,
}


def apply(name: str) -> None:
    """Take this safety out of the running process. Raises KeyError for one we do not know."""
    MUTATIONS[name]()


def _replace(owner: Any, name: str, by: object) -> None:
    """A safety that has moved must not be mistaken for one that is not needed."""
    assert hasattr(owner, name), f"{owner.__name__} has no {name} to take out"
    setattr(owner, name, by)


def pytest_configure() -> None:
    if name := os.environ.get(VARIABLE):
        apply(name)
