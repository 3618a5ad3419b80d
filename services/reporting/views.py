"""What reporting answers: the shapes of its HTTP bodies."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import OdsCode
from services.reporting.domain import HEADING, MEANINGS, Cell, Figure, quarter_of
from services.reporting.store import Row


class IndicatorView(BaseModel):
    code: str
    trust: str | None
    """The host's code; null: the whole region, where a person counts once."""
    period: str
    numerator: int
    denominator: int
    value: float | None
    moved_at: datetime | None = None
    """When an event last moved it, or the calendar did; null: not recorded yet."""

    @classmethod
    def of(cls, cell: Cell, figure: Figure, moved_at: datetime | None) -> Self:
        return cls(
            code=cell.code,
            trust=cell.trust,
            period=cell.period,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            moved_at=moved_at,
        )


class RegionView(BaseModel):
    heading: str = HEADING
    as_of: date
    deanery: str | None
    indicators: list[IndicatorView]
    meanings: Mapping[str, str] = MEANINGS


class HistoryAsked(BaseModel):
    """Which movements; ``before`` is the ``next`` of an earlier answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str | None = Field(None, max_length=10)
    trust: OdsCode | None = None
    period: str | None = Field(None, max_length=10)
    deanery: OdsCode | None = None
    before: int | None = Field(None, ge=1, le=2**63 - 1)
    limit: int = Field(100, ge=1, le=500)


class MovementView(BaseModel):
    """A figure as it was from a moment on."""

    code: str
    trust: str | None
    period: str
    numerator: int
    denominator: int
    value: float | None
    at: datetime
    because: UUID | None
    """The event that moved it; null: time passed."""

    @classmethod
    def of(cls, row: Row) -> Self:
        figure = Figure(row["numerator"], row["denominator"])
        return cls(**row, period=quarter_of(row["quarter"]).label, value=figure.value)


class HistoryView(BaseModel):
    heading: str = HEADING
    items: list[MovementView]
    """Newest first."""
    next: int | None
    """Ask again with ``before`` set to this for older ones; null: there are none."""


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
