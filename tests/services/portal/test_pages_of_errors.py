"""What people see when something does not work, and what programs get instead."""

import re
from typing import Any

import pytest

from tests.services.portal.browser import title
from tests.services.portal.region import Region

NOT_A_PLACE = (
    422,
    {"type": "/problems/not-a-place", "title": "x", "detail": "Send 'after' as it was given"},
)


@pytest.fixture
async def signed_in(region: Region) -> Region:
    region.somebody("7000010", ("resident_doctor", None), ("rota_coordinator", "R0A"), ("deanery_analyst", "Y62"))
    await region.browser.sign_in("7000010")
    return region


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/sign-in/x",
        "/uploads/zz",
        "/uploads/zz/rejected.xlsx",
        "/inbox/zz",
        "/inbox?after=zzz",
        "/leave?after=zzz",
        "/approvals?after=%00",
        "/disputes?after=1",
        "/region?deanery=%00",
    ],
)
async def test_an_address_that_is_none_is_not_found_whatever_is_wrong_with_it(signed_in: Region, path: str) -> None:
    signed_in.upstream.answers[("GET", "/api/notifications/inbox")] = NOT_A_PLACE
    signed_in.upstream.answers[("GET", "/api/reporting/region")] = (422, {"type": "/problems/invalid"})

    page = await signed_in.browser.open(path)

    assert (page.status_code, title(page)) == (404, "Page not found - Fairlead")
    assert page.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/inbox/7", "/placements/7/dispute", "/disputes/3f0c9f0e-0000-4000-8000-000000000001"]
)
async def test_who_is_signed_in_stays_so_at_an_address_that_leads_nowhere(signed_in: Region, path: str) -> None:
    signed_in.upstream.answers[("GET", f"/api/registry{path}")] = (404, {})

    page = await signed_in.browser.open(path)

    assert (page.status_code, title(page)) == (404, "Page not found - Fairlead")
    assert "Sign out" in page.text
    assert "Go to the home page" in page.text


async def test_who_is_not_signed_in_is_led_from_nowhere_to_the_start(region: Region) -> None:
    page = await region.browser.open("/inbox/7")

    assert page.status_code == 404
    assert "Sign out" not in page.text
    assert "Go to the start page" in page.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/uploads", "GET, HEAD, POST"),
        ("PUT", "/home", "GET, HEAD"),
        ("GET", "/sign-out", "POST"),
    ],
)
async def test_a_method_that_is_not_taken_is_answered_with_those_that_are(
    region: Region, method: str, path: str, allowed: str
) -> None:
    answer = await region.browser.client.request(method, path)

    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


async def test_who_writes_too_much_is_told_that_and_nothing_of_files(signed_in: Region) -> None:
    home = await signed_in.browser.open("/home")

    written = await signed_in.browser.send(home, to="/sign-out", words="x" * 1_100_000)
    sent = await signed_in.browser.send(home, to="/sign-out", files={"file": ("f.csv", b"x" * 1_100_000, "text/csv")})

    assert (written.status_code, title(written)) == (413, "You wrote more than can be sent - Fairlead")
    assert (sent.status_code, title(sent)) == (413, "The file is too large - Fairlead")


@pytest.mark.parametrize("path", ["/home/", "/verify/", "/api/portal/keys/"])
async def test_nobody_is_sent_on_to_the_host_that_a_request_names(region: Region, path: str) -> None:
    answer = await region.browser.client.get(path, headers={"Host": "evil.example"}, follow_redirects=False)

    assert (answer.status_code, answer.headers.get("location")) == (404, None)


async def test_a_page_for_others_is_refused_with_a_page(region: Region) -> None:
    await _signed_in(region)

    page = await region.browser.open("/region")

    assert (page.status_code, title(page)) == (403, "You cannot use this page - Fairlead")


async def test_a_service_that_is_away_is_a_page_that_says_so(region: Region) -> None:
    region.somebody("7000010", ("deanery_analyst", "Y62"))
    await region.browser.sign_in("7000010")
    region.upstream.answers[("GET", "/api/reporting/region")] = (503, {})

    page = await region.browser.open("/region")

    assert (page.status_code, title(page)) == (503, "Sorry, this service is not available - Fairlead")


async def test_a_fault_of_ours_is_a_page_that_quotes_its_trace(region: Region) -> None:
    region.somebody("7000010", ("deanery_analyst", "Y62"))
    await region.browser.sign_in("7000010")
    region.upstream.answers[("GET", "/api/reporting/region")] = (200, {"not": "what was agreed"})

    page = await region.browser.open("/region")

    assert (page.status_code, title(page)) == (500, "Sorry, there is a problem - Fairlead")
    assert re.search(r"<code[^>]*>00-[0-9a-f]{32}-", page.text)


async def test_programs_still_get_problem_details(region: Region) -> None:
    for path in ("/api/payroll/x", "/api/portal/nothing"):
        answer = await region.browser.open(path)
        assert answer.headers["content-type"] == "application/problem+json"


async def _signed_in(region: Region) -> Any:
    region.somebody("7000010", ("resident_doctor", None))
    return await region.browser.sign_in("7000010")
