"""What a doctor did is confirmed by who would know, and what they need is arranged by who is asked (T-E1, R81)."""

from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary import Role
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser, title
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, OTHER_DOCTOR, TPD, Town

NEEDS = "A room with an <b>induction</b> loop."


@pytest.fixture
async def lead(campus: Town) -> Browser:
    return await campus.signed_in(COORDINATOR)


async def posted(campus: Town, who: str, path: str, body: dict[str, Any], method: str = "POST") -> dict[str, Any]:
    actor = await campus.person(who, Role.RESIDENT_DOCTOR)
    async with campus.services["opportunities"].http(actor) as http:
        made = await http.request(method, f"/api/opportunities{path}", json=body)
    assert made.is_success, made.text
    await campus.settle()
    told: dict[str, Any] = made.json()
    return told


async def is_recorded(campus: Town) -> str:
    """A shift that the doctor led yesterday, with the rota coordinator as who would know: its path."""
    shift = {"kind": "leading_a_shift", "title": "The night of the <b>pipe</b>", "minutes": 720}
    who = {"lead_id": str((await campus.person(COORDINATOR)).person_id)}
    made = await posted(campus, DOCTOR, "/activities", shift | who | {"first_day": str(campus.in_days(-1))})
    return f"/activities/{made['id']}"


async def is_asked_for(campus: Town) -> str:
    """What the doctor needs to take part, of the rota coordinator who leads: its path."""
    await campus.has_placement(OTHER_DOCTOR)
    trust = Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(OTHER_DOCTOR, Role.RESIDENT_DOCTOR),
    )
    opportunity_id = UUID(await trust.publishes(first_day=str(campus.in_days(-30)), places=1))
    await campus.settle()
    interest = await posted(campus, DOCTOR, f"/published/{opportunity_id}/interest", {})
    path = f"/participations/{interest['id']}/adaptation"
    made = await posted(campus, DOCTOR, path, {"needs": NEEDS}, "PUT")
    return f"/arrangements/{made['id']}"


async def test_who_would_know_confirms_what_a_doctor_did(campus: Town, lead: Browser) -> None:
    path = await is_recorded(campus)
    listed = await lead.open("/activities?waiting=true")
    form = await lead.open(path)
    empty = await lead.send(form, to=path)
    confirmed = await lead.send(form, to=path, answer="yes", words="Calm and clear.")
    late = await lead.send(form, to=path, answer="yes", _key="another")
    mine = await (await campus.signed_in(DOCTOR)).open(path)

    assert "Dr Amara Okafor: The night of the &lt;b&gt;pipe&lt;/b&gt;" in listed.text
    assert "12 hours" in form.text
    assert (empty.status_code, empty.text.count("Select your answer")) == (422, 2)
    assert "Your answer is sent" in confirmed.text
    assert "Nothing waits for you to confirm" in confirmed.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    assert "Confirmed" in mine.text
    assert "Calm and clear." in mine.text
    assert 'name="answer"' not in mine.text


async def test_who_cannot_confirm_it_says_why(campus: Town, lead: Browser) -> None:
    path = await is_recorded(campus)
    form = await lead.open(path)

    without = await lead.send(form, to=path, answer="no")
    declined = await lead.send(form, to=path, answer="no", reason="not_as_recorded", words="It was six hours.")

    assert (without.status_code, without.text.count("Select why not")) == (422, 2)
    assert "Your answer is sent" in declined.text
    mine = await (await campus.signed_in(DOCTOR)).open("/activities")
    assert "Not confirmed" in mine.text


async def test_who_is_asked_arranges_what_a_doctor_needs(campus: Town, lead: Browser) -> None:
    path = await is_asked_for(campus)
    listed = await lead.open("/arrangements")
    form = await lead.open(path)
    arranged = await lead.send(form, to=path, answer="yes", words="Room 4 has one.")
    mine = await (await campus.signed_in(DOCTOR)).open(path)

    assert f'href="{path}"' in listed.text
    assert "A room with an &lt;b&gt;induction&lt;/b&gt; loop." in form.text
    assert "Your answer is sent" in arranged.text
    assert "Room 4 has one." in mine.text
    assert "Arranged" in mine.text


async def test_who_cannot_arrange_it_says_what_was_tried(campus: Town, lead: Browser) -> None:
    path = await is_asked_for(campus)
    form = await lead.open(path)

    without = await lead.send(form, to=path, answer="no", reason="not_in_time")
    refused = await lead.send(form, to=path, answer="no", reason="not_in_time", words="No such room is free.")

    assert (without.status_code, without.text.count("Write what was tried")) == (422, 2)
    assert "Your answer is sent" in refused.text
    mine = await (await campus.signed_in(DOCTOR)).open(path)
    assert "It cannot be done in time" in mine.text


async def test_what_somebody_needs_stands_in_no_address_and_no_title_and_is_for_two(
    campus: Town, lead: Browser
) -> None:
    path = await is_asked_for(campus)
    doctor, other = await campus.signed_in(DOCTOR), await campus.signed_in(TPD)

    for page in (await lead.open(path), await lead.open("/arrangements"), await doctor.open(path)):
        assert [word for word in ("adapt", "need", "loop") if word in f"{page.url} {title(page)}".lower()] == []
        assert page.headers["cache-control"] == "no-store"
    assert (await other.open(path)).status_code == 404
    assert (await other.open(await is_recorded(campus))).status_code == 404
