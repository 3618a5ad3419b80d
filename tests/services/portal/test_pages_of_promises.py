"""A doctor reads what was promised to them, and says in one tap what was not kept."""

from typing import Any
from uuid import uuid4

import pytest

from tests.services.portal.region import Region

PLACEMENT = str(uuid4())
API = "/api/reporting/promises"
DISPUTE = f"{API}/{PLACEMENT}/M-E3/dispute"


def a_promise(code: str, state: str, **facts: Any) -> dict[str, Any]:
    open_ = {"kept_on": None, "disputed_on": None, "owed_by": "tpd", "due": "2026-12-01", "event_id": None}
    return {**open_, "code": code, "promise": "What was promised", "state": state, **facts}


@pytest.fixture
async def doctor(region: Region) -> Region:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    return region


def account(region: Region, *promises: dict[str, Any], first_day: str = "2026-08-05") -> None:
    days = {"first_day": first_day, "last_day": "2027-12-01"}
    item = {"placement_id": PLACEMENT, "host": "R0B", **days, "promises": promises}
    region.upstream.answers[("GET", API)] = (200, {"items": [item]})
    region.upstream.answers[("GET", "/api/registry/organisations/R0B")] = (200, {"name": "Northtown"})


async def test_each_promise_says_whether_it_was_kept_or_who_owes_it_by_when(doctor: Region) -> None:
    account(
        doctor,
        a_promise("O-E1", "kept", kept_on="2026-09-01"),
        a_promise("T-E1", "owed"),
        a_promise("M-E3", "not_so", disputed_on="2026-10-02"),
    )

    page = await doctor.browser.open("/promises")

    assert "Northtown, 5 August 2026 to 1 December 2027" in page.text
    assert "On 1 September 2026" in page.text
    assert "By the training programme director, by 1 December 2026" in page.text
    assert "You said on 2 October 2026 that it was not kept" in page.text
    assert [code for code in ("O-E1", "T-E1", "M-E3") if f'name="code" value="{code}"' in page.text] == [
        *("O-E1", "T-E1")
    ]


async def test_one_tap_says_that_it_was_not_kept_and_the_page_says_what_becomes_known(doctor: Region) -> None:
    account(doctor, a_promise("M-E3", "owed"))
    doctor.upstream.answers[("POST", DISPUTE)] = (204, b"")

    page = await doctor.browser.send(
        await doctor.browser.open("/promises"), to="/promises", placement=PLACEMENT, code="M-E3"
    )

    [sent] = [one for one in doctor.upstream.seen if (one.method, one.url.path) == ("POST", DISPUTE)]
    assert "idempotency-key" not in sent.headers, "a key is kept with who sent it and when"
    assert "Nobody is told that it was you" in page.text


async def test_a_placement_that_has_not_begun_owes_and_nothing_can_be_said_of_it_yet(doctor: Region) -> None:
    account(doctor, a_promise("M-E3", "owed"), first_day="2099-08-05")

    assert "This was not kept" not in (await doctor.browser.open("/promises")).text


async def test_who_is_no_doctor_has_no_such_page(region: Region) -> None:
    region.somebody("7000020", ("rota_coordinator", "R0A"))
    await region.browser.sign_in("7000020")

    assert (await region.browser.open("/promises")).status_code == 403
