"""Whoever is told to sign in finds there what they were told of."""

from typing import Any
from uuid import uuid4

import pytest

from tests.services.portal.region import Region

ITEM, ABOUT = str(uuid4()), str(uuid4())
PDF = f"/certificates/{ABOUT}/certificate.pdf"
PARTICIPATION = f"/api/opportunities/participations/{ABOUT}"
CERTIFICATE = f"/api/recognition/certificates/{ABOUT}"
PRINTED: dict[str, Any] = {
    "id": ABOUT,
    "doctor_id": str(uuid4()),
    "issuer": "Northtown",
    "issued_at": "2026-11-22T09:00:00Z",
    "title": "Chairing the ward meeting",
    "recipient": "Amara Okafor",
    "code": "7K3M-9QXT-2B4F",
    "revoked_at": None,
}


def asked_by(doctor_id: str) -> dict[str, Any]:
    """A participation that was offered a place."""
    open_ = dict.fromkeys(("why", "reason", "role", "first_day", "last_day", "minutes"))
    which = {"id": ABOUT, "opportunity_id": str(uuid4()), "title": "Ward meeting", "trust": "R0B", "version": 2}
    asked = {"expressed_at": "2026-11-22T09:00:00Z", "answer_by": "2026-12-06", "words": "Come on Tuesday."}
    return {**open_, **which, **asked, "status": "offered", "doctor_id": doctor_id}


def booked_by(doctor_id: str, status: str) -> dict[str, Any]:
    slot = {"id": str(uuid4()), "trust": "R0B", "kind": "clinical", "title": "A ward round", "host_id": str(uuid4())}
    when = {"starts_at": "2026-11-22T09:00:00Z", "ends_at": "2026-11-22T13:00:00Z"}
    booking = {"id": ABOUT, "doctor_id": doctor_id, "objective": "Rounds", "status": status, "minutes": 0}
    its_slot = {**slot, **when, "free_places": 0, "grades": [], "version": 3}
    return {**booking, "reason": None, "debrief": None, "slot": its_slot}


@pytest.fixture
async def doctor(region: Region) -> Region:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    return region


def notice(region: Region, kind: str) -> None:
    item = {
        "event_id": ITEM,
        "type": "fairlead.x.y.v1",
        "about": {"kind": kind, "id": ABOUT},
        "title": "News",
        "lines": ["A line"],
        "at": "2026-11-22T09:00:00Z",
        "read": True,
    }
    region.upstream.answers[("GET", f"/api/notifications/inbox/{ITEM}")] = (200, item)


async def test_the_answer_to_an_interest_is_there_in_words(doctor: Region) -> None:
    notice(doctor, "participation")
    doctor.upstream.answers[("GET", PARTICIPATION)] = (200, asked_by(str(uuid4())))

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert "Come on Tuesday." in page.text
    assert "Why it is of interest" not in page.text


@pytest.mark.parametrize("confirmed", [False, True])
async def test_a_draft_leads_to_where_it_is_confirmed_and_once_published_to_where_it_is_asked_for(
    doctor: Region, confirmed: bool
) -> None:
    notice(doctor, "opportunity")
    mine = {
        "id": ABOUT,
        "trust": "R0B",
        "title": "Ward meeting",
        "chairing": False,
        "lead_id": str(uuid4()),
        "co_producer_id": next(iter(doctor.upstream.people)),
        "first_day": "2026-11-20",
        "last_day": None,
        "recurrence": "monthly",
        "places": 1,
        "places_left": 1,
        "grades": [],
        "protected_minutes": 0,
        "description": None,
        "time_commitment": None,
        "part_time_note": None,
        "joined_remotely": False,
        "published_at": "2026-11-22T09:00:00Z" if confirmed else None,
        "closed_at": None,
        "version": 1,
    }
    doctor.upstream.answers[("GET", f"/api/opportunities/published/{ABOUT}")] = (200, mine)

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert f'href="/{"opportunities" if confirmed else "drafts"}/{ABOUT}"' in page.text


BETWEEN_TWO: dict[str, Any] = {"id": ABOUT, "doctor_id": str(uuid4()), "trust": "R0B", "version": 1}
DONE: dict[str, Any] = BETWEEN_TWO | {
    "title": "A shift I led",
    "first_day": "2026-11-20",
    "last_day": "2026-11-20",
    "minutes": 480,
    "kind": "leading_a_shift",
    "lead_id": str(uuid4()),
    "status": "recorded",
}
NEEDED: dict[str, Any] = BETWEEN_TWO | {
    "participation_id": str(uuid4()),
    "needs": "An induction loop.",
    "host_id": str(uuid4()),
    "answer_by": "2026-12-06",
    "status": "requested",
    "reason": None,
}


@pytest.mark.parametrize(
    ("kind", "path", "told", "shown"),
    [
        ("adaptation", "adaptations", NEEDED | {"words": None}, "An induction loop."),
        ("adaptation", "adaptations", NEEDED | {"words": "Room 4 has one."}, "Room 4 has one."),
        ("activity", "activities", DONE | {"words": None}, "A shift I led"),
        ("activity", "activities", DONE | {"words": "I was not there."}, "I was not there."),
    ],
)
async def test_what_no_mail_may_say_is_there_in_words(
    doctor: Region, kind: str, path: str, told: dict[str, Any], shown: str
) -> None:
    notice(doctor, kind)
    doctor.upstream.answers[("GET", f"/api/opportunities/{path}/{ABOUT}")] = (200, told)

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert shown in page.text
    assert f'href="/{"arrangements" if kind == "adaptation" else "activities"}/{ABOUT}"' in page.text


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("notice", "/private"),
        ("entitlement", "/leave/entitlement"),
        ("sdt", "/self-development"),
        ("seat", "/training/seats"),
    ],
)
async def test_what_is_about_oneself_leads_to_where_all_of_it_is(doctor: Region, kind: str, link: str) -> None:
    notice(doctor, kind)

    assert f'href="{link}"' in (await doctor.browser.open(f"/inbox/{ITEM}")).text


@pytest.mark.parametrize(
    ("is_their_own", "link"), [(True, "/training/seats"), (False, "/releases")], ids=["their own", "a colleague's"]
)
async def test_a_director_who_is_a_doctor_too_is_led_to_where_the_appeal_is_answered(
    region: Region, is_their_own: bool, link: str
) -> None:
    region.somebody("7000011", ("resident_doctor", None), ("dme", "R0B"))
    await region.browser.sign_in("7000011")
    notice(region, "seat")
    seats = "/api/opportunities/training/bookings"
    region.upstream.answers[("GET", seats)] = (
        200,
        {"items": [own_seat(ABOUT if is_their_own else str(uuid4()))], "next": None},
    )

    page = await region.browser.open(f"/inbox/{ITEM}")

    assert f'href="{link}"' in page.text


def own_seat(which: str) -> dict[str, Any]:
    sessions = [{"starts_at": "2026-12-06T09:00:00Z", "ends_at": "2026-12-06T12:00:00Z"}]
    of = {"id": str(uuid4()), "trust": "R0B", "kind": "leadership", "title": "Leading a team", "version": 1}
    course = {**of, "seats_left": 2, "grades": [], "sessions": sessions}
    seat = {"id": which, "doctor_id": str(uuid4()), "status": "booked", "reason": None, "words": None}
    return {**seat, "course": course}


@pytest.mark.parametrize(
    ("mine", "link"), [(True, f"/interest/{ABOUT}"), (False, f"/leading/{ABOUT}")], ids=["its doctor", "its lead"]
)
async def test_it_leads_each_of_the_two_to_their_own_page(doctor: Region, mine: bool, link: str) -> None:
    notice(doctor, "participation")
    doctor_id = next(iter(doctor.upstream.people)) if mine else str(uuid4())
    doctor.upstream.answers[("GET", PARTICIPATION)] = (200, asked_by(doctor_id))

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert f'href="{link}"' in page.text


@pytest.mark.parametrize(
    ("status", "says"), [("attended", "Write your debrief"), ("booked", "See your booking")], ids=["after", "before"]
)
async def test_who_is_told_to_write_a_debrief_is_led_to_where_it_is_written(
    doctor: Region, status: str, says: str
) -> None:
    notice(doctor, "booking")
    mine = booked_by(next(iter(doctor.upstream.people)), status)
    doctor.upstream.answers[("GET", f"/api/role_modelling/bookings/{ABOUT}")] = (200, mine)

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert f'<a href="/shadowing/bookings/{ABOUT}">{says}</a>' in page.text


@pytest.mark.parametrize(
    ("status", "says_so"),
    [(503, True), (404, False), (403, False)],
    ids=["its service is away", "gone", "no longer theirs"],
)
async def test_the_notice_is_there_even_where_the_rest_is_not(doctor: Region, status: int, says_so: bool) -> None:
    notice(doctor, "participation")
    doctor.upstream.answers[("GET", PARTICIPATION)] = (status, {})

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert page.status_code == 200
    assert "A line" in page.text
    assert ("the rest of this cannot be shown now" in page.text) == says_so


async def test_a_certificate_is_downloaded_from_its_notice(doctor: Region) -> None:
    notice(doctor, "certificate")
    doctor.upstream.answers[("GET", CERTIFICATE)] = (200, PRINTED)
    doctor.upstream.answers[("GET", f"{CERTIFICATE}/pdf")] = (200, b"%PDF-1.7")

    page = await doctor.browser.open(f"/inbox/{ITEM}")
    printed = await doctor.browser.open(PDF)

    assert f'href="{PDF}"' in page.text
    assert (printed.status_code, printed.content) == (200, b"%PDF-1.7")
    assert printed.headers["content-disposition"].startswith("attachment")
    assert printed.headers["cache-control"] == "no-store"


async def test_one_that_was_revoked_is_not_offered(doctor: Region) -> None:
    notice(doctor, "certificate")
    doctor.upstream.answers[("GET", CERTIFICATE)] = (200, {**PRINTED, "revoked_at": "2026-11-23T09:00:00Z"})

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert "7K3M-9QXT-2B4F" in page.text
    assert PDF not in page.text


async def test_nobody_downloads_one_without_signing_in(region: Region) -> None:
    assert (await region.browser.open(PDF)).url.path == "/sign-in"
