"""Which figures a batch may have moved: noted beside the facts, and recorded soon after."""

from collections.abc import Sequence
from datetime import date

from chassis.door import Heard
from chassis.work import UnitOfWork
from contracts import Event, Stamp
from contracts.vocabulary import Role
from services.reporting import domain, store
from services.reporting.domain import Cell, Evidence

QUIET = 100
"""A larger batch belongs to an import, whose batches move the same cells: recording once a second is enough."""

Rows = dict[object, dict[str, object]]


class Touches:
    """The cells that a batch touches, each with the last event that did, and what of the batch is evidence for it."""

    def __init__(self, *, today: date) -> None:
        self._today = today
        self._last: dict[Cell, store.Touch] = {}
        self._alike: dict[tuple[type[Event], frozenset[Cell]], tuple[int, Stamp]] = {}

    def by(self, one: Heard, *, trust: str, on: date, office: Role | None = None) -> None:
        """The cells of all indicators that rest on its type, at this trust, with ``on`` the day it counts for.

        Of who holds an ``office`` or does not, only of those that ask for it.
        """
        kind: type[Event] = type(one.event)
        self.of(one, domain.touched_by(kind, trust=trust, on=on, today=self._today, office=office))

    def of(self, one: Heard, cells: frozenset[Cell]) -> None:
        self._last.update(dict.fromkeys(cells, store.Touch(one.stamp.time, one.stamp.id)))
        alike = (type(one.event), cells)  # few in an import, whose many events are counted here and looked at once
        many, _ = self._alike.get(alike, (0, one.stamp))
        self._alike[alike] = (many + 1, one.stamp)

    async def note(self, work: UnitOfWork, heard: Sequence[Heard]) -> None:
        await store.note_touched(work, self._last, self._evidence())
        if self._last and len(heard) <= QUIET:
            work.nudge("record movements")

    def _evidence(self) -> dict[Cell, Evidence]:
        found: dict[Cell, Evidence] = {}
        for (type_, cells), (many, last) in self._alike.items():
            evidence = Evidence(many, last.id, last.time)
            for cell in cells:
                if domain.is_evidence(type_, cell):
                    found[cell] = found[cell] + evidence if cell in found else evidence
        return found
