"""Fields that somebody may need more than once: another day off, another session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.portal.pages.faults import whole_number
from services.portal.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many of them a page has stands in a field of its own; a button asks for one more."""

    counted: str
    """The name of that field."""
    another: str
    """The ``step`` of that button."""
    at_most: int
    """As many as the service takes."""
    names: Callable[[int], tuple[str, ...]]
    """The fields of the first, the second …"""

    def typed_in(self, visit: Visit) -> dict[str, str]:
        """All that the page had, and one more where somebody asked for it."""
        count = self._count(visit.text(self.counted)) + (visit.text("step") == self.another)
        count = min(count, self.at_most)
        numbers = range(1, count + 1)
        return {self.counted: str(count), **{name: visit.text(name) for n in numbers for name in self.names(n)}}

    def numbers(self, values: Mapping[str, str]) -> range:
        return range(1, self._count(values.get(self.counted, "")) + 1)

    def filled(self, values: Mapping[str, str]) -> tuple[int, ...]:
        """Those in which something is typed; the others are as if nobody had asked for them."""
        return tuple(n for n in self.numbers(values) if any(values.get(name) for name in self.names(n)))

    def _count(self, typed: str) -> int:
        return min(max(whole_number(typed) or 1, 1), self.at_most)
