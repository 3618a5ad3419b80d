"""Posts in which leading is the work: what share of the time is protected in truth, and how one ends (O-D3)."""

import pytest

from contracts.vocabulary import Role
from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DIRECTOR, DOCTOR, OTHER_OWNER, OWNER, Town, day


@pytest.fixture
async def path(campus: Town) -> str:
    """A fellow of the trust since a month, with 40 percent of their time."""
    doctor_id = str((await campus.person(DOCTOR)).person_id)
    body = {
        "trust": "R0B",
        "kind": "trust_fellow",
        "doctor_id": doctor_id,
        "protected_percent": 40,
        "funder": "R0B",
        "starts_on": str(campus.in_days(-30)),
        "ends_on": str(campus.in_days(100)),
    }
    async with campus.services["opportunities"].http(await campus.person(OWNER, Role.MEDED_ADMIN)) as http:
        made = await http.post("/api/opportunities/fellowships", json=body)
    assert made.status_code == 201, made.text
    return f"/fellowships/{made.json()['id']}"


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


async def test_its_holder_says_how_much_time_is_protected_in_truth(campus: Town, doctor: Browser, path: str) -> None:
    listed = await doctor.open("/fellowships")
    form = await doctor.open(path)
    wrong = [await doctor.send(form, to=f"{path}/share", percent=many) for many in ("", "some", "101")]
    said = await doctor.send(form, to=f"{path}/share", percent="25")

    assert "Dr Amara Okafor, leadership fellow of the trust" in listed.text
    assert "40%" in form.text
    assert [(page.status_code, page.text.count("Enter a whole number from 0")) for page in wrong] == [(422, 2)] * 3
    assert "Your answer is kept" in said.text
    assert "25%" in said.text
    assert "25%" not in (await (await campus.signed_in(COORDINATOR)).open(path)).text
    assert "25%" in (await (await campus.signed_in(DIRECTOR)).open(path)).text


async def test_who_keeps_the_register_ends_it(campus: Town, doctor: Browser, path: str) -> None:
    keeper = await campus.signed_in(OWNER)
    form, on = await keeper.open(path), day("ended_on", campus.in_days(-1))
    lacking = await keeper.send(form, to=f"{path}/end")
    check = await keeper.send(form, to=f"{path}/end", reason="left", **on)
    ended = await keeper.send(check, to=f"{path}/end", step="send")

    assert (lacking.status_code, 'href="#reason"' in lacking.text) == (422, True)
    assert 'href="#ended_on-day"' in lacking.text
    assert "It cannot be taken back" in check.text
    assert "It has ended" in ended.text
    assert f"{path}/end" not in ended.text
    assert f"{path}/share" not in (await doctor.open(path)).text


async def test_nobody_else_ends_it_and_elsewhere_it_is_not_there(campus: Town, doctor: Browser, path: str) -> None:
    assert f"{path}/end" not in (await doctor.open(path)).text
    assert (await (await campus.signed_in(OTHER_OWNER)).open(path)).status_code == 404
