"""Learning to lead, whole on one region: courses, the forum, fellows, shadowing, and what a doctor was promised."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis.clock import SystemClock, london_date
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from services.reporting.domain import quarter_of
from tests.journeys.slices import added, criteria, figures, put, services_along, told, verify

pytestmark = pytest.mark.journey


def test_a_course_is_booked_released_for_or_not_and_its_register_is_taken(stage: Stage, cast: Cast, data: Path) -> None:
    trust, teacher, rota = cast.old_trust, cast.players["administrator"], cast.players["coordinator_old"]
    comes, stays = cast.players["steady"], cast.players["learner"]
    begins = SystemClock().now() + timedelta(seconds=20)
    period = quarter_of(london_date(begins)).label
    before = figures(stage, trust, period, "O-E2", "O-E2-RR")
    course = {
        "trust": trust,
        "kind": "quality_improvement",
        "title": "Measuring before and after",
        "organiser_id": stage.person_id(teacher),
        "seats": 2,
        "sessions": [{"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}],
    }

    way = "/api/opportunities/training"
    scheduled = stage.post(teacher, "meded_admin", f"{way}/courses", course)["id"]
    [seen] = stage.get(comes, "resident_doctor", f"{way}/courses")["items"]
    seats = [
        stage.post(who, "resident_doctor", f"{way}/courses/{scheduled}/bookings", {})["id"] for who in (comes, stays)
    ]
    stage.settle()
    refusal = {
        "reason": "minimum_staffing",
        "words": "Two of four doctors are on nights that week.",
        "alternative": "The course in the new year.",
        "next_step": "Ask again by the end of the month.",
    }
    stage.post(rota, "rota_coordinator", f"{way}/bookings/{seats[1]}/refusal", refusal)
    stage.until(lambda: SystemClock().now() > begins, "it has begun")
    register = {"marks": [{"booking_id": seats[0], "attended": True}]}
    stage.post(teacher, "meded_admin", f"{way}/courses/{scheduled}/register", register)
    stage.settle()

    assert (seen["id"], seen["seats_left"]) == (scheduled, 2)
    own = stage.get(stays, "resident_doctor", f"{way}/bookings")["items"]
    assert [(one["status"], one["words"], one["alternative"], one["next_step"]) for one in own] == [
        ("not_released", refusal["words"], refusal["alternative"], refusal["next_step"])
    ]
    assert told(stage, stays, "training.release_refused") == ["inbox", "mail"]
    assert told(stage, rota, "training.booked") == ["inbox", "inbox"]
    assert told(stage, comes, "training.attended") == ["inbox"]
    now = figures(stage, trust, period, *before)
    assert added(before, now) == {"O-E2": (1, 0), "O-E2-RR": (1, 2)}
    assert criteria(stage, data, trust, "O-E2") == {
        "O-E2": (now["O-E2"], "training.attended"),
        "O-E2-RR": (now["O-E2-RR"], "training.release_refused"),
    }
    assert {"opportunities", "notifications"} <= services_along(stage, stays, "training.release_refused")


def test_a_forum_is_asked_for_founded_called_met_and_does_what_it_agreed(stage: Stage, cast: Cast, data: Path) -> None:
    trust, period = cast.old_trust, quarter_of(cast.today).label
    champion, owner, asks, reads = (cast.players[role] for role in ("champion", "dme", "learner", "steady"))
    before = figures(stage, trust, period, "O-E3-FD", "O-E3-AC")
    begins = SystemClock().now() + timedelta(seconds=15)
    meeting = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    way = "/api/opportunities/forums"

    asked = stage.post(asks, "resident_doctor", f"{way}/requests", {"trust": trust})["id"]
    stage.post(champion, "champion", f"{way}/{asked}/founding", {})
    called = stage.post(champion, "champion", f"{way}/{asked}/meetings", meeting)["id"]
    stage.settle()
    stage.until(lambda: SystemClock().now() > begins, "it has begun")
    came = {"attendance": [{"role": "resident_doctor", "count": 9}, {"role": "dme", "count": 1}]}
    stage.post(champion, "champion", f"{way}/meetings/{called}/record", came)
    said = {"you_said": "Rotas come late.", "owner_id": stage.person_id(owner)}
    agreed = stage.post(champion, "champion", f"{way}/meetings/{called}/actions", said)["id"]
    done = {"outcome": "done", "we_did": "They now come eight weeks ahead."}
    stage.post(owner, "dme", f"{way}/actions/{agreed}/closure", done)
    stage.settle()

    wall = stage.get(reads, "resident_doctor", f"{way}/{asked}")
    assert [(one["you_said"], one["we_did"]) for one in wall["actions"]] == [(said["you_said"], done["we_did"])]
    for player, event in ((champion, "requested"), (asks, "founded"), (owner, "action_agreed")):
        assert told(stage, player, f"forum.{event}") == ["inbox", "mail"], event
    for player, event in ((reads, "called"), (champion, "action_closed")):
        assert told(stage, player, f"forum.{event}") == ["inbox"], event
    now = figures(stage, trust, period, *before)
    assert added(before, now) == {"O-E3-FD": (1, 1), "O-E3-AC": (1, 1)}
    shown = criteria(stage, data, trust, "O-E3")
    assert shown["O-E3"] == ((0, 1), "forum.met"), "one meeting is not enough"
    assert shown["O-E3-AT"] == ((9, 1), "forum.met")
    assert shown["O-E3-FD"] == (now["O-E3-FD"], "forum.founded")
    assert shown["O-E3-AC"] == (now["O-E3-AC"], "forum.action_closed")


def test_a_fellow_is_appointed_and_says_how_much_time_is_protected(stage: Stage, cast: Cast, data: Path) -> None:
    trust, period, today = cast.old_trust, quarter_of(cast.today).label, cast.today
    keeper, fellow = cast.players["dme"], cast.players["steady"]
    before = figures(stage, trust, period, "O-D3", "O-D3-PS")
    record = {
        "trust": trust,
        "kind": "chief_registrar",
        "doctor_id": stage.person_id(fellow),
        "protected_percent": 40,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=366)).isoformat(),
        "grade_equivalent": True,
        "funder": trust,
    }
    way = "/api/opportunities/fellowships"

    appointed = stage.post(keeper, "dme", way, record)["id"]
    stage.settle()
    stage.post(fellow, "resident_doctor", f"{way}/{appointed}/share", {"percent": 25})
    stage.settle()

    assert told(stage, fellow, "fellowship.appointed") == ["inbox", "mail"]
    assert stage.get(keeper, "dme", f"{way}/{appointed}")["reported_percent"] == 25
    now = figures(stage, trust, period, *before)
    assert added(before, now) == {"O-D3": (1, 0), "O-D3-PS": (0, 1)}
    assert criteria(stage, data, trust, "O-D3") == {
        "O-D3": (now["O-D3"], "fellowship.appointed"),
        "O-D3-PS": (now["O-D3-PS"], "fellowship.share_reported"),
    }


def test_shadowing_is_offered_booked_completed_and_looked_back_on(stage: Stage, cast: Cast) -> None:
    trust, host, doctor = cast.old_trust, cast.players["supervisor"], cast.players["steady"]
    begins = SystemClock().now() + timedelta(seconds=20)
    period = quarter_of(london_date(begins)).label
    before = figures(stage, trust, period, "M-E1", "M-E1-NC", "M-E1-HC")
    slot = {
        "trust": trust,
        "kind": "non_clinical",
        "title": "A morning in the control room",
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(seconds=1)).isoformat(),
        "places": 2,
    }

    offered = stage.post(host, "supervisor", "/api/role_modelling/slots", slot)["id"]
    [seen] = stage.get(doctor, "resident_doctor", "/api/role_modelling/slots")["items"]
    aim = {"objective": "How a bed meeting is chaired"}
    booked = stage.post(doctor, "resident_doctor", f"/api/role_modelling/slots/{offered}/bookings", aim)["id"]
    stage.settle()
    [hosted] = stage.get(host, "supervisor", "/api/role_modelling/hosted")["items"]
    stage.until(lambda: SystemClock().now() > begins + timedelta(seconds=2), "it is over")
    way, came = f"/api/role_modelling/bookings/{booked}", {"attended": True, "minutes": 1}
    stage.post(host, "supervisor", f"{way}/completion", came)
    stage.settle()
    put(stage, doctor, "resident_doctor", f"{way}/debrief", {"note": "Numbers before opinions"})

    assert (seen["id"], seen["free_places"]) == (offered, 2)
    assert [one["objective"] for one in hosted["bookings"]] == [aim["objective"]]
    assert told(stage, host, "shadowing.booked") == ["inbox", "mail"]
    assert [mail["subject"] for mail in stage.mails(host)] == ["A place in your shadowing slot is booked"]
    assert told(stage, doctor, "shadowing.completed") == ["inbox"]
    now = figures(stage, trust, period, *before)
    assert added(before, now) == {"M-E1": (1, 2), "M-E1-NC": (1, 1), "M-E1-HC": (0, 1)}
    assert {"role_modelling", "notifications"} <= services_along(stage, doctor, "shadowing.completed")


def test_a_doctor_reads_what_was_promised_and_says_what_was_not_so(stage: Stage, cast: Cast, data: Path) -> None:
    learner, trust = cast.players["learner"], cast.old_trust

    def promised() -> dict[str, Any]:
        spells = stage.get(learner, "resident_doctor", "/api/reporting/promises")["items"]
        [here] = [one for one in spells if one["host"] == trust]
        return {"placement": here["placement_id"], **{one["code"]: one for one in here["promises"]}}

    before = promised()
    way = f"/api/reporting/promises/{before['placement']}/M-E3/dispute"
    stage.post(learner, "resident_doctor", way, {})
    stage.settle()

    assert (before["M-E3"]["state"], promised()["M-E3"]["state"]) == ("kept", "not_so")
    appointed = before["M-E3"]["event_id"]
    assert stage.trace(appointed)["event"]["type"] == "fairlead.appointment.made.v1"
    assert criteria(stage, data, trust, "M-E3")["M-E3"] == ((1, 1), "appointment.made")


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: whatever the slices did is judged together."""
    verify(stage, data)
