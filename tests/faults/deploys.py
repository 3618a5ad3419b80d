"""Other versions of the code, as a deployment brings them; ``Order.prepare`` names one, called before all else."""

import json
from typing import Any

import contracts
from contracts import Event
from contracts.registry import PlacementAnnounced
from services.reporting import store

ADDED = {"added_next_year": {"deep": [1, "two"]}}
"""What the next version says besides."""


def reader_too_strict() -> None:
    """A bad deployment: this reader wants a field that nobody writes."""

    class Stricter(PlacementAnnounced):
        agreed_by_nobody: str

    events: Any = contracts.EVENTS
    events[PlacementAnnounced.type] = Stricter


def handler_broken() -> None:
    """A bad deployment: reporting fails with whatever placement it hears of."""

    async def broken(*_: Any) -> None:
        raise KeyError("placement")

    store.keep_placements = broken  # type: ignore[assignment] # the point of it


def newer_writer() -> None:
    """The next minor version: it writes an optional field that others have not heard of."""
    write = Event.write

    def write_more(event: Event) -> bytes:
        return json.dumps({**json.loads(write(event)), **ADDED}).encode()

    Event.write = write_more  # type: ignore[assignment,method-assign] # the point of it
