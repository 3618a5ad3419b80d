"""The journey of an event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from services.reporting.store import Row


class EventView(BaseModel):
    id: UUID
    type: str
    topic: str
    service: str
    subject: str
    sequence: int
    causation: UUID | None
    correlation: UUID
    trace_id: str
    at: datetime

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(**row, service=_service(row), trace_id=_trace_id(row), at=row["time"])


class StepView(BaseModel):
    service: str
    what: str
    at: datetime
    ms: float
    """Milliseconds since the first step."""
    event_id: UUID


class TraceView(BaseModel):
    trace_id: str
    event: EventView
    cause: EventView | None
    """What directly led to it; null: a person or a file did, or an event that reporting may not read."""
    effects: list[EventView]
    steps: list[StepView]
    truncated: bool
    """Whether there are more effects than these."""


def trace_view(way: Sequence[Row], event: Row, effects: Sequence[Row], *, truncated: bool) -> TraceView:
    """The journey from the first cause through the event to what it led to."""
    journey = sorted([*way, event, *effects], key=lambda row: row["time"])
    begun = journey[0]["time"]
    return TraceView(
        trace_id=_trace_id(event),
        event=EventView.of(event),
        cause=EventView.of(way[-1]) if way else None,
        effects=[EventView.of(row) for row in effects],
        steps=[
            StepView(
                service=_service(row),
                what=row["type"],
                at=row["time"],
                ms=round((row["time"] - begun).total_seconds() * 1000, 1),
                event_id=row["id"],
            )
            for row in journey
        ],
        truncated=truncated,
    )


def _service(row: Row) -> str:
    return str(row["source"]).rpartition("/")[2]


def _trace_id(row: Row) -> str:
    """The second field of a W3C traceparent: version, trace, parent, flags."""
    return str(row["traceparent"]).split("-")[1]
