"""Nothing that leaves the service leads to who lost time: no event, span, log or metric, no notice or its moment."""

import json
import logging
from typing import Any

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.telemetry import Discreet
from contracts.leave import NoticeDue
from contracts.vocabulary import Role
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import made
from tests.services.leave.test_lost_time import GUARDIAN, OUTCOME, REPORT, get, post, somebody

REFERENCE = "ER-77-041"


@pytest.fixture
def spans(ward: Ward) -> InMemorySpanExporter:
    """As they leave for the viewer."""
    exporter = InMemorySpanExporter()
    ward.leave.running.telemetry.provider.add_span_processor(SimpleSpanProcessor(Discreet(exporter)))
    return exporter


async def everything_that_can_be_done(ward: Ward) -> str:
    """To one report: its id."""
    await ward.leave.hears(*made(GUARDIAN))
    supervisor = somebody(Role.SUPERVISOR)
    raised = {"exception_report": "raised", "exception_reference": REFERENCE}
    report = str((await post(ward, ward.doctor, "", REPORT | raised)).json()["id"])
    await post(ward, ward.doctor, "", REPORT | {"session_on": "2026-01-01"})  # declined
    await get(ward, supervisor, f"/{report}")  # there is no such thing
    await get(ward, ward.director, "/at-my-trust")
    await post(ward, ward.director, f"/{report}/acknowledgement")
    await post(ward, ward.director, f"/{report}/outcome", OUTCOME)
    await post(ward, ward.doctor, f"/{report}/answer", {"agrees": False})
    await post(ward, ward.doctor, f"/{report}/consents", {"recipient_id": str(supervisor.person_id)})
    await post(ward, GUARDIAN, f"/{report}/outcome", OUTCOME)
    return report


async def test_no_event_span_log_or_metric_leads_to_the_doctor_or_the_report(
    ward: Ward, spans: InMemorySpanExporter, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="fairlead")

    report = await everything_that_can_be_done(ward)
    ward.leave.clock.forward(hours=1)
    await ward.leave.run_job("say private notices")
    await ward.leave.run_job("count lost time")

    async with ward.leave.http() as http:
        metrics = (await http.get("/metrics")).text
    seen = "".join(span.to_json() for span in spans.get_finished_spans())
    secrets = [str(ward.doctor.person_id), report, REFERENCE, OUTCOME["note"], "self_development", "service_pressure"]
    left = {"spans": seen, "log": caplog.text + "".join(capfd.readouterr()), "metrics": metrics}
    assert "/api/leave/lost-time" in seen, "the spans of what was done are here to be looked at"
    assert [(where, secret) for where, text in left.items() for secret in secrets if secret in text] == []
    assert await ward.leave.said() == await ward.leave.said(NoticeDue), "nothing but notices is said"


async def test_a_notice_leads_to_nothing_and_tells_nothing(ward: Ward, spans: InMemorySpanExporter) -> None:
    report = await everything_that_can_be_done(ward)
    acts = {span.context.trace_id for span in spans.get_finished_spans() if span.context}
    ward.leave.clock.forward(hours=1)
    await ward.leave.run_job("say private notices")

    said = await ward.leave.said_with_stamps(NoticeDue)

    assert said
    for event, row in said:
        facts: dict[str, Any] = json.loads(bytes(row["data"]))
        assert facts.keys() == {"notice_id", "person_id"}
        assert (row["causation"], row["correlation"], row["extensions"]) == (None, row["event_id"], None)
        assert row["subject"] == str(event.notice_id) != report
        assert row["traceparent"].endswith("-00")
        assert int(row["traceparent"].split("-")[1], 16) not in acts
    assert not [span for span in spans.get_finished_spans() if "notices" in span.name]


async def test_when_somebody_is_told_is_left_to_chance(ward: Ward) -> None:
    """Between a minute and an hour after it happened; no two of thirty come at the same moment."""
    for _ in range(30):
        await post(ward, ward.doctor, "", REPORT)

    async with ward.leave.begin() as work:
        waits = [row[0] for row in await work.driver.fetch("SELECT say_at - $1 FROM private_notice", work.now)]

    assert all(60 <= wait.total_seconds() <= 3600 for wait in waits)
    assert len(set(waits)) == 30
    assert max(waits) - min(waits) > (max(waits) / 4)
