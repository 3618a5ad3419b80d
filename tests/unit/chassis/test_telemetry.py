"""What leaves in spans says nothing about people."""

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.telemetry import Discreet, Telemetry


def test_a_span_leaves_without_what_its_exception_said_and_who_called() -> None:
    kept = InMemorySpanExporter()
    telemetry = Telemetry("toy", processor=SimpleSpanProcessor(Discreet(kept)))
    with pytest.raises(ValueError, match="amara"):  # noqa: SIM117 - the span must end before
        with telemetry.tracer.start_as_current_span("work") as span:
            span.set_attributes({"client.address": "10.0.0.7", "http.target": "/x?who=amara", "http.route": "/x"})
            raise ValueError("Key (email)=(amara@doctors.example) already exists")
    telemetry.close()
    (span,) = kept.get_finished_spans()
    assert "amara" not in span.to_json()
    assert "10.0.0.7" not in span.to_json()
    assert span.attributes == {"http.route": "/x", "error.type": "ValueError"}
    assert not span.status.is_ok
