"""Each first slice whole, on one region: somebody acts, it is said, people are told, and a figure moves."""

import asyncio
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from operator import sub
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.clock import SystemClock, london_date
from fairlead.commands.client import Region
from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from services.reporting.domain import quarter_of

pytestmark = pytest.mark.journey

FAIRLEAD = [sys.executable, "-m", "fairlead"]


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

    published = stage.post(champion, "champion", "/api/opportunities/drafts", plan)["id"]
    stage.post(made_with, "resident_doctor", f"/api/opportunities/drafts/{published}/confirmation", {})
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
        "fairlead.opportunity.drafted.v1": (made_with, "sent"),
        "fairlead.opportunity.coproduction_confirmed.v1": (champion, "withheld"),
        "fairlead.opportunity.published.v1": (lead, "withheld"),
        "fairlead.interest.expressed.v1": (lead, "sent"),
        "fairlead.interest.answered.v1": (doctor, "sent"),
        "fairlead.participation.confirmed.v1": (doctor, "withheld"),
    }
    for event, (player, by_mail) in told.items():
        told_by = {"inbox": "sent", "mail": by_mail, "push": "withheld"}
        assert channels(stage.decisions(player, event)) == told_by, event
    assert [mail["subject"] for mail in stage.mails(doctor)] == ["There is an answer to your interest"]
    assert (before["O-E1"], stage.figure("O-E1", trust, period)) == ((0, 4), (1, 4))
    assert (before["O-E1-CO"], stage.figure("O-E1-CO", trust, period)) == ((0, 0), (1, 1))
    answered = stage.decisions(doctor, "fairlead.interest.answered.v1")[0]["event_id"]
    assert {"opportunities", "notifications"} <= {step["service"] for step in stage.trace(answered)["steps"]}


def test_what_was_confirmed_becomes_a_certificate_that_anybody_can_verify(stage: Stage, cast: Cast) -> None:
    champion, learner = cast.players["champion"], cast.players["learner"]
    period = quarter_of(cast.today).label
    participation_id = took_part(stage, cast)
    before, mailed = stage.figure("C-D3", cast.old_trust, period), len(stage.mails(learner))
    records = stage.get(champion, "champion", "/api/recognition/records")["items"]

    issued = stage.post(
        champion,
        "champion",
        "/api/recognition/certificates",
        {
            "participation_id": participation_id,
            "recipient": f"Dr {learner.given} {learner.family}",
            "signatory_name": "Ms Jo Example",
            "signatory_title": "Medical Director",
        },
    )
    stage.settle()

    assert participation_id in {record["participation_id"] for record in records}
    mail = stage.mails(learner)[mailed:]
    assert [one["subject"] for one in mail] == ["You have a new certificate"]
    assert cast.old_trust in mail[0]["text"]
    assert stage.figure("C-D3", cast.old_trust, period) == (before[0] + 1, before[1])

    path = f"/api/recognition/certificates/{issued['id']}"
    seen = stage.get(learner, "resident_doctor", path)
    with stage.here.signed_in(learner.registration, "resident_doctor") as client:
        pdf = client.get(f"{path}/pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert hashlib.sha256(pdf.content).hexdigest() == seen["sha256"]
    assert seen["address"].startswith(f"{stage.here.addresses.portal}/verify/")

    shown = verified(stage, seen["code"].lower())
    assert (shown["state"], shown["title"]) == ("valid", "Quality and safety meeting of the medical wards")
    assert shown["holder"] == f"{learner.given[0]}. {learner.family[0]}."
    assert shown["sha256"] == seen["sha256"]

    with stage.here.signed_in(learner.registration, "resident_doctor") as client:
        client.put(f"{path}/sharing", json={"shareable": True}).raise_for_status()
    assert verified(stage, seen["code"])["holder"] == f"Dr {learner.given} {learner.family}"


def test_a_revoked_certificate_says_so_and_its_doctor_is_told_without_the_reason(stage: Stage, cast: Cast) -> None:
    champion, learner = cast.players["champion"], cast.players["learner"]
    held = stage.get(learner, "resident_doctor", "/api/recognition/certificates")["items"]
    [certificate] = [one for one in held if one["revoked_at"] is None]
    period = quarter_of(cast.today).label
    before, mailed = stage.figure("C-D3", cast.old_trust, period), len(stage.mails(learner))

    path = f"/api/recognition/certificates/{certificate['id']}/revocation"
    stage.post(champion, "champion", path, {"reason": "wrong_name"})
    stage.settle()

    assert verified(stage, certificate["code"])["state"] == "revoked"
    [mail] = stage.mails(learner)[mailed:]
    assert mail["subject"] == "A certificate of yours was revoked"
    assert "name on it" not in mail["text"]
    assert stage.figure("C-D3", cast.old_trust, period) == (before[0] - 1, before[1])


def test_shadowing_is_offered_booked_completed_and_looked_back_on(stage: Stage, cast: Cast) -> None:
    trust, host, doctor = cast.old_trust, cast.players["supervisor"], cast.players["steady"]
    begins = SystemClock().now() + timedelta(seconds=20)
    period = quarter_of(london_date(begins)).label
    before = {code: stage.figure(code, trust, period) for code in ("M-E1", "M-E1-NC", "M-E1-HC")}
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
    with stage.here.signed_in(doctor.registration, "resident_doctor") as client:
        assert client.put(f"{way}/debrief", json={"note": "Numbers before opinions"}).status_code == 204

    assert (seen["id"], seen["free_places"]) == (offered, 2)
    assert [one["objective"] for one in hosted["bookings"]] == [aim["objective"]]
    told = channels(stage.decisions(host, "fairlead.shadowing.booked.v1"))
    assert told == {"inbox": "sent", "mail": "sent", "push": "withheld"}
    assert [mail["subject"] for mail in stage.mails(host)] == ["A place in your shadowing slot is booked"]
    completed = stage.decisions(doctor, "fairlead.shadowing.completed.v1")
    assert channels(completed) == {"inbox": "sent", "mail": "withheld", "push": "withheld"}
    moved = {code: stage.figure(code, trust, period) for code in before}
    added = {code: tuple(map(sub, moved[code], before[code])) for code in before}
    assert added == {"M-E1": (1, 2), "M-E1-NC": (1, 1), "M-E1-HC": (0, 1)}
    assert {"role_modelling", "notifications"} <= {
        step["service"] for step in stage.trace(completed[0]["event_id"])["steps"]
    }


def test_what_a_resident_suggests_is_put_before_starters_and_before_those_who_choose(
    stage: Stage, cast: Cast, tmp_path: Path
) -> None:
    trust, today = cast.old_trust, quarter_of(cast.today).label
    champion, resident, starter = (cast.players[role] for role in ("champion", "learner", "mover"))
    starting = {**cast.spells, "mover": replace(cast.spells["mover"], start=cast.today)}
    stage.import_file("placements", files.placements(tmp_path, "starting.xlsx", list(starting.values())))
    stage.settle()
    before = stage.figure("O-E1-IP", trust, today)
    idea = {"kind": "ethics_committee_meeting", "trust": trust, "title": "Ethics committee"}
    plan = {
        **idea,
        "setting": "acute",
        "lead_id": stage.person_id(champion),
        "co_producer_id": stage.person_id(resident),
        "first_day": cast.today.isoformat(),
        "recurrence": "quarterly",
    }

    suggested = stage.post(resident, "resident_doctor", "/api/opportunities/suggestions", idea)["id"]
    stage.post(champion, "champion", "/api/opportunities/drafts", {**plan, "suggestion_id": suggested})
    stage.post(resident, "resident_doctor", f"/api/opportunities/drafts/{suggested}/confirmation", {})
    told = "fairlead.induction_pack.sent.v1"
    stage.until(lambda: bool(stage.decisions(starter, told)), "a pack for who starts today")
    stage.settle()
    opens = cast.today + timedelta(weeks=10)
    programme = {"programme": "FAIR/1", "trusts": [trust], "preferences_open_on": opens.isoformat()}
    with stage.here.signed_in("deanery", "deanery_analyst") as deanery:
        planned = deanery.post("/api/opportunities/catalogues", json=programme).json()["id"]
        assert deanery.post(f"/api/opportunities/catalogues/{planned}/release").status_code == 204
    stage.settle()

    [pack] = stage.get(starter, "resident_doctor", "/api/opportunities/packs")["items"]
    assert pack["occasion"] == "first_day"
    assert channels(stage.decisions(starter, told)) == {"inbox": "sent", "mail": "withheld", "push": "withheld"}
    kept, asked = stage.figure("O-E1-IP", trust, today)
    assert (kept, asked) == (before[0] + 1, before[1])
    shown = httpx.get(
        f"{stage.here.addresses.portal}/api/opportunities/public/catalogue", params={"programme": "FAIR/1"}
    )
    [area] = shown.json()["trusts"]
    assert suggested in {one["id"] for one in area["opportunities"]}
    assert stage.person_id(champion) not in shown.text
    assert stage.figure("O-D1", trust, quarter_of(opens).label) == (1, 1)


def test_a_course_is_booked_released_for_or_not_and_its_register_is_taken(stage: Stage, cast: Cast) -> None:
    trust, teacher, rota = cast.old_trust, cast.players["administrator"], cast.players["coordinator_old"]
    comes, stays = cast.players["steady"], cast.players["learner"]
    begins = SystemClock().now() + timedelta(seconds=20)
    period = quarter_of(london_date(begins)).label
    before = {code: stage.figure(code, trust, period) for code in ("O-E2", "O-E2-RR")}
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
    refusal = {"reason": "minimum_staffing", "words": "Two of four doctors are on nights that week."}
    stage.post(rota, "rota_coordinator", f"{way}/bookings/{seats[1]}/refusal", refusal)
    stage.until(lambda: SystemClock().now() > begins, "it has begun")
    register = {"marks": [{"booking_id": seats[0], "attended": True}]}
    stage.post(teacher, "meded_admin", f"{way}/courses/{scheduled}/register", register)
    stage.settle()

    assert (seen["id"], seen["seats_left"]) == (scheduled, 2)
    own = stage.get(stays, "resident_doctor", f"{way}/bookings")["items"]
    assert [(one["status"], one["words"]) for one in own] == [("not_released", refusal["words"])]
    refused = stage.decisions(stays, "fairlead.training.release_refused.v1")
    assert channels(refused) == {"inbox": "sent", "mail": "sent", "push": "withheld"}
    for player, event in ((rota, "booked"), (comes, "attended")):
        by_inbox = {"inbox": "sent", "mail": "withheld", "push": "withheld"}
        told = stage.decisions(player, f"fairlead.training.{event}.v1")
        assert channels(told) == by_inbox, event
    moved = {code: stage.figure(code, trust, period) for code in before}
    assert tuple(map(sub, moved["O-E2"], before["O-E2"])) == (1, 0)
    assert tuple(map(sub, moved["O-E2-RR"], before["O-E2-RR"])) == (1, 2)
    assert {"opportunities", "notifications"} <= {
        step["service"] for step in stage.trace(refused[0]["event_id"])["steps"]
    }


def test_a_forum_is_asked_for_founded_called_met_and_does_what_it_agreed(stage: Stage, cast: Cast) -> None:
    trust, period = cast.old_trust, quarter_of(cast.today).label
    champion, owner, asks, reads = (cast.players[role] for role in ("champion", "dme", "learner", "steady"))
    before = {code: stage.figure(code, trust, period) for code in ("O-E3-FD", "O-E3-AC")}
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

    shown = stage.get(reads, "resident_doctor", f"{way}/{asked}")
    assert [(one["you_said"], one["we_did"]) for one in shown["actions"]] == [(said["you_said"], done["we_did"])]
    told = {
        "fairlead.forum.requested.v1": (champion, "sent"),
        "fairlead.forum.founded.v1": (asks, "sent"),
        "fairlead.forum.called.v1": (reads, "withheld"),
        "fairlead.forum.action_agreed.v1": (owner, "sent"),
        "fairlead.forum.action_closed.v1": (champion, "withheld"),
    }
    for event, (player, by_mail) in told.items():
        told_by = {"inbox": "sent", "mail": by_mail, "push": "withheld"}
        assert channels(stage.decisions(player, event)) == told_by, event
    moved = {code: stage.figure(code, trust, period) for code in before}
    assert {code: tuple(map(sub, moved[code], before[code])) for code in before} == {
        "O-E3-FD": (1, 1),
        "O-E3-AC": (1, 1),
    }
    assert stage.figure("O-E3", trust, period) == (0, 1), "one meeting is not enough"


def test_a_fellow_is_appointed_and_says_how_much_time_is_protected(stage: Stage, cast: Cast) -> None:
    trust, period, today = cast.old_trust, quarter_of(cast.today).label, cast.today
    keeper, fellow = cast.players["dme"], cast.players["steady"]
    before = {code: stage.figure(code, trust, period) for code in ("O-D3", "O-D3-PS")}
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

    told = channels(stage.decisions(fellow, "fairlead.fellowship.appointed.v1"))
    assert told == {"inbox": "sent", "mail": "sent", "push": "withheld"}
    assert stage.get(keeper, "dme", f"{way}/{appointed}")["reported_percent"] == 25
    moved = {code: stage.figure(code, trust, period) for code in before}
    assert {code: tuple(map(sub, moved[code], before[code])) for code in before} == {"O-D3": (1, 0), "O-D3-PS": (0, 1)}


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
    asked = [*FAIRLEAD, "criteria", "--trust", trust, "--code", "M-E3", "--json", "--data", str(data)]
    told = json.loads(subprocess.run(asked, timeout=60, check=True, capture_output=True).stdout)
    [champion] = [one for one in told["criteria"][0]["indicators"] if one["code"] == "M-E3"]
    assert (champion["numerator"], champion["denominator"], champion["met"]) == (1, 1, True)
    assert champion["evidence"]["event_id"] == appointed


def test_lost_time_is_told_to_its_director_and_its_doctor_and_nothing_leads_to_it(
    stage: Stage, cast: Cast, data: Path
) -> None:
    director, doctor = cast.players["dme"], cast.players["learner"]
    asyncio.run(without_delay(stage.here))
    mailed = {player: len(stage.mails(player)) for player in (director, doctor)}
    lost = {"kind": "self_development", "because": "staffing_gap", "exception_report": "not_raised"}

    lost |= {"session_on": cast.today.isoformat(), "minutes": 90}
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
        assert player is doctor or doctor.family not in mail["text"]  # to whom it concerns it says "Dear Dr …"
        [notice] = {one["event_id"] for one in stage.decisions(player, "fairlead.notice.due.v1")}
        with stage.here.as_operator() as client:
            assert client.get(f"/api/reporting/events/{notice}/trace").status_code == 404
        why = [*FAIRLEAD, "why", player.registration, "--data", str(data)]
        told = subprocess.run(why, capture_output=True, text=True, timeout=60, check=True).stdout
        assert "private item" in told
        assert "notice.due" not in told


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: whatever the slices did is judged together."""
    stage.settle()
    ended = subprocess.run(
        [*FAIRLEAD, "verify", "--json", "--data", str(data)], capture_output=True, text=True, timeout=300, check=False
    )

    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"
    assert [one for one in json.loads(ended.stdout)["invariants"] if not one["holds"]] == []


async def without_delay(here: Region) -> None:
    """From today private notices are said at once: nobody waits an hour for a test."""
    async with here.database("leave") as database:
        await database.execute(
            "INSERT INTO rule (name, valid_from, value) SELECT name, current_date, '0' FROM unnest($1::text[]) AS name",
            ["notices.least_delay_seconds", "notices.most_delay_seconds"],
        )


def channels(decisions: list[dict[str, Any]]) -> dict[str, str]:
    """Channel → decision about one event."""
    return {one["channel"]: one["decision"] for one in decisions}


def took_part(stage: Stage, cast: Cast) -> str:
    """The id of a participation that its lead, the champion, has confirmed: the learner chaired a meeting."""
    champion, learner = cast.players["champion"], cast.players["learner"]
    days = {"first_day": (cast.today - timedelta(days=2)).isoformat(), "last_day": cast.today.isoformat()}
    plan = {
        "kind": "quality_and_safety_meeting",
        "trust": cast.old_trust,
        "title": "Quality and safety meeting of the medical wards",
        "setting": "acute",
        "lead_id": stage.person_id(champion),
        "co_producer_id": stage.person_id(cast.players["steady"]),
        **days,
    }
    published = stage.post(champion, "champion", "/api/opportunities/drafts", plan)["id"]
    made_with = cast.players["steady"]
    stage.post(made_with, "resident_doctor", f"/api/opportunities/drafts/{published}/confirmation", {})
    interest = f"/api/opportunities/published/{published}/interest"
    participation_id = str(stage.post(learner, "resident_doctor", interest, {})["id"])
    confirmed = {"role": "chaired", "minutes": 90, **days}
    for step, body in (("answer", {"answer": "offered"}), ("confirmation", confirmed)):
        stage.post(champion, "champion", f"/api/opportunities/participations/{participation_id}/{step}", body)
    stage.settle()
    return participation_id


def verified(stage: Stage, code: str) -> Any:
    """As whoever was shown the certificate: through the portal, without a token."""
    answer = httpx.get(f"{stage.here.addresses.portal}/api/recognition/verifications/{code}")
    assert answer.status_code == 200, answer.text
    return answer.json()
