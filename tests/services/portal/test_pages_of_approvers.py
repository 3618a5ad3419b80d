"""What they do on pages who decide about leave: they find it, read it, and grant it."""

import asyncio
import html
import re

import pytest

from chassis.clock import add_working_days
from contracts.vocabulary import Role
from tests.services.portal.browser import Browser, link_to
from tests.services.portal.town import (
    COORDINATOR,
    DIRECTOR,
    DOCTOR,
    OTHER_OWNER,
    OWNER,
    SECOND_COORDINATOR,
    TPD,
    Town,
    asks_for_leave,
    day,
    seen,
)


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


@pytest.fixture
async def leave_id(town: Town, doctor: Browser) -> str:
    return await asks_for_leave(town, doctor)


async def test_the_queue_names_the_doctor_and_the_request_says_all_that_is_needed(town: Town, leave_id: str) -> None:
    coordinator = await town.signed_in(COORDINATOR)

    queue = seen(await coordinator.open("/approvals"))
    request = seen(await coordinator.open(f"/approvals/{leave_id}"))

    assert "Dr Amara Okafor: Study leave" in queue
    assert "Decide by" in queue
    for what in ("for leadership development", "Leading teams through change", "FMLM", "60 days before it starts"):
        assert what in request


async def test_release_is_offered_beside_leave_asked_for_in_four_answers_and_told_apart_in_the_queue(
    town: Town, doctor: Browser
) -> None:
    assert 'href="/leave/release"' in (await doctor.open("/leave/new")).text
    answers = {
        "purpose": "recruitment_panel",
        "activity": "Interviews for a consultant post",
        **day("first_day", town.in_days(30)),
        **day("last_day", town.in_days(30)),
    }
    without = await doctor.send(await doctor.open("/leave/release"), to="/leave/release", **(answers | {"purpose": ""}))
    check = await doctor.send(without, to="/leave/release", **answers)
    changed = await doctor.send(check, to="/leave/release", step="change")
    sent = await doctor.send(check, to="/leave/release", step="send")
    coordinator = await town.signed_in(COORDINATOR)

    queue = seen(await coordinator.open("/approvals"))
    request = seen(await coordinator.open(sent.url.path.replace("/leave/", "/approvals/").removesuffix("/sent")))

    assert (without.status_code, 'href="#purpose"' in without.text) == (422, True)
    assert "A recruitment panel" in seen(check)
    assert 'value="Interviews for a consultant post"' in changed.text
    for page in (queue, request):
        assert "Release from duty for a recruitment panel" in page
        assert "Interviews for a consultant post" in page
    assert "Provided by" not in request


async def test_whoever_decides_reads_which_days_are_full_in_the_departments_calendar(
    town: Town, doctor: Browser
) -> None:
    calendar = {"trust": "R0B", "department": "General (internal) medicine", "most_away": 0}
    days = {"first_day": town.in_days(60).isoformat(), "last_day": town.in_days(90).isoformat()}
    publisher = await town.person(COORDINATOR, Role.ROTA_COORDINATOR)
    async with town.services["leave"].http(publisher) as http:
        assert (await http.post("/api/leave/capacity", json=calendar | days)).status_code == 201
    on = add_working_days(town.in_days(60), 1)
    leave_id = await asks_for_leave(town, doctor, **day("first_day", on), **day("last_day", on))

    request = seen(await (await town.signed_in(COORDINATOR)).open(f"/approvals/{leave_id}"))

    assert "The department's calendar" in html.unescape(request)
    assert f"Full on {on.day} {on:%B %Y} (0 away, at most 0)" in request


async def test_a_doctor_who_moves_to_another_trust_keeps_their_name_where_their_leave_is_decided(
    town: Town, leave_id: str
) -> None:
    await town.has_placement(DOCTOR, **{"Site*": "ROYAL VICTORIA INFIRMARY (RTD01)"})
    coordinator = await town.signed_in(COORDINATOR)

    for path in ("/approvals", f"/approvals/{leave_id}"):
        assert "Dr Amara Okafor" in seen(await coordinator.open(path)), path


async def test_it_takes_three_taps_from_home_to_approve(town: Town, leave_id: str) -> None:
    """Home, the queue, the request: and there the button."""
    coordinator = await town.signed_in(COORDINATOR)
    home = await coordinator.open("/home")
    queue = await coordinator.open(link_to(home.text, "/approvals"))
    request = await coordinator.open(link_to(queue.text, f"/approvals/{leave_id}"))

    approved = await coordinator.send(request, to=f"/approvals/{leave_id}/approve")
    await town.settle()

    assert "You have agreed" in seen(approved)
    assert "Nothing waits for your decision" in seen(approved)
    assert "Dr Amara Okafor" in seen(await (await town.signed_in(TPD)).open("/approvals"))


async def test_after_no_response_the_director_finds_the_buttons_too_and_who_has_decided_finds_none(
    town: Town, leave_id: str
) -> None:
    path, before = "/approvals", await (await town.signed_in(DIRECTOR)).open("/approvals")
    for driver in (*town.services.values(), town.portal):
        driver.clock.forward(days=15)
    await town.services["leave"].run_job("chase late steps")
    await town.settle()
    director, coordinator = await town.signed_in(DIRECTOR), await town.signed_in(COORDINATOR)

    request = await director.open(link_to((await director.open(path)).text, f"{path}/{leave_id}"))
    theirs = await coordinator.open(f"{path}/{leave_id}")
    approved = await director.send(request, to=f"{path}/{leave_id}/approve")
    after = [await each.open(f"{path}/{leave_id}") for each in (director, coordinator)]

    assert leave_id not in before.text
    for page in (request, theirs):
        assert f'action="{path}/{leave_id}/approve"' in page.text
        assert f'action="{path}/{leave_id}/refuse"' in page.text
    assert "You have agreed" in approved.text
    for page in after:
        assert f"{path}/{leave_id}/" not in page.text
    assert "Director of medical education, in place of the rota coordinator, " in seen(after[0])


async def test_who_decided_for_a_colleague_out_of_office_is_named_with_them(town: Town, leave_id: str) -> None:
    coordinator = await town.person(COORDINATOR, Role.ROTA_COORDINATOR)
    director = await town.person(DIRECTOR, Role.DME)
    days = {"first_day": town.today.isoformat(), "last_day": town.in_days(3).isoformat()}
    desk = {"role": "rota_coordinator", "scope": "R0B", "to": str(director.person_id)}
    async with town.services["leave"].http(coordinator) as http:
        assert (await http.post("/api/leave/delegations", json=desk | days)).status_code == 201
    colleague = await town.signed_in(DIRECTOR)
    request = await colleague.open(f"/approvals/{leave_id}")

    await colleague.send(request, to=f"/approvals/{leave_id}/approve")

    page = await (await town.signed_in(DOCTOR)).open(f"/leave/{leave_id}")
    assert "Rota coordinator, Dana Reid for Robin Okoro, agreed" in seen(page)


async def test_what_nobody_decided_says_so_to_its_doctor_and_has_no_buttons_for_its_desk(
    town: Town, leave_id: str
) -> None:
    for driver in (*town.services.values(), town.portal):
        driver.clock.forward(days=120)
    await town.services["leave"].run_job("let undecided leave lapse")

    theirs = await (await town.signed_in(COORDINATOR)).open(f"/approvals/{leave_id}")
    mine = await (await town.signed_in(DOCTOR)).open(f"/leave/{leave_id}")

    for page in (mine, theirs):
        assert "Ended without a decision" in seen(page)
        assert "Rota coordinator did not decide before its days were over" in seen(page)
        assert f'action="/approvals/{leave_id}' not in page.text
    assert "It is not refused" in seen(mine)
    assert f"/leave/{leave_id}/withdraw" not in mine.text


async def test_of_two_who_decide_one_wins_and_the_other_sees_who_decided(town: Town, leave_id: str) -> None:
    first, second = await town.signed_in(COORDINATOR), await town.signed_in(SECOND_COORDINATOR)
    path = f"/approvals/{leave_id}"
    pages = await asyncio.gather(first.open(path), second.open(path))

    answers = await asyncio.gather(
        *(browser.send(page, to=f"{path}/approve") for browser, page in zip((first, second), pages, strict=True))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "your decision was not taken" in seen(late)
    assert re.search(r"Rota coordinator, (Robin Okoro|Sam Lee), agreed", seen(late))
    assert f"{path}/approve" not in late.text


async def test_a_second_tap_on_approve_agrees_once(town: Town, leave_id: str) -> None:
    coordinator, path = await town.signed_in(COORDINATOR), f"/approvals/{leave_id}"
    request = await coordinator.open(path)

    answers = [await coordinator.send(request, to=f"{path}/approve") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]


async def test_the_withdrawal_of_approved_leave_is_confirmed_where_it_was_released(
    town: Town, doctor: Browser, leave_id: str
) -> None:
    path = f"/approvals/{leave_id}"
    for who in (COORDINATOR, TPD):
        browser = await town.signed_in(who)
        await browser.send(await browser.open(path), to=f"{path}/approve")
    asked = await doctor.send(await doctor.open(f"/leave/{leave_id}/withdraw"), to=f"/leave/{leave_id}/withdraw")
    coordinator = await town.signed_in(COORDINATOR)
    request = await coordinator.open(path)

    confirmed = await coordinator.send(request, to=f"{path}/withdrawal")

    assert "Withdrawal to be confirmed" in seen(asked)
    assert f"{path}/refuse" not in request.text
    assert "The withdrawal is confirmed" in seen(confirmed)
    assert "Withdrawn" in seen(await doctor.open(f"/leave/{leave_id}"))


async def test_a_desk_that_a_request_has_not_reached_does_not_find_it(town: Town, leave_id: str) -> None:
    tpd = await town.signed_in(TPD)

    assert (await tpd.open(f"/approvals/{leave_id}")).status_code == 404


async def test_medical_education_reads_leave_at_its_trust_and_is_asked_for_no_decision(
    town: Town, leave_id: str
) -> None:
    owner = await town.signed_in(OWNER)
    elsewhere = await town.signed_in(OTHER_OWNER)

    listed, request = await owner.open("/trust-leave"), await owner.open(f"/trust-leave/{leave_id}")

    assert 'href="/trust-leave"' in (await owner.open("/home")).text
    assert "Dr Amara Okafor: Leading teams through change" in seen(listed)
    assert f'href="/trust-leave/{leave_id}"' in listed.text
    assert "for leadership development" in seen(request)
    assert "Approve" not in request.text
    assert "<form" not in request.text.split("<main", 1)[1].split("</main", 1)[0]
    assert "Nobody at your trust has asked" in seen(await elsewhere.open("/trust-leave"))
    assert (await elsewhere.open(f"/trust-leave/{leave_id}")).status_code == 404
