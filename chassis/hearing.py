"""How a service says what it hears: one function per type of event, for one event or for a batch."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from chassis.work import UnitOfWork
from contracts import Event, Stamp

E = TypeVar("E", bound=Event)
F = TypeVar("F", bound=Callable[..., Awaitable[None]])
One = Callable[[E, UnitOfWork], Awaitable[None]]


class Heard(NamedTuple):
    """An event with its stamp, and the trace that goes on from here."""

    event: Any
    stamp: Stamp
    traceparent: str


Many = Callable[[Sequence[Heard], UnitOfWork], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A handler: the types it hears, and whether it takes a poll's events at once."""

    name: str
    types: tuple[type[Event], ...]
    run: Callable[..., Awaitable[None]]
    batch: bool


class _Hears:
    def __call__(self, event: type[E]) -> Callable[[One[E]], One[E]]:
        """Mark a handler of one type of event; it is called with one event at a time."""

        def mark(run: One[E]) -> One[E]:
            return _marked(run, (event,), batch=False)

        return mark

    def batch(self, *events: type[Event]) -> Callable[[Many], Many]:
        """Mark a handler that folds several types: it gets a poll's events in log order, for set-based SQL."""

        def mark(run: Many) -> Many:
            return _marked(run, events, batch=True)

        return mark


hears = _Hears()


def hearings_of(handlers: Iterable[Callable[..., Awaitable[None]]]) -> Mapping[str, Hearing]:
    """Which handler hears which type. Raises ValueError for an unmarked one, or two for one type."""
    found: dict[str, Hearing] = {}
    for run in handlers:
        hearing: Hearing | None = getattr(run, "__hearing__", None)
        if hearing is None:
            raise ValueError(f"{run.__qualname__} is not marked with @hears")
        for event in hearing.types:
            if event.type in found:
                raise ValueError(f"{event.type} is heard by {found[event.type].name} and by {hearing.name}")
            found[event.type] = hearing
    names = Counter(hearing.name for hearing in set(found.values()))
    if twice := [name for name, many in names.items() if many > 1]:
        raise ValueError(f"two handlers are called {', '.join(twice)}")
    return found


def _marked(run: F, types: tuple[type[Event], ...], *, batch: bool) -> F:
    marked: Any = run
    marked.__hearing__ = Hearing(marked.__qualname__, types, run, batch)
    marked.__hears__ = types
    return run
