"""How each record of a batch ends is decided here, before any handler runs. Pure: no I/O."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from pydantic import ValidationError

from chassis.door.books import FirstHeld, Holding, Key
from chassis.door.record import Arrival, is_compacted
from chassis.hearing import Hearing
from chassis.streams import Stream
from contracts import EVENTS, Event


class Due(NamedTuple):
    """A record that its handler is to apply."""

    arrival: Arrival
    hearing: Hearing
    event: Event


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knew when the batch came in."""

    positions: Mapping[Stream, int]
    held: Mapping[Key, FirstHeld]
    failed: Mapping[UUID, str] = field(default_factory=dict)


class Sorting:
    """The endings of one batch: applied, ignored, declined, held, or already known."""

    def __init__(self, hearings: Mapping[str, Hearing], known: Known) -> None:
        self._hearings = hearings
        self._known = known
        self._last = dict(known.positions)
        self._blocked: dict[Key, FirstHeld] = dict(known.held)
        self._seen: set[UUID] = set()
        self.due: list[Due] = []
        self.held: list[Holding] = []
        self.ignored: list[Arrival] = []
        self.declined: list[Arrival] = []
        self.known_already: list[Arrival] = []
        """Of those that the inbox did not know: a second one in the same batch, or one behind its stream's position."""
        self.taken: list[Arrival] = []
        self.reached: dict[Stream, int] = {}
        self.filled: set[Key] = set()
        """Keys whose first held record waited for one that has now come."""

    def sort(self, arrivals: Iterable[Arrival]) -> "Sorting":
        for arrival in arrivals:
            if arrival.id in self._seen:
                self.known_already.append(arrival)
                continue
            self._seen.add(arrival.id)
            self._place(arrival)
        return self

    def decline(self, one: Due) -> None:
        """Its handler has: nothing of it stays but that its stream goes on after it."""
        self.due.remove(one)
        self.declined.append(one.arrival)

    @property
    def held_for_cause(self) -> int:
        """Held because they could not be applied, not because of their place in the order."""
        return sum(holding.reason in ("failed", "unreadable") for holding in self.held)

    def _place(self, arrival: Arrival) -> None:
        stamp = arrival.stamp
        last = self._last.get(arrival.stream, 0) if stamp else 0
        if stamp is not None and stamp.sequence <= last:
            self.known_already.append(arrival)
            return
        self.taken.append(arrival)
        hindrance = self._hindrance(arrival, last)
        if hindrance is None:
            self._let_in(arrival)
        else:
            self._hold(arrival, *hindrance)

    def _hindrance(self, arrival: Arrival, last: int) -> tuple[str, str] | None:
        """Why it cannot be applied now: a reason and its detail; None if it can."""
        stamp = arrival.stamp
        if stamp is None:
            return "unreadable", arrival.wrong or ""
        if not self._may_pass(arrival, last):
            return "behind", "an earlier record of this key is held"
        if stamp.sequence > last + 1 and not is_compacted(arrival.topic):
            return "gap", f"version {stamp.sequence} came after {last}"
        if arrival.id in self._known.failed:
            return "failed", self._known.failed[arrival.id]
        return None

    def _may_pass(self, arrival: Arrival, last: int) -> bool:
        """Nothing of its key is held, or it is the very record the first held one waits for."""
        first = self._blocked.get((arrival.topic, arrival.key))
        if first is None:
            return True
        assert arrival.stamp is not None
        return first.reason == "gap" and first.subject == arrival.stamp.subject and arrival.stamp.sequence == last + 1

    def _let_in(self, arrival: Arrival) -> None:
        stamp, value = arrival.stamp, arrival.raw.value
        assert stamp is not None
        hearing = self._hearings.get(stamp.type)
        if hearing is None or value is None:
            self.ignored.append(arrival)
        elif EVENTS[stamp.type].topic != arrival.topic:  # who may write here may say less than who may write there
            self._hold(arrival, "unreadable", f"{stamp.type} belongs on {EVENTS[stamp.type].topic.value}")
            return
        else:
            try:
                event = _read_once(stamp.type, value) if len(value) < _SHORT else EVENTS[stamp.type].read(value)
            except ValidationError as error:
                self._hold(arrival, "unreadable", _first_fault(error))
                return
            self.due.append(Due(arrival, hearing, event))
        self._last[arrival.stream] = self.reached[arrival.stream] = stamp.sequence
        if (arrival.topic, arrival.key) in self._blocked:
            self.filled.add((arrival.topic, arrival.key))

    def _hold(self, arrival: Arrival, reason: str, detail: str) -> None:
        self.held.append(Holding(arrival, reason, detail))
        subject = arrival.stamp.subject if arrival.stamp else None
        self._blocked.setdefault((arrival.topic, arrival.key), FirstHeld(reason, subject))


_SHORT = 4_096


@lru_cache(maxsize=5_000)
def _read_once(type_: str, data: bytes) -> Event:
    """Where services share a process, several doors take the same record within moments."""
    return EVENTS[type_].read(data)


def _first_fault(error: ValidationError) -> str:
    """Where and what, never the content."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    place = ".".join(str(part) for part in faults[0]["loc"])
    return f"{len(faults)} fault(s) in the body, the first at {place!r}: {faults[0]['type']}"


def waves(due: Sequence[Due]) -> list[dict[str, list[Due]]]:
    """Group a batch by handler without reordering a key: a key's next handler runs in a later wave."""
    if len({one.hearing.name for one in due}) == 1:
        return [{due[0].hearing.name: list(due)}]
    found: list[dict[str, list[Due]]] = []
    reached: dict[Key, tuple[int, str]] = {}
    for one in due:
        key = (one.arrival.topic, one.arrival.key)
        wave, name = reached.get(key, (0, one.hearing.name))
        if name != one.hearing.name:
            wave += 1
        reached[key] = (wave, one.hearing.name)
        if wave == len(found):
            found.append({})
        found[wave].setdefault(one.hearing.name, []).append(one)
    return found
