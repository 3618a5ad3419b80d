"""Whether a region has come to rest: two looks in a row that see nothing moving, and the same totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contracts import FAMILIES
from contracts.subscriptions import topics_heard

Total = tuple[int, int]
"""Events, and the sum of their ids' hashes."""


@dataclass(frozen=True)
class Moving:
    """One look: what is on its way by service, and what was said and heard so far."""

    by_service: dict[str, list[str]]
    said: dict[str, Total] = field(default_factory=dict)
    heard: dict[tuple[str, str], Total] = field(default_factory=dict)

    @property
    def unheard(self) -> list[str]:
        """Topics a service has not heard as much of as was said."""
        return [
            f"{reader} has heard {total[0]} of {self.said.get(topic, (0, 0))[0]} on {topic}"
            for (reader, topic), total in sorted(self.heard.items())
            if total != self.said.get(topic, (0, 0))
        ]

    @property
    def quiet(self) -> bool:
        return not any(self.by_service.values()) and not self.unheard

    def told(self) -> str:
        moving = [f"{name}: {', '.join(what)}" for name, what in self.by_service.items() if what]
        return "; ".join([*moving, *self.unheard]) or "it was still only a moment ago"


def at_rest(before: Moving | None, now: Moving) -> bool:
    return before is not None and before.quiet and now == before


def what_moves(states: Mapping[str, Mapping[str, Any]]) -> Moving:
    """From what each service says of itself; compacted topics conserve nothing, and do not count."""
    said: dict[str, Total] = {}
    heard: dict[tuple[str, str], Total] = {}
    for service, state in states.items():
        said |= {topic: _total(total) for topic, total in state.get("said", {}).items()}
        for topic in topics_heard(service):
            if not FAMILIES[topic].compacted:
                heard[service, topic.value] = _total(state.get("heard", {}).get(topic.value))
    return Moving({service: _of(state) for service, state in states.items()}, said, heard)


def _total(told: Sequence[Any] | None) -> Total:
    return (int(told[0]), int(told[1])) if told else (0, 0)


def _of(state: Mapping[str, Any]) -> list[str]:
    counts = {"outbox": "in the outbox", "lag": "not heard", "due_deliveries": "due"}
    moving = [f"{state[name]} {words}" for name, words in counts.items() if state[name]]
    return moving if state["ready"] else [*moving, "not ready"]
