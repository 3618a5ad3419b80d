"""A doctor finds something to lead, asks for it, reads the answer; its lead answers, and confirms (O-E1, C-D3)."""

from uuid import UUID

import httpx
import pytest

from contracts.vocabulary import Role
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser, title
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, OTHER_DOCTOR, TPD, Town, day, seen

TITLE = "Patient safety meeting"
WHY = "I lead the ward's <b>safety</b> audit."


@pytest.fixture
async def opportunity_id(campus: Town) -> UUID:
    """Open since a month."""
    return await published(campus, begins_in=-30)


async def published(campus: Town, *, begins_in: int) -> UUID:
    """Led by a rota coordinator of the trust where the doctors work."""
    await campus.has_placement(OTHER_DOCTOR)
    trust = Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(OTHER_DOCTOR, Role.RESIDENT_DOCTOR),
    )
    made = await trust.publishes(first_day=campus.in_days(begins_in).isoformat(), places=1)
    await campus.settle()
    return UUID(made)


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


@pytest.fixture
async def lead(campus: Town) -> Browser:
    return await campus.signed_in(COORDINATOR)


async def asks(campus: Town, browser: Browser, opportunity_id: UUID, **fields: str) -> httpx.Response:
    path = f"/opportunities/{opportunity_id}"
    page = await browser.send(await browser.open(path), to=path, **fields)
    await campus.settle()
    return page


async def participation(browser: Browser) -> str:
    """The id of the one that waits for somebody who leads."""
    page = await browser.open("/leading")
    return page.text.partition('href="/leading/')[2][:36]


async def test_what_is_open_is_found_asked_for_answered_and_confirmed(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID
) -> None:
    found = await doctor.open("/opportunities")
    looked_at = await doctor.open(f"/opportunities/{opportunity_id}")
    sent = await asks(campus, doctor, opportunity_id, why=WHY)
    path = f"/leading/{await participation(lead)}"
    asked = await lead.open(path)
    offered = await lead.send(asked, to=f"{path}/answer", answer="offered", words="Come on Tuesday.")
    answered = await doctor.open(sent.url.path)
    on = campus.in_days(-1)
    deed = {"role": "led", "minutes": "90", **day("first_day", on), **day("last_day", on)}
    confirmed = await lead.send(await lead.open(path), to=f"{path}/confirm", **deed)

    assert TITLE in found.text
    assert "1 place is left" in found.text
    for said in ("Robin Okoro", "1 of 1", "SOUTH TYNESIDE AND SUNDERLAND", "Every month"):
        assert said in looked_at.text
    assert "Your interest is sent" in sent.text
    assert "Dr Amara Okafor" in title(asked)
    assert "I lead the ward&#39;s &lt;b&gt;safety&lt;/b&gt; audit." in asked.text
    assert "You have offered a place" in offered.text
    assert "A place is offered" in answered.text
    assert "Come on Tuesday." in answered.text
    assert "A certificate can be issued now" in confirmed.text
    mine = await doctor.open(sent.url.path)
    assert ("Confirmed" in mine.text, "90 minutes" in mine.text, "/withdraw" in mine.text) == (True, True, False)


async def test_a_lead_records_who_did_not_take_part_and_can_put_it_right(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID
) -> None:
    sent = await asks(campus, doctor, opportunity_id)
    path = f"/leading/{await participation(lead)}"
    await lead.send(await lead.open(path), to=f"{path}/answer", answer="offered")
    offered = await lead.open(path)

    missed = await lead.send(offered, to=f"{path}/miss")
    late = await lead.send(offered, to=f"{path}/miss", _key="another")

    assert ("They are told" in missed.text, "Nobody waits for you." in missed.text) == (True, True), seen(missed)
    assert (late.status_code, "nothing was sent" in late.text) == (409, True), seen(late)
    mine = await doctor.open(sent.url.path)
    assert ("Did not take part" in mine.text, "ask whoever leads it" in mine.text) == (True, True), seen(mine)
    listed = await lead.open("/leading?missed=true")
    assert f'href="{path}"' in listed.text
    on = campus.in_days(-1)
    deed = {"role": "attended", "minutes": "90", **day("first_day", on), **day("last_day", on)}
    right = await lead.send(await lead.open(path), to=f"{path}/confirm", **deed)
    assert "It is confirmed" in right.text, seen(right)
    assert "Of nobody is it recorded" in (await lead.open("/leading?missed=true")).text


async def test_that_somebody_did_not_take_part_is_said_once_it_has_begun(
    campus: Town, doctor: Browser, lead: Browser
) -> None:
    await asks(campus, doctor, await published(campus, begins_in=1))
    path = f"/leading/{await participation(lead)}"
    await lead.send(await lead.open(path), to=f"{path}/answer", answer="offered")

    ahead = await lead.open(path)
    forged = httpx.Response(200, text=ahead.text.replace(f"{path}/confirm", f"{path}/miss"), request=ahead.request)
    early = await lead.send(forged, to=f"{path}/miss")
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=1)
    begun = await (await campus.signed_in(COORDINATOR)).open(path)

    assert (f"{path}/confirm" in ahead.text, f"{path}/miss" in ahead.text) == (True, False)
    assert (early.status_code, "It begins on" in early.text) == (409, True), seen(early)
    assert "There is a problem" not in early.text
    assert f"{path}/miss" in begun.text


async def test_what_is_confirmed_and_certified_is_there_to_download(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID
) -> None:
    empty = await doctor.open("/certificates")
    await asks(campus, doctor, opportunity_id)
    which = await participation(lead)
    await lead.send(await lead.open(f"/leading/{which}"), to=f"/leading/{which}/answer", answer="offered")
    confirming = await lead.open(f"/leading/{which}")
    expected = {**day("first_day", campus.in_days(-30)), **day("last_day", campus.today)}
    await lead.send(confirming, to=f"/leading/{which}/confirm", role="led", minutes="90", **expected)
    await campus.settle()
    names = {"recipient": "Amara Okafor", "signatory_name": "Chidi Obi", "signatory_title": "Champion"}
    async with campus.services["recognition"].http(await campus.person(CHAMPION, Role.CHAMPION)) as http:
        made = await http.post("/api/recognition/certificates", json={"participation_id": which, **names})

    page = await doctor.open("/certificates")
    printed = await doctor.open(f"/certificates/{made.json()['id']}/certificate.pdf")

    assert "There are none yet" in empty.text
    assert all(f'value="{part}"' in confirming.text for part in expected.values())
    assert TITLE in page.text
    assert printed.content.startswith(b"%PDF")


async def test_who_is_offered_no_place_reads_why(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID
) -> None:
    sent = await asks(campus, doctor, opportunity_id)
    path = f"/leading/{await participation(lead)}"

    declined = await lead.send(await lead.open(path), to=f"{path}/answer", answer="declined", reason="dates_do_not_fit")

    assert "You have offered no place" in declined.text
    assert "The dates do not fit" in (await doctor.open(sent.url.path)).text


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, ["answer"]),
        ({"answer": "perhaps"}, ["answer"]),
        ({"answer": "declined"}, ["reason"]),
        ({"answer": "declined", "reason": "so", "words": "x" * 2001}, ["reason", "words"]),
        ({"answer": "offered", "words": "\u200b"}, ["words"]),
    ],
)
async def test_an_answer_is_told_what_it_lacks(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID, fields: dict[str, str], faults: list[str]
) -> None:
    await asks(campus, doctor, opportunity_id)
    path = f"/leading/{await participation(lead)}"

    page = await lead.send(await lead.open(path), to=f"{path}/answer", **fields)

    assert page.status_code == 422
    assert [field for field in ("answer", "reason", "words") if f'href="#{field}"' in page.text] == faults


async def test_a_confirmation_is_told_what_it_lacks_also_where_only_the_service_knows(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID
) -> None:
    await asks(campus, doctor, opportunity_id)
    path = f"/leading/{await participation(lead)}"
    await lead.send(await lead.open(path), to=f"{path}/answer", answer="offered")
    form, before = await lead.open(path), campus.in_days(-40)
    whole = {"role": "led", "minutes": "90", **day("first_day", before), **day("last_day", campus.today)}

    empty = await lead.send(form, to=f"{path}/confirm")
    early = await lead.send(form, to=f"{path}/confirm", **whole)

    for field in ("role", "first_day-day", "last_day-day", "minutes"):
        assert f'href="#{field}"' in empty.text
    assert (early.status_code, 'href="#first_day-day"' in early.text) == (422, True)


async def test_who_asks_twice_is_told_so_and_a_withdrawal_is_told_once(
    campus: Town, doctor: Browser, opportunity_id: UUID
) -> None:
    sent = await asks(campus, doctor, opportunity_id)
    again = await asks(campus, doctor, opportunity_id)
    form = await doctor.open(sent.url.path)
    withdrawn, late = [await doctor.send(form, to=f"{sent.url.path}/withdraw", _key=key) for key in ("1", "2")]

    assert again.status_code == 422
    assert "Its status is interested" in again.text
    assert "You have withdrawn" in withdrawn.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    assert "Withdrawn" in (await doctor.open("/interest")).text


async def test_what_others_asked_for_and_what_others_lead_is_not_there(
    campus: Town, doctor: Browser, lead: Browser, opportunity_id: UUID
) -> None:
    sent = await asks(campus, doctor, opportunity_id)
    which = await participation(lead)
    other, stranger = await campus.signed_in(OTHER_DOCTOR), await campus.signed_in(TPD)

    for browser, path in (
        (other, sent.url.path),
        (doctor, f"/leading/{which}"),
        (stranger, f"/leading/{which}"),
        (stranger, f"/opportunities/{opportunity_id}"),
        (lead, f"/interest/{which}"),
    ):
        assert (await browser.open(path)).status_code == 404
    assert "Nobody waits for you" in seen(await stranger.open("/leading"))
