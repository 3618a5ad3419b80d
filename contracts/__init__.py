"""The shared language: events, people who act, codes, and the topics they travel on."""

from collections.abc import Mapping

from contracts import feedback, leave, notifications, opportunities, recognition, registry, reporting, role_modelling
from contracts._event import FAMILIES, PLACE, Event, Family, Part, Stamp, Topic, families_read_by
from contracts.actor import Actor, Grant

_MODULES = (registry, opportunities, leave, feedback, recognition, role_modelling, notifications, reporting)


def _catalogue() -> dict[str, type[Event]]:
    found = (thing for module in _MODULES for thing in vars(module).values())
    events = (e for e in found if isinstance(e, type) and issubclass(e, Event) and "type" in vars(e))
    return {event.type: event for event in events}


EVENTS: Mapping[str, type[Event]] = _catalogue()
"""Every type of event there is, by its wire name."""

__all__ = [
    "EVENTS",
    "FAMILIES",
    "PLACE",
    "Actor",
    "Event",
    "Family",
    "Grant",
    "Part",
    "Stamp",
    "Topic",
    "families_read_by",
]
