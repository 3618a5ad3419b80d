"""Residents ask for a forum, it is founded and called together, and reads back: you said, we did (O-E3, R72, R73)."""

from html import unescape

import httpx
import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import (
    CHAMPION,
    COORDINATOR,
    DIRECTOR,
    DOCTOR,
    GUARDIAN,
    OTHER_OWNER,
    Town,
    day,
    seen,
)

ELSEWHERE = f"""role,name,email,registration,organisation,programme,from,to,deputy
DME,Robin Okoro,robin.okoro@trust.example,{COORDINATOR},RTD,,2026-01-01,,
""".encode()
SAID = "Rotas <b>come</b> late."


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


@pytest.fixture
async def champion(campus: Town) -> Browser:
    return await campus.signed_in(CHAMPION)


async def founded(champion: Browser) -> str:
    """The path of the forum, founded unasked."""
    made = await champion.send(await champion.open("/forums"), to="/forums/found")
    assert "The forum is founded" in made.text, seen(made)
    return made.url.path


async def set_up(campus: Town, guardian: Browser) -> str:
    """The path of the residents' forum: the guardian proposes it, and the director agrees."""
    proposed = await guardian.send(await guardian.open("/forums"), to="/forums/found")
    assert "The forum is proposed" in proposed.text, seen(proposed)
    forum, director = proposed.url.path, await campus.signed_in(DIRECTOR)
    assert f"{forum}/found" not in proposed.text
    waits = await director.open(forum)
    assert "waits for the director of medical education to agree" in waits.text
    agreed = await director.send(waits, to=f"{forum}/found")
    assert "The forum is founded" in agreed.text, seen(agreed)
    return forum


async def called(campus: Town, champion: Browser, forum: str, **answers: str) -> httpx.Response:
    hours = {"starts_at": "14:00", "ends_at": "15.30", "with_residents_forum": "no"}
    whole = day("on", campus.in_days(7)) | hours | answers
    return await champion.send(await champion.open(f"{forum}/call"), to=f"{forum}/call", **whole)


async def met(campus: Town, champion: Browser, forum: str) -> tuple[Browser, str]:
    """Eight days later: the champion signed in again, and the path of the meeting that is over."""
    page = await called(campus, champion, forum)
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=8)
    return await campus.signed_in(CHAMPION), forum + "/meetings/" + page.text.partition("/meetings/")[2][:36]


async def test_a_doctor_asks_for_a_forum_and_it_is_founded(campus: Town, doctor: Browser, champion: Browser) -> None:
    none_yet = await doctor.open("/forums")
    asked = await doctor.send(none_yet, to="/forums/ask")
    forum = asked.url.path
    again = await doctor.send(none_yet, to="/forums/ask", _key="another")
    made = await champion.send(await champion.open(forum), to=f"{forum}/found")

    assert "There is no forum yet" in none_yet.text
    assert "You are told when it is founded" in asked.text
    assert "to be founded by" in asked.text
    assert again.status_code == 409
    assert "The forum is founded" in made.text
    assert f"{forum}/found" not in (await doctor.open(forum)).text
    assert "Founded" in (await doctor.open("/forums")).text


async def test_a_meeting_is_called_and_called_off(campus: Town, doctor: Browser, champion: Browser) -> None:
    forum = await founded(champion)
    on = campus.in_days(7)

    page = await called(campus, champion, forum)
    meeting = forum + "/meetings/" + page.text.partition("/meetings/")[2][:36]
    theirs = await doctor.open(forum)
    off = await champion.send(await champion.open(meeting), to=f"{meeting}/call-off")

    assert "The meeting is called" in page.text
    assert f"{on.day} {on:%B %Y}, 14:00 to 15:30" in theirs.text
    assert meeting not in theirs.text
    assert "Called off" in off.text
    assert (await doctor.open(meeting)).status_code == 403


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"starts_at": "soon"}, "starts_at"),
        ({"ends_at": "25:00"}, "ends_at"),
        ({"ends_at": "13:00"}, "ends_at"),
        ({"on-month": ""}, "on-month"),
        ({"on-year": "2020"}, "starts_at"),
    ],
)
async def test_what_is_wrong_with_a_call_is_told_at_its_field(
    campus: Town, champion: Browser, answers: dict[str, str], field: str
) -> None:
    page = await called(campus, champion, await founded(champion), **answers)

    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True), seen(page)


async def test_it_is_recorded_who_came_and_what_was_agreed_and_what_came_of_that(
    campus: Town, champion: Browser
) -> None:
    forum = await founded(champion)
    champion, meeting = await met(campus, champion, forum)
    form = await champion.open(meeting)
    assert f"{meeting}/agree" not in form.text
    nobody = await champion.send(form, to=f"{meeting}/record")
    recorded = await champion.send(form, to=f"{meeting}/record", resident_doctor="12", dme="1")
    form = await champion.open(meeting)
    empty = await champion.send(form, to=f"{meeting}/agree", you_said="", owner_id="")
    owner = str((await campus.person(DIRECTOR)).person_id)
    agreed = await champion.send(form, to=f"{meeting}/agree", you_said=SAID, owner_id=owner)
    director = await campus.signed_in(DIRECTOR)
    action = f"{forum}/actions/" + (await director.open(forum)).text.partition("/actions/")[2][:36]
    lacking = await director.send(await director.open(action), to=action, outcome="done")
    check = await director.send(await director.open(action), to=action, outcome="done", we_did="They come earlier.")
    closed = await director.send(check, to=action, step="send")

    assert (nobody.status_code, nobody.text.count("Enter how many came")) == (422, 2)
    assert "12 resident doctors, 1 director of medical education" in recorded.text
    assert f"{meeting}/record" not in form.text
    assert (empty.status_code, 'href="#you_said"' in empty.text, 'href="#owner_id"' in empty.text) == (422, True, True)
    assert "You said: Rotas &lt;b&gt;come&lt;/b&gt; late." in agreed.text
    assert "Dana Reid sees to it" in agreed.text
    assert (lacking.status_code, lacking.text.count("Write what was done, or why not")) == (422, 2)
    assert "Check your answers" in check.text
    assert "We did: They come earlier." in closed.text
    assert (await director.open(action)).status_code == 404
    assert action not in closed.text
    doctor = await campus.signed_in(DOCTOR)
    assert "We did: They come earlier." in (await doctor.open(forum)).text


async def test_who_neither_convenes_nor_owns_it_reads_and_changes_nothing(campus: Town, champion: Browser) -> None:
    forum = await founded(champion)
    coordinator, elsewhere = await campus.signed_in(COORDINATOR), await campus.signed_in(OTHER_OWNER)

    page = await coordinator.open(forum)

    assert page.status_code == 200
    assert f"{forum}/call" not in page.text
    assert (await coordinator.open(f"{forum}/call")).status_code == 403
    assert (await elsewhere.open(forum)).status_code == 404


async def test_a_meeting_that_nobody_came_to_is_called_off(campus: Town, champion: Browser) -> None:
    forum = await founded(champion)
    champion, meeting = await met(campus, champion, forum)
    form = await champion.open(meeting)
    off = await champion.send(form, to=f"{meeting}/call-off")

    assert f"{meeting}/record" in form.text
    assert "Called off" in off.text, seen(off)


async def test_a_forum_is_called_once_founded_by_who_convenes_it(
    campus: Town, doctor: Browser, champion: Browser
) -> None:
    asked = await doctor.send(await doctor.open("/forums"), to="/forums/ask")
    forum = asked.url.path
    too_early = await champion.open(f"{forum}/call")
    await champion.send(await champion.open(forum), to=f"{forum}/found")
    await campus.brings("appointments", ELSEWHERE)
    elsewhere = await campus.signed_in(COORDINATOR)

    assert too_early.status_code == 404
    assert (await elsewhere.open(forum)).status_code == 200
    assert (await elsewhere.open(f"{forum}/call")).status_code == 404
    assert (await champion.open(f"{forum}/call")).status_code == 200


async def test_the_guardian_records_the_residents_forum_and_calls_it_together(
    campus: Town, doctor: Browser, champion: Browser
) -> None:
    """R72: beside the leadership forum, which is not theirs."""
    await founded(champion)
    guardian = await campus.signed_in(GUARDIAN)
    forum = await set_up(campus, guardian)
    form = await guardian.open(f"{forum}/call")
    page = await called(campus, guardian, forum, with_residents_forum="")

    assert "Residents' forum of" in unescape((await guardian.open(forum)).text)
    assert "residents' forum?" not in unescape(form.text)
    assert "The meeting is called" in page.text, seen(page)
    listed = unescape((await doctor.open("/forums")).text)
    assert "SOUTH TYNESIDE AND SUNDERLAND: residents' forum" in listed
    assert (await champion.open(f"{forum}/call")).status_code == 404


async def test_the_guardian_says_who_sits_in_the_residents_forum_and_everybody_there_reads_it(
    campus: Town, doctor: Browser
) -> None:
    guardian = await campus.signed_in(GUARDIAN)
    forum = await set_up(campus, guardian)
    form = await guardian.open(f"{forum}/members")

    wrong = await guardian.send(form, to=f"{forum}/members", residents="some", lnc_chair="2")
    two_chairs = await guardian.send(form, to=f"{forum}/members", residents="6", lnc_chair="2")
    done = await guardian.send(form, to=f"{forum}/members", residents="6", lnc_residents="2", lnc_chair="1")
    late = await guardian.send(form, to=f"{forum}/members", residents="7", _key="another")
    theirs = seen(await doctor.open(forum))

    assert (wrong.status_code, 'href="#residents"' in wrong.text) == (422, True)
    assert (two_chairs.status_code, 'href="#lnc_chair"' in two_chairs.text) == (422, True)
    assert "It is noted who sits in it" in done.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    assert "Residents, elected" in theirs
    assert "None yet; the contract asks for it" in theirs
    assert f"{forum}/members" not in theirs
    assert 'value="6"' in (await guardian.open(f"{forum}/members")).text
