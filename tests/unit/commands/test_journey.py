"""The journey of an event as it is told: each mail once, and with every event it was about."""

from uuid import UUID

import httpx

from fairlead.commands.tracing import journey

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
