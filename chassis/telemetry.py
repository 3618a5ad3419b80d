"""Traces, metrics and logs of one service. Names live here; nothing personal ever goes in."""

import logging
import sys
import time
import traceback
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased
from opentelemetry.trace import Status
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from chassis.trace_context import Sampling

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)


@dataclass(frozen=True)
class Metrics:
    """Every metric of the delivery core, by its exported name (own ones start with ``fairlead_``)."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        def make(kind: Any, name: str, text: str, labels: Sequence[str] = (), **more: Any) -> None:
            object.__setattr__(self, name, kind(f"fairlead_{name}", text, labels, registry=self.registry, **more))

        make(Gauge, "ready", "1 where /readyz said so when it was last asked")
        make(Gauge, "outbox_depth", "Rows waiting to be relayed")
        make(Gauge, "outbox_oldest_age_seconds", "Age of the oldest waiting row")
        make(Gauge, "relay_is_leader", "1 while this process holds the relay's lock")
        make(Counter, "messages_sent", "Records acknowledged by Kafka", ["topic"])
        make(Counter, "messages_consumed", "New records taken, by how they ended", ["topic", "ending"])
        make(Counter, "inbox_duplicates", "Records already taken before", ["topic"])
        make(Counter, "stream_gaps", "Records held because one before them is missing", ["topic"])
        make(Gauge, "held_records", "Records held for an operator")
        make(Gauge, "held_oldest_age_seconds", "Age of the record that has been held the longest")
        make(Gauge, "consumer_offset_lag", "Records between the log's end and what was taken")
        make(Histogram, "event_seconds", "From the oldest event of a batch to our commit", ["topic"], buckets=_SECONDS)
        make(Histogram, "batch_seconds", "One batch through the door", buckets=_SECONDS)
        make(Gauge, "oldest_idle_transaction_seconds", "Age of the oldest transaction left open and idle")
        make(Counter, "job_failures", "Runs of a job that raised", ["job"])

    ready: Gauge = field(init=False)
    outbox_depth: Gauge = field(init=False)
    outbox_oldest_age_seconds: Gauge = field(init=False)
    relay_is_leader: Gauge = field(init=False)
    messages_sent: Counter = field(init=False)
    messages_consumed: Counter = field(init=False)
    inbox_duplicates: Counter = field(init=False)
    stream_gaps: Counter = field(init=False)
    held_records: Gauge = field(init=False)
    held_oldest_age_seconds: Gauge = field(init=False)
    consumer_offset_lag: Gauge = field(init=False)
    event_seconds: Histogram = field(init=False)
    batch_seconds: Histogram = field(init=False)
    oldest_idle_transaction_seconds: Gauge = field(init=False)
    job_failures: Counter = field(init=False)


class Discreet(SpanExporter):
    """Passes spans on without what an exception said or who called: both may name a person."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([_discreet(span) for span in spans])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._exporter.force_flush(timeout_millis)


_OF_A_CALLER = frozenset({"client.address", "client.port", "net.peer.ip", "net.peer.port", "user_agent.original"})
_OF_A_CALLER_OLD = frozenset({"http.client_ip", "http.user_agent", "http.target", "http.url"})


def _discreet(span: ReadableSpan) -> ReadableSpan:
    attributes = dict(span.attributes or {})
    for event in span.events:
        if event.attributes and "exception.type" in event.attributes:
            attributes["error.type"] = event.attributes["exception.type"]
    kept = {key: value for key, value in attributes.items() if key not in _OF_A_CALLER | _OF_A_CALLER_OLD}
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=kept,
        links=span.links,
        kind=span.kind,
        instrumentation_scope=span.instrumentation_scope,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
    )


class Telemetry:
    """What one service tells operators: a tracer with its own resource, metrics, and a bound log."""

    def __init__(
        self,
        service: str,
        *,
        otlp: str | None = None,
        bulk_per_second: int = 50,
        processor: SpanProcessor | None = None,
    ) -> None:
        self.service = service
        resource = Resource.create({"service.name": f"fairlead-{service}", "service.namespace": "fairlead"})
        self.provider = TracerProvider(resource=resource, sampler=ParentBased(ALWAYS_ON), shutdown_on_exit=False)
        if processor is not None:
            self.provider.add_span_processor(processor)
        if otlp is not None:
            exporter = OTLPSpanExporter(endpoint=f"{otlp.rstrip('/')}/v1/traces", timeout=5)
            self.provider.add_span_processor(BatchSpanProcessor(Discreet(exporter), schedule_delay_millis=500))
        self.tracer = trace.get_tracer("fairlead.chassis", tracer_provider=self.provider)
        self.sampling = Sampling(bulk_per_second)
        self.metrics = Metrics()
        self.log: structlog.typing.FilteringBoundLogger = structlog.get_logger("fairlead").bind(service=service)

    def close(self) -> None:
        self.provider.shutdown()


def configure_logging(level: int = logging.INFO) -> None:
    """JSON lines on standard error for our own log and everybody else's; call once per process."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_trace,
        _with_frames,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    handler.addFilter(_Sparingly())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "alembic", "uvicorn.access", "faststream"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _with_trace(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
    return event


def _with_frames(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Where it happened and what kind of error, never its message: that may quote a row."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__name__
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return event


class _Sparingly(logging.Filter):
    """One line a second per library's logger and level: without a broker aiokafka alone writes 65."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("fairlead"):
            return True
        key, now = (record.name, record.levelno), time.monotonic()
        if now - self._last.get(key, 0.0) < 1.0:
            return False
        self._last[key] = now
        return True
