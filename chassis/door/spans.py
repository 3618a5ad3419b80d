"""Spans of the door: one for a batch with links to all it takes, and for each kept trace one that goes on from it."""

from contextlib import AbstractContextManager, ExitStack

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind

from chassis.door.sorting import Due
from chassis.hearing import Heard
from chassis.telemetry import Telemetry
from chassis.trace_context import is_sampled, links_to, parent_of, traceparent_of


def batch_span(telemetry: Telemetry, traces: list[str]) -> AbstractContextManager[Span]:
    return telemetry.tracer.start_as_current_span(
        "process batch",
        context=Context(),
        kind=SpanKind.CONSUMER,
        links=links_to(traces),
        record_exception=False,
        set_status_on_exception=False,
        attributes={
            "messaging.system": "kafka",
            "messaging.operation.type": "process",
            "messaging.operation.name": "process",
            "messaging.consumer.group.name": telemetry.service,
            "messaging.batch.message_count": len(traces),
        },
    )


def heard(telemetry: Telemetry, one: Due, spans: ExitStack) -> tuple[Heard, Span | None]:
    """For a kept trace, a span of its own goes on from the event's: one trace from click to mail."""
    stamp = one.arrival.stamp
    assert stamp is not None
    if not is_sampled(stamp.traceparent):
        return Heard(one.event, stamp, stamp.traceparent), None
    span = telemetry.tracer.start_span(
        f"process {one.arrival.topic}",
        context=parent_of(stamp.traceparent),
        kind=SpanKind.CONSUMER,
        attributes={
            "messaging.system": "kafka",
            "messaging.operation.type": "process",
            "messaging.operation.name": "process",
            "messaging.destination.name": one.arrival.topic,
            "messaging.destination.partition.id": str(one.arrival.raw.partition),
            "messaging.consumer.group.name": telemetry.service,
            "messaging.message.id": str(stamp.id),
            "messaging.kafka.offset": one.arrival.raw.offset,
            "cloudevents.event_type": stamp.type,
        },
    )
    spans.callback(span.end)
    return Heard(one.event, stamp, traceparent_of(span.get_span_context())), span
