"""The spans of sending: the event's trace goes on, and nothing that an error says is in it."""

import secrets

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from services.notifications.gateway import Session
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import DOCTOR_ADDRESS, a_person
from tests.unit.notifications.registry_facts import a_change

TRACE = secrets.token_hex(16)


@pytest.fixture
async def spans(notifications: Notifications) -> InMemorySpanExporter:
    """Of a mail that is about to go, whose event was traced."""
    exporter = InMemorySpanExporter()
    notifications.driver.running.telemetry.provider.add_span_processor(SimpleSpanProcessor(exporter))
    await notifications.hears(a_person())
    change = a_change()
    traced = notifications.driver.stamped(change, traceparent=f"00-{TRACE}-{secrets.token_hex(8)}-01")
    await notifications.hears(change, stamp=traced)
    return exporter


def the_one_of_sending(spans: InMemorySpanExporter) -> ReadableSpan:
    [span] = [span for span in spans.get_finished_spans() if span.name == "send mail"]
    return span


async def test_an_error_leaves_its_type_in_the_span_and_nothing_that_it_says(
    notifications: Notifications, spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def quote(_: Session, recipient: str, __: bytes) -> None:
        raise LookupError(f"no such mailbox: {recipient}")

    monkeypatch.setattr(Session, "send", quote)
    with pytest.raises(LookupError, match=DOCTOR_ADDRESS):
        await notifications.sends()

    span = the_one_of_sending(spans)
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, None)
    assert dict(span.attributes or {})["error.type"] == "LookupError"
    assert span.events == ()
    assert DOCTOR_ADDRESS not in span.to_json()


async def test_a_refusal_leaves_the_relays_code_in_the_span(
    notifications: Notifications, spans: InMemorySpanExporter
) -> None:
    notifications.relay.then("550 rcpt")
    await notifications.sends()

    span = the_one_of_sending(spans)
    assert span.status.status_code is StatusCode.ERROR
    assert dict(span.attributes or {})["error.type"] == "550"
    assert DOCTOR_ADDRESS not in span.to_json()


async def test_a_mail_that_the_relay_takes_is_no_error(
    notifications: Notifications, spans: InMemorySpanExporter
) -> None:
    await notifications.sends()

    span = the_one_of_sending(spans)
    assert span.status.status_code is StatusCode.UNSET
    assert f"{span.context.trace_id:032x}" == TRACE
