"""Whether a region has come to rest: two looks in a row that see nothing moving, and the same totals."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from chassis.ledger import SAID
from contracts import FAMILIES
from contracts.subscriptions import topics_heard
from fairlead.commands.client import Region

Total = tuple[int, int]
"""Events, and the sum of their ids' hashes."""

_TOTALS = "SELECT reader, topic, sum(count)::bigint AS many, sum(hash)::numeric AS hash FROM ledger GROUP BY 1, 2"


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


def what_moves(here: Region, states: dict[str, dict[str, Any]]) -> Moving:
    by_service = {name: _of(state) for name, state in states.items()}
    said, heard = asyncio.run(totals(here))
    return Moving(by_service, said, heard)


async def totals(here: Region) -> tuple[dict[str, Total], dict[tuple[str, str], Total]]:
    """From the ledgers: said per topic, heard per service and topic; compacted topics conserve nothing."""
    said: dict[str, Total] = {}
    heard: dict[tuple[str, str], Total] = {}
    for service in here.addresses.databases:
        heard |= {(service, topic.value): (0, 0) for topic in topics_heard(service) if not FAMILIES[topic].compacted}
        async with here.database(service) as connection:
            for row in await connection.fetch(_TOTALS):
                total = (int(row["many"]), int(row["hash"]))
                if row["reader"] == SAID:
                    said[row["topic"]] = total
                elif (service, row["topic"]) in heard:
                    heard[service, row["topic"]] = total
    return said, heard


def _of(state: dict[str, Any]) -> list[str]:
    counts = {"outbox": "in the outbox", "lag": "not heard", "due_deliveries": "due"}
    moving = [f"{state[name]} {words}" for name, words in counts.items() if state[name]]
    return moving if state["ready"] else [*moving, "not ready"]
