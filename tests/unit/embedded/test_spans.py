"""What Zipkin gets of an OTLP span, and what happens to spans it cannot take."""

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from fairlead.embedded.bridge import Bridge
from fairlead.embedded.spans import zipkin_spans

TRACE, SPAN, PARENT = bytes(range(16)), bytes(range(8)), bytes(range(8, 16))


def attribute(key: str, text: str) -> KeyValue:
    return KeyValue(key=key, value=AnyValue(string_value=text))


def a_span(**facts: object) -> Span:
    ordinary = {"trace_id": TRACE, "span_id": SPAN, "name": "send", "start_time_unix_nano": 1_000_000_000}
    return Span(**{**ordinary, "end_time_unix_nano": 1_002_000_000, **facts})


def an_export(*spans: Span) -> ExportTraceServiceRequest:
    request = ExportTraceServiceRequest()
    resource_spans = request.resource_spans.add()
    resource_spans.resource.attributes.append(attribute("service.name", "leave"))
    resource_spans.scope_spans.add().spans.extend(spans)
    return request


def test_a_span_keeps_its_identity_times_and_service() -> None:
    (span,) = zipkin_spans(an_export(a_span(parent_span_id=PARENT)))

    assert (span["traceId"], span["id"], span["parentId"]) == (TRACE.hex(), SPAN.hex(), PARENT.hex())
    assert (span["timestamp"], span["duration"]) == (1_000_000, 2_000)
    assert span["localEndpoint"] == {"serviceName": "leave"}


def test_a_producers_broker_is_its_remote_endpoint() -> None:
    producer = a_span(kind=Span.SPAN_KIND_PRODUCER, attributes=[attribute("messaging.system", "kafka")])
    (span,) = zipkin_spans(an_export(producer))

    assert (span["kind"], span["remoteEndpoint"]) == ("PRODUCER", {"serviceName": "kafka"})


def test_links_become_tags_that_can_be_searched_from_both_ends() -> None:
    (span,) = zipkin_spans(an_export(a_span(links=[Span.Link(trace_id=TRACE, span_id=PARENT)])))

    assert span["tags"] == {
        "link.0.trace_id": TRACE.hex(),
        "link.0.span_id": PARENT.hex(),
        f"linked.{TRACE.hex()}": "1",
    }


def test_a_failed_span_is_an_error_with_its_message() -> None:
    failed = a_span(status=Status(code=Status.STATUS_CODE_ERROR, message="declined"))
    (span,) = zipkin_spans(an_export(failed))

    assert span["tags"]["error"] == "declined"


async def test_spans_beyond_the_room_are_dropped_and_counted() -> None:
    bridge = Bridge(host="127.0.0.1", port=0, zipkin="http://127.0.0.1:1", room=2)

    bridge.take(an_export(a_span(), a_span(), a_span()))

    assert bridge.dropped == 1


async def test_without_a_viewer_all_spans_are_dropped_and_counted() -> None:
    bridge = Bridge(host="127.0.0.1", port=0, zipkin="http://127.0.0.1:1")
    bridge.take(an_export(a_span()))

    bridge.drop_all()
    bridge.take(an_export(a_span()))

    assert bridge.dropped == 2
