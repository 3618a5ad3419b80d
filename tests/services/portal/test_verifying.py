"""Anybody checks a certificate, and learns what it says and no more."""

from typing import Any

import httpx
from sqlalchemy import text

from tests.services.portal.browser import PORTAL, title
from tests.services.portal.region import Region

CODE = "ABCD-EFGH-JKMN"
API = f"/api/recognition/verifications/{CODE}"
CERTIFICATE: dict[str, Any] = {
    "state": "valid",
    "code": CODE,
    "holder": "A. O.",
    "title": "Chairing the ward's improvement meeting",
    "role": "led",
    "first_day": "2026-08-05",
    "last_day": "2026-10-05",
    "issuer": "Manchester University NHS Foundation Trust",
    "issued_at": "2026-11-22T09:00:00Z",
    "revoked_at": None,
    "sha256": "0" * 64,
}


async def test_a_code_leads_to_what_it_proves(region: Region) -> None:
    region.upstream.answers[("GET", API)] = (200, CERTIFICATE)

    form = await region.browser.open("/verify")
    page = await region.browser.send(form, to="/verify", code=CODE)

    assert (page.url.path, title(page)) == (f"/verify/{CODE}", "This certificate is valid - Fairlead")
    for said in ("A. O.", "improvement meeting", "5 August 2026", "Manchester University", "0" * 64):
        assert said in page.text
    assert "authorization" not in region.upstream.seen[-1].headers


async def test_one_that_was_taken_back_says_so_first(region: Region) -> None:
    taken_back = {**CERTIFICATE, "state": "revoked", "revoked_at": "2026-11-23T09:00:00Z"}
    region.upstream.answers[("GET", API)] = (200, taken_back)

    page = await region.browser.open(f"/verify/{CODE}")

    assert title(page) == "This certificate was taken back - Fairlead"
    assert "took it back on 23 November 2026" in page.text


async def test_a_code_that_nobody_gave_out_is_told_beside_the_field(region: Region) -> None:
    region.upstream.answers[("GET", API)] = (404, {"detail": "There is no such thing"})

    page = await region.browser.open(f"/verify/{CODE}")

    assert (page.status_code, title(page)) == (404, "Error: Check a certificate - Fairlead")
    assert page.text.count("No certificate has this code") == 2


async def test_whoever_tries_many_codes_is_told_to_wait(region: Region) -> None:
    region.upstream.answers[("GET", API)] = (429, {"detail": "Too many were asked for: wait a minute"})

    page = await region.browser.open(f"/verify/{CODE}")

    assert page.status_code == 429
    assert "wait a minute" in page.text


async def test_one_reader_who_tries_many_codes_keeps_no_other_from_it(region: Region) -> None:
    region.upstream.answers[("GET", API)] = (200, CERTIFICATE)
    await _allow(region, 2)

    pages = [await region.browser.open(f"/verify/{CODE}") for _ in range(3)]
    with_a_program = await region.browser.open(API)
    app = region.portal.running.app
    elsewhere = httpx.ASGITransport(app, raise_app_exceptions=False, client=("192.0.2.9", 1))
    async with httpx.AsyncClient(transport=elsewhere, base_url=PORTAL) as other:
        theirs = await other.get(f"/verify/{CODE}")

    assert [page.status_code for page in pages] == [200, 200, 429]
    assert pages[2].text.count("try again in a minute") == 2
    assert (with_a_program.status_code, with_a_program.json()["type"]) == (429, "/problems/too-many")
    wait = str(60 - region.portal.clock.now().second)
    assert [page.headers.get("retry-after") for page in (*pages, with_a_program)] == [None, None, wait, wait]
    assert theirs.status_code == 200


async def _allow(region: Region, a_minute: int) -> None:
    change = "UPDATE rule SET value = to_jsonb(CAST(:n AS int)) WHERE name = 'portal.verifications_per_minute'"
    async with region.portal.begin() as work:
        await work.run(text(change).bindparams(n=a_minute))


async def test_no_code_leads_out_of_its_path(region: Region) -> None:
    form = await region.browser.open("/verify")

    page = await region.browser.send(form, to="/verify", code="../../registry/imports")

    assert page.status_code in (404, 409, 422)
    assert not [one for one in region.upstream.seen if one.url.path.startswith("/api/registry")]
