"""The trace of an event goes on through whoever hands its message over, where it is kept."""

import contextlib
from collections.abc import Iterator

from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, StatusCode

from chassis.telemetry import Telemetry
from chassis.trace_context import is_sampled, parent_of, traceparent_of
from contracts import Stamp


@contextlib.contextmanager
def handing_over(telemetry: Telemetry, what: str, *, to: str, cause: Stamp) -> Iterator[tuple[Span, Stamp]]:
    """A span of one attempt, without what an error says of it; and the stamp by which the trace goes on."""
    if not is_sampled(cause.traceparent):
        yield INVALID_SPAN, cause
        return
    with telemetry.tracer.start_as_current_span(
        what,
        context=parent_of(cause.traceparent),
        kind=SpanKind.CLIENT,
        attributes={"messaging.operation.name": "send", "messaging.system": to},
        record_exception=False,  # its words may quote an address
        set_status_on_exception=False,
    ) as span:
        try:
            yield span, cause._replace(traceparent=traceparent_of(span.get_span_context()))
        except BaseException as error:
            blame(span, type(error).__qualname__)
            raise


def blame(span: Span, error_type: str) -> None:
    span.set_status(StatusCode.ERROR)
    span.set_attribute("error.type", error_type)
