"""The journey of an event as it is told: each mail once, and with every event it was about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from fairlead.commands import client, tracing
from fairlead.commands.tracing import journey
from fairlead.embedded.addresses import Addresses
from fairlead.embedded.layout import Layout

MOVED, SENT = "018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"
PERSON = "018f0000-0000-7000-8000-000000000003"


def a_region(*, sent_because: str) -> httpx.Client:
    """Where one mail was sent about two changes, of which only one is its cause."""
    moved = {"id": MOVED, "type": "fairlead.placement.changed.v1", "causation": None}
    sent = {"id": SENT, "type": "fairlead.notification.sent.v1", "causation": MOVED}
    effects = [sent] if sent_because == MOVED else []
    steps = [
        {"service": "x", "what": one["type"], "at": "2026-11-22T12:00:00Z", "ms": 0, "event_id": one["id"]}
        for one in (moved, *effects)
    ]
    decided = {"channel": "mail", "decision": "sent", "reason": None, "person_id": PERSON, "at": "2026-11-22T12:00:01Z"}
    answers = {
        f"/api/reporting/events/{MOVED}/trace": {"trace_id": "t", "event": moved, "effects": effects, "steps": steps},
        f"/api/notifications/events/{MOVED}/decisions": [decided],
    }
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=answers[request.url.path]))
    return httpx.Client(base_url="http://portal", transport=transport)


def test_whichever_change_a_mail_has_as_its_cause_each_leads_to_it_once() -> None:
    journeys = [journey(a_region(sent_because=cause), UUID(MOVED)) for cause in (MOVED, PERSON)]

    for one in journeys:
        assert [step["what"] for step in one["steps"]] == [
            "fairlead.placement.changed.v1",
            f"mail sent to {PERSON} about placement.changed",
        ]
    assert [len(one["effects"]) for one in journeys] == [1, 0]


@dataclass
class StandIn:
    """A region whose viewer has the trace, or lost it at a restart."""

    has: bool

    @contextmanager
    def as_operator(self) -> Iterator[httpx.Client]:
        yield a_region(sent_because=PERSON)

    def trace_page(self, trace_id: str) -> str:
        return f"http://viewer/zipkin/traces/{trace_id}"

    def has_trace(self, trace_id: str) -> bool:
        return self.has


@pytest.mark.parametrize(("has", "lines"), [(True, 0), (False, 1)])
def test_a_trace_that_the_viewer_has_not_is_said_to_be_so(
    has: bool, lines: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tracing, "region", lambda _: StandIn(has))

    tracing.trace(UUID(MOVED))

    said = capsys.readouterr().out.partition("http://viewer/zipkin/traces/t\n")[2]
    assert said.count("the viewer does not have this trace") == said.count("\n") == lines


def _away(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("away", request=request)


@pytest.mark.parametrize(
    ("answer", "has"),
    [(lambda _: httpx.Response(200, json=[]), True), (lambda _: httpx.Response(404), False), (_away, False)],
)
def test_a_viewer_has_what_it_answers_with(answer: Any, has: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def viewer(url: str, **_: Any) -> httpx.Client:
        return httpx.Client(base_url=url, transport=httpx.MockTransport(answer))

    monkeypatch.setattr(client, "plain_client", viewer)
    here = client.Region(Addresses.model_construct(traces="http://viewer"), Layout.of(Path("nowhere")))

    assert here.has_trace("t") is has
