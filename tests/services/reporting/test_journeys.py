"""The journey of an event: its cause, its effects, and the time between."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import Event, Stamp
from contracts.leave import LeavePlacementAffected
from contracts.notifications import NotificationSent
from contracts.vocabulary import Channel
from tests.services.reporting.reading import ANALYST, OPERATOR, Reporting
from tests.unit.reporting.leave_makers import a_refusal
from tests.unit.reporting.makers import NOW, a_placement, announced, changed

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
async def journey(reporting: Reporting) -> list[Stamp]:
    """A placement change, the leave it touches, and the mail about that; each 250 ms after the other."""
    placement = a_placement()
    await reporting.hears(announced(placement))
    stamps: list[Stamp] = []
    for event in (changed(placement, site="R0B02"), _touched_leave(), _mail()):
        reporting.driver.clock.forward(milliseconds=250)
        facts: dict[str, Any] = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
        if stamps:
            facts |= {"causation": stamps[-1].id, "correlation": stamps[0].id}
        stamps.append(await _heard(reporting, event, **facts))
    return stamps


async def test_the_first_event_leads_to_all_others(reporting: Reporting, journey: list[Stamp]) -> None:
    trace = await _trace(reporting, journey[0].id)

    assert trace["trace_id"] == TRACE
    assert trace["cause"] is None
    assert [effect["id"] for effect in trace["effects"]] == [str(journey[1].id), str(journey[2].id)]
    assert [(step["service"], step["what"], step["ms"]) for step in trace["steps"]] == [
        ("registry", "fairlead.placement.changed.v1", 0.0),
        ("leave", "fairlead.leave.placement_affected.v1", 250.0),
        ("notifications", "fairlead.notification.sent.v1", 500.0),
    ]


async def test_the_last_event_shows_its_cause_and_the_whole_way_from_the_first(
    reporting: Reporting, journey: list[Stamp]
) -> None:
    trace = await _trace(reporting, journey[2].id)

    assert trace["cause"]["id"] == str(journey[1].id)
    assert trace["effects"] == []
    assert [step["event_id"] for step in trace["steps"]] == [str(stamp.id) for stamp in journey]


async def test_what_another_cause_led_to_is_no_part_of_the_journey(reporting: Reporting, journey: list[Stamp]) -> None:
    await _heard(reporting, a_refusal(), causation=uuid4())

    assert len((await _trace(reporting, journey[0].id))["effects"]) == 2


async def test_a_type_that_reporting_does_not_count_is_in_the_journal_too(reporting: Reporting) -> None:
    stamp = await _heard(reporting, _mail())

    event = (await _trace(reporting, stamp.id))["event"]

    assert (event["type"], event["service"], event["sequence"]) == ("fairlead.notification.sent.v1", "notifications", 1)


async def test_an_event_that_was_never_heard_is_not_there(reporting: Reporting) -> None:
    async with reporting.driver.http(OPERATOR) as client:
        assert (await client.get(f"/api/reporting/events/{uuid4()}/trace")).status_code == 404


async def test_journeys_are_for_operators(reporting: Reporting, journey: list[Stamp]) -> None:
    async with reporting.driver.http(ANALYST) as client:
        assert (await client.get(f"/api/reporting/events/{journey[0].id}/trace")).status_code == 403


async def _heard(reporting: Reporting, event: Event, **facts: Any) -> Stamp:
    stamp = reporting.driver.stamped(event, **facts)
    await reporting.driver.hears(event, stamp=stamp)
    return stamp


async def _trace(reporting: Reporting, event_id: UUID) -> dict[str, Any]:
    async with reporting.driver.http(OPERATOR) as client:
        answer = await client.get(f"/api/reporting/events/{event_id}/trace")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _touched_leave() -> LeavePlacementAffected:
    asked = a_refusal().model_dump(
        include={"leave_id", "doctor_id", "trust", "leave_type", "leadership", "first_day", "last_day"}
    )
    return LeavePlacementAffected(
        **asked, placement_id=uuid4(), fields=("site",), affected_at=NOW, approvers=(uuid4(),)
    )


def _mail() -> NotificationSent:
    return NotificationSent(
        notification_id=uuid4(), person_id=uuid4(), channel=Channel.MAIL, about=(uuid4(),), sent_at=NOW, attempts=1
    )
