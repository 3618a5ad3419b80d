"""What every decision about shadowing is, and how every fact of it begins."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from contracts import Event
from contracts.vocabulary import ShadowingKind
from services.role_modelling.domain.slot import Slot


@dataclass(frozen=True, slots=True)
class Decision:
    """The slot as it is from now on, and the facts that made it so."""

    slot: Slot
    events: tuple[Event, ...] = ()


class Which(TypedDict):
    """What every fact of shadowing says first."""

    slot_id: UUID
    trust: str
    kind: ShadowingKind
    title: str
    host_id: UUID
    starts_at: datetime
    ends_at: datetime
    places: int


def which(slot: Slot) -> Which:
    """The beginning of every fact about this slot."""
    return Which(
        slot_id=slot.slot_id,
        trust=slot.trust,
        kind=slot.kind,
        title=slot.title,
        host_id=slot.host_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        places=slot.places,
    )
