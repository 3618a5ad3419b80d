"""Time to lead, and to learn it, whole on one region: leave, release, self-development time, and what of it is lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chassis.clock import add_working_days
from fairlead.demo import files
from fairlead.demo.cast import Cast, Player
from fairlead.demo.stage import Stage
from services.reporting.domain import quarter_of
from tests.journeys.slices import added, command, criteria, figures, kill, put, services_along, told, verify

pytestmark = pytest.mark.journey

REFUSAL = {
    "reason": "minimum_staffing",
    "explanation": "Nobody may be away in these weeks, as the calendar says.",
    "alternative": "The same course runs again in the spring, and those days are free.",
    "next_step": "Talk to me about the later date by Friday.",
}
HOURS = dict.fromkeys(("f1", "f2", "core", "higher", "gp", "other"), 2)
LOST = {"kind": "self_development", "because": "staffing_gap", "exception_report": "not_raised", "minutes": 120}


def test_leave_to_learn_to_lead_is_approved_step_by_step_told_and_counted(stage: Stage, cast: Cast, data: Path) -> None:
    trust, period, doctor = cast.old_trust, quarter_of(cast.today).label, cast.players["learner"]
    desks = {"rota_coordinator": cast.players["coordinator_old"], "tpd": cast.players["tpd"]}
    day = add_working_days(cast.today, 35).isoformat()
    course = {"type": "study", "leadership": True, "activity": "Leading change", "provider": "FMLM"}
    before = figures(stage, trust, period, "T-E1", "T-E1-7D", "T-E1-NR")

    asked = stage.post(doctor, "resident_doctor", "/api/leave/requests", {**course, "first_day": day, "last_day": day})[
        "id"
    ]
    stage.settle()
    for role, decider in desks.items():
        stage.post(decider, role, f"/api/leave/requests/{asked}/approval", {})
        stage.settle()

    assert set(told(stage, desks["rota_coordinator"], "leave.submitted")) == {"inbox"}
    assert told(stage, desks["tpd"], "leave.step_decided") == ["inbox"]
    assert told(stage, doctor, "leave.approved") == ["inbox", "mail"]
    now = figures(stage, trust, period, *before)
    assert added(before, now) == {"T-E1": (1, 1), "T-E1-7D": (2, 2), "T-E1-NR": (0, 1)}
    shown = criteria(stage, data, trust, "T-E1")
    assert shown["T-E1"] == (now["T-E1"], "leave.approved")
    assert shown["T-E1-7D"] == (now["T-E1-7D"], "leave.approved")
    assert shown["T-E1-MD"] == ((0, now["T-E1"][1]), "leave.approved"), "it was decided on the day it was asked for"
    assert {"leave", "notifications"} <= services_along(stage, doctor, "leave.approved")


def test_release_for_a_panel_is_asked_for_agreed_told_and_counted(stage: Stage, cast: Cast, data: Path) -> None:
    trust, period = cast.old_trust, quarter_of(cast.today).label
    doctor, coordinator = cast.players["steady"], cast.players["coordinator_old"]
    first_day = (cast.today + timedelta(days=21)).isoformat()
    before = figures(stage, trust, period, "R17", "T-E1")
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
    assert set(told(stage, coordinator, "leave.submitted")) == {"inbox"}
    assert told(stage, doctor, "leave.approved") == ["inbox", "mail"]
    assert "Release from duty" in stage.mails(doctor)[-1]["text"]
    assert stage.get(doctor, "resident_doctor", "/api/leave/entitlement")["accounts"] == has
    assert added(before, figures(stage, trust, period, *before)) == {"R17": (1, 1), "T-E1": (0, 0)}
    assert criteria(stage, data, trust, "R17") == {"R17": (stage.figure("R17", trust, period), "leave.approved")}


def test_self_development_time_is_put_into_a_rota_and_its_doctor_gets_it(stage: Stage, cast: Cast, data: Path) -> None:
    trust, period = cast.old_trust, quarter_of(cast.today).label
    doctor, coordinator = cast.players["steady"], cast.players["coordinator_old"]
    [placement] = stage.get(doctor, "resident_doctor", "/api/leave/self-development")["items"]
    way = f"/api/leave/self-development/{placement['placement_id']}"
    before = figures(stage, trust, period, "T-E2", "T-E2-RC")
    hours = {"of": trust, "valid_from": cast.today.isoformat(), "value": HOURS, "reason": "as agreed"}
    with stage.here.as_operator() as client:
        assert client.put("/api/leave/rules/sdt.hours_per_week", json=hours).status_code == 204

    put(stage, coordinator, "rota_coordinator", way, {"minutes_per_week": 240, "in_work_schedule": True})
    stage.settle()
    stage.post(doctor, "resident_doctor", f"{way}/answer", {"gets_it": True})
    stage.settle()

    assert told(stage, doctor, "sdt.scheduled") == ["inbox"]
    now = figures(stage, trust, period, *before)
    moved = added(before, now)
    assert (moved["T-E2"][0], moved["T-E2-RC"]) == (1, (1, 1))
    assert criteria(stage, data, trust, "T-E2") == {
        "T-E2": (now["T-E2"], "sdt.scheduled"),
        "T-E2-RC": (now["T-E2-RC"], "sdt.confirmed"),
    }
    assert {"leave", "notifications"} <= services_along(stage, doctor, "sdt.scheduled")


def test_a_calendar_that_cannot_hold_the_leave_is_told_and_its_refusals_are_counted(
    stage: Stage, cast: Cast, data: Path
) -> None:
    trust, doctor, today = cast.old_trust, cast.players["learner"], quarter_of(cast.today).label
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
    before = figures(stage, trust, today, "R18")
    stage.post(coordinator, "rota_coordinator", f"/api/leave/requests/{asked['id']}/refusal", REFUSAL)
    stage.settle()

    assert published["doctors"] == 2
    assert published["days_short"] == published["days_owed"] > 0
    assert told(stage, director, "capacity.published") == ["inbox", "mail"]
    assert told(stage, administrator, "capacity.published") == ["inbox"]
    assert stage.mails(director)[-1]["subject"] == "A department cannot hold the study leave of its doctors"
    assert stage.figure("T-D1-CG", trust, period) == (0, published["days_owed"] * 2)
    assert stage.figure("T-D1-BR", trust, period) == (1, 1)
    assert any("full in your department's calendar" in warning for warning in asked["warnings"])
    assert {(day["most_away"], day["away"]) for day in seen["capacity"]} == {(0, 0)}
    assert {"leave", "notifications"} <= services_along(stage, director, "capacity.published")
    assert told(stage, doctor, "leave.refused") == ["inbox", "mail"]
    now = figures(stage, trust, today, "R18")
    assert added(before, now) == {"R18": (1, 1)}
    shown = criteria(stage, data, trust, "T-D1")
    assert shown["R18"] == (now["R18"], "leave.refused")
    assert {shown["T-D1-CG"].evidence, shown["T-D1-BR"].evidence} == {"capacity.published"}


def test_lost_time_is_told_to_its_director_and_its_doctor_and_nothing_leads_to_it(
    stage: Stage, cast: Cast, data: Path
) -> None:
    director, doctor = cast.players["dme"], cast.players["learner"]
    without_delay(stage, cast)
    mailed = {player: len(stage.mails(player)) for player in (director, doctor)}
    lost = {**LOST, "session_on": cast.today.isoformat()}

    report = stage.post(doctor, "resident_doctor", "/api/leave/lost-time", lost)["id"]
    stage.until(lambda: len(stage.mails(director)) > mailed[director], "the director is told")
    [waiting] = stage.get(director, "dme", "/api/leave/lost-time/at-my-trust")["items"]
    stage.post(director, "dme", f"/api/leave/lost-time/{report}/outcome", {"outcome": "time_reinstated"})
    stage.until(lambda: len(stage.mails(doctor)) > mailed[doctor], "the doctor is told")
    stage.settle()

    assert waiting["id"] == report
    for player in (director, doctor):
        [mail] = stage.mails(player)[mailed[player] :]
        assert mail["subject"] == "You have a private item"
        assert not any(word in mail["text"].lower() for word in ("time", "reinstated"))
        beside_the_salutation = mail["text"].replace(f"{player.given} {player.family}", "")  # a namesake, perhaps
        assert doctor.family not in beside_the_salutation
        [notice] = {one["event_id"] for one in stage.decisions(player, "fairlead.notice.due.v1")}
        with stage.here.as_operator() as client:
            assert client.get(f"/api/reporting/events/{notice}/trace").status_code == 404
        why = command("why", player.registration, data=data)
        assert "private item" in why
        assert "notice.due" not in why


def test_lost_time_has_its_readers_once_a_director_and_a_guardian_are_appointed(
    stage: Stage, cast: Cast, data: Path, tmp_path: Path
) -> None:
    """T-D2-LV: at a trust with a doctor in post, and nobody yet who would read a report of theirs."""
    trust, period, administrator = cast.new_trust, quarter_of(cast.today).label, cast.players["administrator_new"]
    others = Cast(today=cast.today, seed=cast.seed + 3)
    stage.import_file("people", files.people(tmp_path, others))
    stage.import_file(
        "placements", files.placements(tmp_path, "p-3.xlsx", [replace(others.spells["steady"], site=cast.new_site)])
    )
    stage.settle()
    stood = [stage.figure("T-D2-LV", trust, period)]

    for role, player in (("dme", others.players["dme"]), ("guardian", others.players["champion"])):
        who = {"name": f"{player.given} {player.family}", "registration": player.registration}
        given = {"role": role, "organisation": trust, **who}
        stage.post(administrator, "meded_admin", "/api/registry/appointments", given)
        stage.settle()
        stood.append(stage.figure("T-D2-LV", trust, period))

    assert stood == [(0, 1), (0, 1), (1, 1)]
    assert criteria(stage, data, trust, "T-D2")["T-D2-LV"] == ((1, 1), "appointment.made")


def test_a_month_with_reporters_enough_is_counted_once_it_is_over(
    stage: Stage, cast: Cast, data: Path, tmp_path: Path
) -> None:
    """Ten doctors, five of whom reported: what R48 asks for, and what of it is said is no report of anybody."""
    trust, director = cast.old_trust, cast.players["dme"]
    doctors = ten_in_post(stage, cast, tmp_path)
    month = (cast.today - timedelta(days=75)).replace(day=1)
    without_delay(stage, cast)

    report = {**LOST, "session_on": cast.today.isoformat()}
    made = [stage.post(doctor, "resident_doctor", "/api/leave/lost-time", report)["id"] for doctor in doctors[:5]]
    stage.post(director, "dme", f"/api/leave/lost-time/{made[0]}/outcome", {"outcome": "time_reinstated"})
    stage.until(lambda: bool(told(stage, doctors[0], "notice.due")), "the doctor is told")
    asyncio.run(made_in(stage, made, days_ago=75))
    kill(stage, "services")  # the count is made as they start, and every hour
    stage.until(lambda: stage.figure("T-D2", trust, quarter_of(month).label) != (0, 0), "the month is counted")
    stage.settle()

    in_post = len(doctors) + sum(spell.start < cast.today for spell in cast.spells.values())
    counted = figures(stage, trust, quarter_of(month).label, "T-D2", "T-D2-TR", "T-D2-GB", "T-D2-HL")
    assert counted == {"T-D2": (1, 5), "T-D2-TR": (1, 5), "T-D2-GB": (1, 5), "T-D2-HL": (10, in_post)}
    shown = criteria(stage, data, trust, "T-D2")
    assert {code: shown[code].evidence for code in counted} == dict.fromkeys(counted, "protected_time.counted")


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: whatever the slices did is judged together."""
    verify(stage, data)


def ten_in_post(stage: Stage, cast: Cast, folder: Path) -> Sequence[Player]:
    """Two further casts, whose doctors have long been at ``cast.old_trust``."""
    found: list[Player] = []
    for number in (1, 2):
        others = Cast(today=cast.today, seed=cast.seed + number)
        began = [replace(spell, start=cast.today - timedelta(days=150)) for spell in others.spells.values()]
        stage.import_file("people", files.people(folder, others))
        stage.import_file("placements", files.placements(folder, f"placements-{number}.xlsx", began))
        found.extend(spell.doctor for spell in began)
    stage.settle()
    return found


def without_delay(stage: Stage, cast: Cast) -> None:
    """From today private notices are said at once: nobody waits an hour for a test."""
    set_ = {"valid_from": cast.today.isoformat(), "value": 0, "reason": "a test"}
    with stage.here.as_operator() as client:
        for name in ("notices.least_delay_seconds", "notices.most_delay_seconds"):
            client.put(f"/api/leave/rules/{name}", json=set_).raise_for_status()


async def made_in(stage: Stage, reports: Sequence[str], *, days_ago: int) -> None:
    """As if they had been made then: nobody waits a month for a test."""
    async with stage.here.database("leave") as database:
        await database.execute(
            "UPDATE lost_time SET reported_on = reported_on - CAST($2 AS int), "
            "resolve_by = resolve_by - make_interval(days => $2), "
            "resolved_at = resolved_at - make_interval(days => $2) WHERE report_id = ANY($1)",
            reports,
            days_ago,
        )
