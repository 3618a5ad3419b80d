"""The portfolio and what comes of it, whole on one region: somebody acts, it is said, told, and counted."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from services.reporting.domain import quarter_of
from tests.journeys.slices import added, criteria, figures, put, services_along, told, verify

pytestmark = pytest.mark.journey


def test_an_opportunity_is_published_asked_for_answered_and_confirmed(stage: Stage, cast: Cast, data: Path) -> None:
    trust, period, today = cast.old_trust, quarter_of(cast.today).label, cast.today.isoformat()
    champion, lead, made_with, doctor = (cast.players[role] for role in ("champion", "dme", "steady", "learner"))
    codes = ("O-E1", "O-E1-CO", "O-D2", "O-D2-ANS")
    before = figures(stage, trust, period, *codes)
    page = {"contact": "Medical education centre", "route": "Write to us by the Friday before"}
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

    stage.post(doctor, "resident_doctor", "/api/opportunities/searches", {"families": ["meeting"]})
    published = stage.post(champion, "champion", "/api/opportunities/drafts", plan)["id"]
    stage.post(made_with, "resident_doctor", f"/api/opportunities/drafts/{published}/confirmation", {})
    stage.until(lambda: bool(told(stage, doctor, "search.matched")), "who saved a search is told what it finds")
    put(stage, champion, "champion", f"/api/opportunities/published/{published}/joining", page)
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
    by_mail_too = (
        *((made_with, "opportunity.drafted"), (doctor, "search.matched")),
        *((lead, "interest.expressed"), (doctor, "interest.answered")),
    )
    for player, event in by_mail_too:
        assert told(stage, player, event) == ["inbox", "mail"], event
    assert told(stage, champion, "opportunity.coproduction_confirmed") == ["inbox"]
    assert told(stage, lead, "opportunity.published") == ["inbox"]
    assert told(stage, doctor, "participation.confirmed") == ["inbox"]
    assert [mail["subject"] for mail in stage.mails(doctor)] == [
        "A search that you saved finds something new",
        "There is an answer to your interest",
    ]
    now = figures(stage, trust, period, *codes)
    assert added(before, now) == {"O-E1": (1, 0), "O-E1-CO": (1, 1), "O-D2": (1, 1), "O-D2-ANS": (1, 1)}
    assert now["O-E1"] == (1, 4)
    portfolio, joining = (criteria(stage, data, trust, code) for code in ("O-E1", "O-D2"))
    assert portfolio["O-E1"] == (now["O-E1"], "opportunity.published")
    assert joining == {
        "O-D2": (now["O-D2"], "area.updated"),
        "O-D2-ANS": (now["O-D2-ANS"], "interest.answered"),
    }
    for event in ("search.matched", "interest.answered"):
        assert {"opportunities", "notifications"} <= services_along(stage, doctor, event)


def test_what_a_resident_suggests_is_put_before_starters_and_before_those_who_choose(
    stage: Stage, cast: Cast, tmp_path: Path, data: Path
) -> None:
    trust, today, administrator = cast.old_trust, quarter_of(cast.today).label, cast.players["administrator"]
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
    stage.until(lambda: bool(told(stage, starter, "induction_pack.sent")), "a pack for who starts today")
    stage.settle()
    opens = cast.today + timedelta(weeks=10)
    programme = {"programme": "FAIR/1", "trusts": [trust], "preferences_open_on": opens.isoformat()}
    with stage.here.signed_in("deanery", "deanery_analyst") as deanery:
        planned = deanery.post("/api/opportunities/catalogues", json=programme).json()["id"]
        assert deanery.post(f"/api/opportunities/catalogues/{planned}/release").status_code == 204
    stage.settle()

    [pack] = stage.get(starter, "resident_doctor", "/api/opportunities/packs")["items"]
    assert pack["occasion"] == "first_day"
    assert told(stage, starter, "induction_pack.sent") == ["inbox"]
    packed = stage.figure("O-E1-IP", trust, today)
    assert packed == (before[0] + 1, before[1])
    assert criteria(stage, data, trust, "O-E1")["O-E1-IP"] == (packed, "induction_pack.sent")
    shown = httpx.get(
        f"{stage.here.addresses.portal}/api/opportunities/public/catalogue", params={"programme": "FAIR/1"}
    )
    [area] = shown.json()["trusts"]
    assert suggested in {one["id"] for one in area["opportunities"]}
    assert stage.person_id(champion) not in shown.text
    assert told(stage, administrator, "catalogue.released") == ["inbox"]
    assert stage.figure("O-D1", trust, quarter_of(opens).label) == (1, 1)
    assert criteria(stage, data, trust, "O-D1")["O-D1"] == (stage.figure("O-D1", trust, today), "catalogue.released")


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


def test_what_was_played_has_lost_nothing_and_done_nothing_twice(stage: Stage, data: Path) -> None:
    """Last in the file: whatever the slices did is judged together."""
    verify(stage, data)


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
