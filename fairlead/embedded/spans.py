"""From OTLP spans to Zipkin's: what each field becomes, links as tags because Zipkin has no notion of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

KINDS = {
    Span.SPAN_KIND_SERVER: "SERVER",
    Span.SPAN_KIND_CLIENT: "CLIENT",
    Span.SPAN_KIND_PRODUCER: "PRODUCER",
    Span.SPAN_KIND_CONSUMER: "CONSUMER",
}
PEERS = ("peer.service", "messaging.system", "db.system.name", "db.system", "server.address")


def zipkin_spans(request: ExportTraceServiceRequest) -> Iterator[dict[str, Any]]:
    """Each span of an export as Zipkin's v2 JSON model."""
    for resource_spans in request.resource_spans:
        resource = dict(_tags(resource_spans.resource.attributes))
        service = resource.get("service.name", "unknown")
        for scope_spans in resource_spans.scope_spans:
            for span in scope_spans.spans:
                yield _zipkin_span(span, service=service)


def _zipkin_span(span: Span, *, service: str) -> dict[str, Any]:
    tags = dict(_tags(span.attributes))
    for number, link in enumerate(span.links):
        trace_id = link.trace_id.hex()
        tags |= {f"link.{number}.trace_id": trace_id, f"link.{number}.span_id": link.span_id.hex()}
        tags[f"linked.{trace_id}"] = "1"  # makes "which traces link to this one" a search
    if span.status.code == Status.STATUS_CODE_ERROR:
        tags["error"] = span.status.message or "true"
    zipkin: dict[str, Any] = {
        "traceId": span.trace_id.hex(),
        "id": span.span_id.hex(),
        "name": span.name,
        "timestamp": span.start_time_unix_nano // 1000,
        "duration": max(1, (span.end_time_unix_nano - span.start_time_unix_nano) // 1000),
        "localEndpoint": {"serviceName": service},
        "tags": tags,
        "annotations": [{"timestamp": event.time_unix_nano // 1000, "value": event.name} for event in span.events],
    }
    if span.parent_span_id:
        zipkin["parentId"] = span.parent_span_id.hex()
    if kind := KINDS.get(span.kind):
        zipkin["kind"] = kind
        # Without a remote endpoint the dependency graph has no edges to it. A server's own address is not its peer.
        if kind != "SERVER" and (peer := next((tags[name] for name in PEERS if name in tags), None)):
            zipkin["remoteEndpoint"] = {"serviceName": peer}
    return zipkin


def _tags(attributes: Iterable[KeyValue]) -> Iterator[tuple[str, str]]:
    for attribute in attributes:
        yield attribute.key, _text(attribute.value)


def _text(value: AnyValue) -> str:
    match value.WhichOneof("value"):
        case "bool_value":
            return "true" if value.bool_value else "false"
        case "array_value":
            return ", ".join(_text(each) for each in value.array_value.values)
        case "bytes_value":
            return value.bytes_value.hex()
        case "kvlist_value":
            return ", ".join(f"{each.key}={_text(each.value)}" for each in value.kvlist_value.values)
        case None:
            return ""
        case name:
            return str(getattr(value, name))
