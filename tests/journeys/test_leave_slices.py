"""Release from duty and a department's calendar, whole on one region: somebody acts, it is said, told, and counted."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fairlead.demo.cast import Cast, Player
from fairlead.demo.stage import Stage
from services.reporting.domain import quarter_of

pytestmark = pytest.mark.journey


def test_release_for_a_panel_is_asked_for_agreed_told_and_counted(stage: Stage, cast: Cast) -> None:
    trust, period = cast.old_trust, quarter_of(cast.today).label
    doctor, coordinator = cast.players["steady"], cast.players["coordinator_old"]
    first_day = (cast.today + timedelta(days=21)).isoformat()
    before = {code: stage.figure(code, trust, period) for code in ("R17", "T-E1")}
    has = stage.get(doctor, "resident_doctor", "/api/leave/entitlement")["accounts"]
    panel = {
        "type": "release",
        "purpose": "recruitment_panel",
        "activity": "Interviews for a consultant post",
        "first_day": first_day,
        "last_day": first_day,
    }

    asked = stage.post(doctor, "resident_doctor", "/api/leave/requests", panel)["id"]
    stage.settle()
    [waiting] = stage.get(coordinator, "rota_coordinator", "/api/leave/requests?waiting=true")["items"]
    stage.post(coordinator, "rota_coordinator", f"/api/leave/requests/{asked}/approval", {})
    stage.settle()

    assert (waiting["id"], waiting["purpose"]) == (asked, "recruitment_panel")
    assert told(stage, coordinator, "fairlead.leave.submitted.v1") == ["inbox"]
    assert told(stage, doctor, "fairlead.leave.approved.v1") == ["inbox", "mail"]
    assert "Release from duty" in stage.mails(doctor)[-1]["text"]
    assert stage.get(doctor, "resident_doctor", "/api/leave/entitlement")["accounts"] == has
    assert (before["R17"], stage.figure("R17", trust, period)) == ((0, 0), (1, 1))
    assert stage.figure("T-E1", trust, period) == before["T-E1"]


def test_a_calendar_that_cannot_hold_the_leave_is_told_to_who_answers_for_it(stage: Stage, cast: Cast) -> None:
    trust, doctor = cast.old_trust, cast.players["learner"]
    coordinator, director, administrator = (cast.players[role] for role in ("coordinator_old", "dme", "administrator"))
    first, last = cast.today + timedelta(days=60), cast.today + timedelta(days=120)
    period = quarter_of(first).label
    plan = {
        "trust": trust,
        "department": cast.spells["learner"].specialty,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "most_away": 0,
    }
    course = {"type": "study", "activity": "Leading teams", "provider": "FMLM"}
    days = {"first_day": first.isoformat(), "last_day": (first + timedelta(days=7)).isoformat()}

    published = stage.post(coordinator, "rota_coordinator", "/api/leave/capacity", plan)
    stage.settle()
    asked = stage.post(doctor, "resident_doctor", "/api/leave/requests", course | days)
    seen = stage.get(coordinator, "rota_coordinator", f"/api/leave/requests/{asked['id']}")

    assert published["doctors"] == 2
    assert published["days_short"] == published["days_owed"] > 0
    assert told(stage, director, "fairlead.capacity.published.v1") == ["inbox", "mail"]
    assert told(stage, administrator, "fairlead.capacity.published.v1") == ["inbox"]
    assert stage.mails(director)[-1]["subject"] == "A department cannot hold the study leave of its doctors"
    assert stage.figure("T-D1-CG", trust, period) == (0, published["days_owed"] * 2)
    assert stage.figure("T-D1-BR", trust, period) == (1, 1)
    assert any("full in your department's calendar" in warning for warning in asked["warnings"])
    assert {(day["most_away"], day["away"]) for day in seen["capacity"]} == {(0, 0)}
    event = stage.decisions(director, "fairlead.capacity.published.v1")[0]["event_id"]
    assert {"leave", "notifications"} <= {step["service"] for step in stage.trace(event)["steps"]}


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: all of it is judged together."""
    stage.settle()
    verify = [sys.executable, "-m", "fairlead", "verify", "--json", "--data", str(data)]
    ended = subprocess.run(verify, capture_output=True, text=True, timeout=300, check=False)

    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
    assert [one for one in json.loads(ended.stdout)["invariants"] if not one["holds"]] == []


def told(stage: Stage, player: Player, event: str) -> list[str]:
    """The channels by which somebody was told of such events."""
    decisions: list[dict[str, Any]] = stage.decisions(player, event)
    return sorted(one["channel"] for one in decisions if one["decision"] == "sent")
