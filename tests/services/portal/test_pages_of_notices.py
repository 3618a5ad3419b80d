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
    "title": "Chairing the ward meeting",
    "recipient": "Amara Okafor",
    "code": "7K3M-9QXT-2B4F",
    "revoked_at": None,
}


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
    doctor.upstream.answers[("GET", PARTICIPATION)] = (200, {"why": None, "words": "Come on Tuesday."})

    page = await doctor.browser.open(f"/inbox/{ITEM}")

    assert "Come on Tuesday." in page.text
    assert "Why it is of interest" not in page.text


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
