"""Which figures a batch may have moved: noted beside the facts, and recorded soon after."""

from collections.abc import Sequence

from chassis.door import Heard
from chassis.work import UnitOfWork
from services.reporting import store
from services.reporting.domain import Cell

QUIET = 100
"""A larger batch belongs to an import, whose batches move the same cells: recording once a second is enough."""

Rows = dict[object, dict[str, object]]
Touches = dict[Cell, store.Touch]


def touch(one: Heard) -> store.Touch:
    return store.Touch(one.stamp.time, one.stamp.id)


async def note(work: UnitOfWork, touches: Touches, heard: Sequence[Heard]) -> None:
    await store.note_touched(work, touches)
    if touches and len(heard) <= QUIET:
        work.nudge("record movements")
