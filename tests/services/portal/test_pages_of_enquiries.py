"""A trust asks a doctor who is to begin there, and the doctor finds the question with their placements (R34)."""

import httpx
import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DOCTOR, OTHER_DOCTOR, OTHER_OWNER, OWNER, Town, seen

QUESTION = "Which days can you <b>not</b> be on call in August?"
ANSWER = "The second week."
HEADING = "role,name,email,registration,organisation,programme,from,to,deputy"


@pytest.fixture
async def coordinator(town: Town) -> Browser:
    """With a doctor who is to begin in a hundred days."""
    days = {"Date From*": town.in_days(100), "Date To*": town.in_days(280)}
    await town.has_placement(OTHER_DOCTOR, **days)
    return await town.signed_in(COORDINATOR)


async def asks(town: Town, browser: Browser, **answers: str) -> httpx.Response:
    whom = await browser.open("/enquiries/new")
    assert "Dr Bilal Rahman" in whom.text, seen(whom)
    path = "/enquiries/new/" + whom.text.partition('href="/enquiries/new/')[2][:36]
    sent = await browser.send(await browser.open(path), to=path, **{"question": QUESTION} | answers)
    await town.settle()
    return sent


async def test_a_coordinator_asks_and_the_doctor_finds_it_with_their_placements_and_answers(
    town: Town, coordinator: Browser
) -> None:
    asked = await asks(town, coordinator)
    doctor = await town.signed_in(OTHER_DOCTOR)

    placements = await doctor.open("/placements")
    path = asked.url.path
    question = await doctor.open(path)
    answered = await doctor.send(question, to=f"{path}/answer", answer=ANSWER)
    await town.settle()
    again = await doctor.send(question, to=f"{path}/answer", answer="The third.", _key="another")

    assert "The doctor is told, and by when to answer" in asked.text
    assert f'href="{path}"' in placements.text
    assert "Which days can you &lt;b&gt;not&lt;/b&gt; be on call in August?" in question.text
    assert "Robin Okoro, SOUTH TYNESIDE AND SUNDERLAND" in question.text
    assert "Your answer is sent" in answered.text
    assert (again.status_code, "You have answered this" in again.text) == (409, True)
    assert f'href="{path}"' not in (await doctor.open("/placements")).text
    for reader in (coordinator, await town.signed_in(OWNER)):
        assert ANSWER in (await reader.open(path)).text
        assert "Answered" in (await reader.open("/enquiries")).text


async def test_a_notice_leads_the_doctor_to_the_question_and_who_asked_to_the_answer(
    town: Town, coordinator: Browser
) -> None:
    path = (await asks(town, coordinator)).url.path
    doctor = await town.signed_in(OTHER_DOCTOR)

    assert f'href="{path}"' in (await _first_notice(doctor)).text
    await doctor.send(await doctor.open(path), to=f"{path}/answer", answer=ANSWER)
    await town.settle()

    assert f'href="{path}"' in (await _first_notice(coordinator)).text


@pytest.mark.parametrize("said", ["", "a" * 2001])
async def test_what_is_missing_or_too_long_is_said_at_the_field(town: Town, coordinator: Browser, said: str) -> None:
    refused = await asks(town, coordinator, question=said)
    path = (await asks(town, coordinator)).url.path
    doctor = await town.signed_in(OTHER_DOCTOR)
    unanswered = await doctor.send(await doctor.open(path), to=f"{path}/answer", answer=said)

    for page, field in ((refused, "question"), (unanswered, "answer")):
        assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)


async def test_the_form_says_who_is_asked_and_is_not_there_for_who_starts_elsewhere(
    town: Town, coordinator: Browser
) -> None:
    unsent = await asks(town, coordinator, question="")
    path = unsent.url.path
    begins = town.in_days(100)
    elsewhere = await town.signed_in(OTHER_OWNER)

    for form in (unsent, await coordinator.open(path)):
        assert "Dr Bilal Rahman" in form.text
        assert f"{begins.day} {begins:%B %Y}" in form.text
    assert (await elsewhere.open(path)).status_code == 404


async def test_a_doctor_who_plans_rotas_too_lists_what_they_are_asked_and_what_they_ask(
    town: Town, coordinator: Browser
) -> None:
    asked = await asks(town, coordinator)
    row = f"Rota coordinator,Bilal Rahman,bilal@other.example,{OTHER_DOCTOR},RTD,,2026-01-01,,"
    await town.brings("appointments", f"{HEADING}\n{row}\n".encode())
    doctor = await town.signed_in(OTHER_DOCTOR)

    theirs = (await doctor.open("/placements")).text.partition('href="/enquiries?')[2].partition('"')[0]
    mine = await doctor.open(f"/enquiries?{theirs}")
    question = await doctor.open(asked.url.path)
    of_the_trust = await doctor.open("/enquiries")

    assert f'href="{asked.url.path}"' in mine.text
    assert f'href="/enquiries?{theirs}"' in question.text
    assert "You have asked nothing." in of_the_trust.text
    assert 'href="/enquiries/new"' in of_the_trust.text


async def test_another_doctor_finds_nothing(town: Town, coordinator: Browser) -> None:
    path = (await asks(town, coordinator)).url.path

    assert (await (await town.signed_in(DOCTOR)).open(path)).status_code == 404


async def _first_notice(browser: Browser) -> httpx.Response:
    inbox = await browser.open("/inbox")
    return await browser.open("/inbox/" + inbox.text.partition('href="/inbox/')[2][:36])
