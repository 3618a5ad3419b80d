"""How a region may differ from an ordinary one: for those who put it to the test."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fairlead.embedded.addresses import Addresses
from fairlead.embedded.children import LONGEST_PAUSE

Detour = Callable[[Addresses], Awaitable[Addresses]]
"""From where things listen to where the services are told that they listen, by way of what lies between."""


async def straight(addresses: Addresses) -> Addresses:
    return addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    detour: Detour = straight
    """Called once, before anything starts. Kafka tells its clients the address that comes out of it."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """FAIRLEAD_… variables for the services."""
    longest_pause: float = LONGEST_PAUSE
    """Seconds that a child which dies again and again waits at most before it starts again."""
    viewer: bool = True
    """Whether there is a trace viewer."""


ORDINARY = Conditions()
