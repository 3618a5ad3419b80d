"""Each first slice whole, on one region: somebody acts, it is said, people are told, and a figure moves."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairlead.commands.client import Region
from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from fairlead.embedded.cli import start_detached
from services.reporting.domain import quarter_of
from tests.postgres import free_tcp_port

pytestmark = pytest.mark.journey

FAIRLEAD = [sys.executable, "-m", "fairlead"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One region for all slices: to start it costs more than to play them."""
    folder = tmp_path_factory.mktemp("region") / "data"
    start_detached(folder, port=free_tcp_port(), env="test")
    try:
        yield folder
    finally:
        subprocess.run([*FAIRLEAD, "down", "--data", str(folder)], timeout=120, check=True)


@pytest.fixture(scope="module")
def stage(here: Region, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Trusts, people, who holds which role, and doctors in post at ``cast.old_trust``, with all mail about it sent."""
    folder, prepared = tmp_path_factory.mktemp("files"), Stage(here)
    prepared.import_file("organisations", files.register(folder))
    prepared.import_file("people", files.people(folder, cast))
    prepared.import_file("appointments", files.appointments(folder, cast))
    prepared.import_file("placements", files.placements(folder, "p.xlsx", list(cast.spells.values())))
    prepared.settle()
    return prepared


def test_an_opportunity_is_published_asked_for_answered_and_confirmed(stage: Stage, cast: Cast) -> None:
    trust, period, today = cast.old_trust, quarter_of(cast.today).label, cast.today.isoformat()
    champion, lead, made_with, doctor = (cast.players[role] for role in ("champion", "dme", "steady", "learner"))
    before = {code: stage.figure(code, trust, period) for code in ("O-E1", "O-E1-CO")}
    plan = {
        "kind": "quality_and_safety_meeting",
        "trust": trust,
        "title": "Patient safety meeting",
        "setting": "acute",
        "lead_id": stage.person_id(lead),
        "co_producer_id": stage.person_id(made_with),
        "first_day": today,
        "recurrence": "monthly",
    }

    published = stage.post(champion, "champion", "/api/opportunities/published", plan)["id"]
    stage.settle()
    [seen] = stage.get(doctor, "resident_doctor", "/api/opportunities/published")["items"]
    asked = stage.post(doctor, "resident_doctor", f"/api/opportunities/published/{published}/interest", {})["id"]
    [waiting] = stage.get(lead, "dme", "/api/opportunities/participations?waiting=true")["items"]
    way = f"/api/opportunities/participations/{asked}"
    stage.post(lead, "dme", f"{way}/answer", {"answer": "offered"})
    took = {"role": "chaired", "first_day": today, "last_day": today, "minutes": 90}
    stage.post(lead, "dme", f"{way}/confirmation", took)
    stage.settle()

    assert (seen["id"], seen["places_left"], waiting["id"]) == (published, 1, asked)
    assert stage.get(doctor, "resident_doctor", way)["status"] == "confirmed"
    told = {
        "fairlead.opportunity.published.v1": (made_with, "withheld"),
        "fairlead.interest.expressed.v1": (lead, "sent"),
        "fairlead.interest.answered.v1": (doctor, "sent"),
        "fairlead.participation.confirmed.v1": (doctor, "withheld"),
    }
    for event, (player, by_mail) in told.items():
        assert channels(stage.decisions(player, event)) == {"inbox": "sent", "mail": by_mail}, event
    assert [mail["subject"] for mail in stage.mails(doctor)] == ["There is an answer to your interest"]
    assert (before["O-E1"], stage.figure("O-E1", trust, period)) == ((0, 4), (1, 4))
    assert (before["O-E1-CO"], stage.figure("O-E1-CO", trust, period)) == ((0, 0), (1, 1))
    answered = stage.decisions(doctor, "fairlead.interest.answered.v1")[0]["event_id"]
    assert {"opportunities", "notifications"} <= {step["service"] for step in stage.trace(answered)["steps"]}


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: whatever the slices did is judged together."""
    stage.settle()
    ended = subprocess.run(
        [*FAIRLEAD, "verify", "--json", "--data", str(data)], capture_output=True, text=True, timeout=300, check=False
    )

    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
    assert [one for one in json.loads(ended.stdout)["invariants"] if not one["holds"]] == []


def channels(decisions: list[dict[str, Any]]) -> dict[str, str]:
    """Channel → decision about one event."""
    return {one["channel"]: one["decision"] for one in decisions}
