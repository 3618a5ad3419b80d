"""What a doctor needs to take part is asked of one person, whom they choose, and can be asked otherwise."""

from uuid import UUID

import httpx
import pytest

from contracts.vocabulary import Role
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser, looks_done, title
from tests.services.portal.town import CHAMPION, COORDINATOR, DIRECTOR, DOCTOR, OTHER_DOCTOR, Town

NEEDS = "A room with an <b>induction</b> loop."


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


@pytest.fixture
async def interest(campus: Town, doctor: Browser) -> str:
    """The path of what the doctor asked to take part in, which the rota coordinator leads."""
    await campus.has_placement(OTHER_DOCTOR)
    trust = Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(OTHER_DOCTOR, Role.RESIDENT_DOCTOR),
    )
    opportunity_id = UUID(await trust.publishes(first_day=str(campus.in_days(-30)), places=1))
    await campus.settle()
    path = f"/opportunities/{opportunity_id}"
    asked = await doctor.send(await doctor.open(path), to=path)
    await campus.settle()
    return asked.url.path


async def asks(doctor: Browser, form: httpx.Response, **values: str) -> httpx.Response:
    to = form.url.path
    check = await doctor.send(form, to=to, **values)
    assert "Check your answers" in check.text, check.text
    return await doctor.send(check, to=to, step="send")


async def test_it_is_asked_of_who_leads_unless_the_doctor_says_otherwise(
    campus: Town, doctor: Browser, interest: str
) -> None:
    lead = str((await campus.person(COORDINATOR)).person_id)
    shown = await doctor.open(interest)
    form = await doctor.open(f"{interest}/arrangement")
    empty = await doctor.send(form, to=form.url.path, needs="", host_id="")
    listed = await asks(doctor, form, needs=NEEDS, host_id=lead)
    theirs = await (await campus.signed_in(COORDINATOR)).open("/arrangements")

    assert f'href="{interest}/arrangement"' in shown.text
    assert f'<option value="{lead}" selected>Robin Okoro, who leads it</option>' in form.text
    assert empty.status_code == 422
    assert all(empty.text.count(said) == 2 for said in ("Write what you need", "Select who should read it"))
    assert "You are told when it is answered" in listed.text
    assert "Dr Amara Okafor" in theirs.text


async def test_only_the_one_who_is_named_reads_it(campus: Town, doctor: Browser, interest: str) -> None:
    director = str((await campus.person(DIRECTOR)).person_id)
    listed = await asks(doctor, await doctor.open(f"{interest}/arrangement"), needs=NEEDS, host_id=director)
    path = "/arrangements/" + listed.text.partition('href="/arrangements/')[2][:36]

    assert "A room with an &lt;b&gt;induction" in (await (await campus.signed_in(DIRECTOR)).open(path)).text
    assert (await (await campus.signed_in(COORDINATOR)).open(path)).status_code == 404


async def test_what_was_refused_is_asked_otherwise_on_what_they_read(
    campus: Town, doctor: Browser, interest: str
) -> None:
    lead, director = [str((await campus.person(one)).person_id) for one in (COORDINATOR, DIRECTOR)]
    listed = await asks(doctor, await doctor.open(f"{interest}/arrangement"), needs=NEEDS, host_id=lead)
    path = "/arrangements/" + listed.text.partition('href="/arrangements/')[2][:36]
    early = await doctor.open(f"{interest}/arrangement")
    coordinator = await campus.signed_in(COORDINATOR)
    no = {"answer": "no", "reason": "not_for_the_host", "words": "The director keeps the rooms."}
    await coordinator.send(await coordinator.open(path), to=path, **no)

    late = await asks(doctor, early, needs=NEEDS, host_id=director)
    shown = await doctor.open(path)
    form = await doctor.open(f"{interest}/arrangement")
    again = await asks(doctor, form, needs="Large print.", host_id=director)

    assert ("nothing was sent" in late.text, looks_done(late)) == (True, False)
    assert f'href="{interest}/arrangement"' in shown.text
    assert "A room with an &lt;b&gt;induction" in form.text
    assert "Waits for an answer" in again.text
    assert "Large print." in (await doctor.open(path)).text


async def test_asking_once_more_changes_nothing_unread_and_what_is_arranged_is_shown(
    campus: Town, doctor: Browser, interest: str
) -> None:
    director = str((await campus.person(DIRECTOR)).person_id)
    listed = await asks(doctor, await doctor.open(f"{interest}/arrangement"), needs=NEEDS, host_id=director)
    path = "/arrangements/" + listed.text.partition('href="/arrangements/')[2][:36]

    form = await doctor.open(f"{interest}/arrangement")
    host = await campus.signed_in(DIRECTOR)
    await host.send(await host.open(path), to=path, answer="yes")
    late = await asks(doctor, form, needs="Large print.", host_id=director)
    arranged = await doctor.open(f"{interest}/arrangement")

    assert "A room with an &lt;b&gt;induction" in form.text
    assert f'<option value="{director}" selected>' in form.text
    assert "nothing was sent" in late.text
    assert arranged.url.path == path


async def test_it_stands_in_no_address_and_no_title_and_is_nobody_elses_to_ask(
    campus: Town, doctor: Browser, interest: str
) -> None:
    form = await doctor.open(f"{interest}/arrangement")
    check = await doctor.send(form, to=form.url.path, needs=NEEDS)
    other = await campus.signed_in(OTHER_DOCTOR)

    for page in (form, check):
        assert [word for word in ("adapt", "need", "loop") if word in f"{page.url} {title(page)}".lower()] == []
        assert page.headers["cache-control"] == "no-store"
    assert (await other.open(f"{interest}/arrangement")).status_code == 404
