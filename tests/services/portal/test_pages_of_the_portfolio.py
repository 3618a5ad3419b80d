"""What is open is looked at again, put on the trust's page, and closed; by its lead, and who looks after it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.opportunities import AreaUpdated, OpportunityClosed, OpportunityReviewed
from contracts.vocabulary import ClosingReason, Role
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser
from tests.services.portal.region import Region
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, OTHER_DOCTOR, SUPERVISOR, Town, seen

TITLE = "Patient safety meeting"


def an_offer(which: str, *, led_by: str) -> dict[str, Any]:
    when = {"first_day": "2026-11-20", "last_day": None, "recurrence": "monthly", "closed_at": None}
    people = {"lead_id": led_by, "co_producer_id": str(uuid4()), "grades": [], "places": 1, "places_left": 1}
    live = {"published_at": "2026-11-22T09:00:00Z", "chairing": False, "protected_minutes": 0, "version": 2}
    said = {"description": None, "time_commitment": None, "part_time_note": None, "joined_remotely": False}
    kind = {"kind": "quality_and_safety_meeting", "setting": "acute", "contact": None, "route": None}
    state = {"review_due": None, "closed_because": None, "turned_down_because": None}
    return {"id": which, "trust": "R0B", "title": TITLE, **when, **people, **live, **said, **kind, **state}


def a_suggestion(which: str) -> dict[str, Any]:
    asked = {"suggested_by": str(uuid4()), "suggested_at": "2026-11-22T09:00:00Z", "words": None}
    answer = {"status": "open", "reason": None, "answer": None, "version": 1}
    return {"id": which, "trust": "R0B", "kind": "ethics_committee_meeting", "title": TITLE, **asked, **answer}


@pytest.fixture
async def opportunity_id(campus: Town) -> UUID:
    await campus.has_placement(OTHER_DOCTOR)
    trust = Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(OTHER_DOCTOR, Role.RESIDENT_DOCTOR),
    )
    made = await trust.publishes(first_day=campus.in_days(-30).isoformat())
    await campus.settle()
    return UUID(made)


@pytest.fixture
async def champion(campus: Town) -> Browser:
    return await campus.signed_in(CHAMPION)


@pytest.fixture
async def lead(campus: Town) -> Browser:
    return await campus.signed_in(COORDINATOR)


async def test_its_lead_finds_that_it_stands_once_it_is_due(
    campus: Town, champion: Browser, opportunity_id: UUID
) -> None:
    path = f"/portfolio/{opportunity_id}"
    fresh = await champion.open("/portfolio")
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=250)
    stale = await (await campus.signed_in(CHAMPION)).open("/portfolio")
    lead = await campus.signed_in(COORDINATOR)
    offer = await lead.open(f"/opportunities/{opportunity_id}")
    page = await lead.open(path)

    reviewed, twice = [await lead.send(page, to=f"{path}/review") for _ in range(2)]

    assert (TITLE in fresh.text, "To be looked at again" in fresh.text) == (True, False)
    assert "To be looked at again" in stale.text, seen(stale)
    assert f'href="{path}"' in offer.text
    for sent in (reviewed, twice):
        assert "You have said that it stands as it is." in sent.text, seen(sent)
    assert f"{path}/close" not in reviewed.text
    [said] = await campus.services["opportunities"].said(OpportunityReviewed)
    assert said.reviewed_by == (await campus.person(COORDINATOR)).person_id


async def test_a_notice_leads_who_looks_after_it_there_and_who_suggested_it_to_the_answer(
    region: Region,
) -> None:
    item, which, person = str(uuid4()), str(uuid4()), region.somebody("7000020", ("champion", "R0B"))
    await region.browser.sign_in("7000020")
    about = {"kind": "opportunity", "id": which}
    notice = {"event_id": item, "type": "fairlead.x.y.v1", "about": about, "title": "News", "lines": ["A line"]}
    path, answers = "/api/opportunities", region.upstream.answers
    answers[("GET", f"/api/notifications/inbox/{item}")] = (200, notice | {"at": "2026-11-22T09:00:00Z", "read": True})
    answers[("GET", f"{path}/published/{which}")] = (200, an_offer(which, led_by=person))
    led = await region.browser.open(f"/inbox/{item}")
    answers[("GET", f"{path}/published/{which}")] = (404, {})
    answers[("GET", f"{path}/suggestions/{which}")] = (200, a_suggestion(which))
    suggested = await region.browser.open(f"/inbox/{item}")

    assert f'href="/portfolio/{which}"' in led.text
    assert f'href="/suggestions/{which}"' in suggested.text


async def test_what_is_only_open_where_they_work_is_linked_as_every_doctor_reads_it(region: Region) -> None:
    theirs, led, other = (str(uuid4()) for _ in range(3))
    person = region.somebody("7000020", ("rdpl", "RXF"), ("resident_doctor", None), ("senior_leader", "R0B"))
    await region.browser.sign_in("7000020")
    offers = [
        an_offer(theirs, led_by=str(uuid4())) | {"yours_to_edit": True},
        an_offer(led, led_by=person),
        an_offer(other, led_by=str(uuid4())),
    ]
    region.upstream.answers[("GET", "/api/opportunities/published")] = (200, {"items": offers, "next": None})

    page = await region.browser.open("/portfolio")

    hrefs = [f'href="/portfolio/{theirs}"', f'href="/portfolio/{led}"', f'href="/opportunities/{other}"']
    assert [page.text.count(href) for href in hrefs] == [1, 1, 1], seen(page)
    assert f"/portfolio/{other}" not in page.text


async def test_a_service_that_does_not_yet_say_what_time_it_takes_is_read_all_the_same(region: Region) -> None:
    which, person = str(uuid4()), region.somebody("7000020", ("champion", "R0B"))
    await region.browser.sign_in("7000020")
    new = {"description", "time_commitment", "part_time_note", "joined_remotely"}
    older = {name: said for name, said in an_offer(which, led_by=person).items() if name not in new}
    region.upstream.answers[("GET", "/api/opportunities/published")] = (200, {"items": [older], "next": None})
    area = {"trust": "R0B", "name": None, "opportunities": [older]}
    region.upstream.answers[("GET", "/api/opportunities/public/areas/R0B")] = (200, area)

    pages = [await region.browser.open(path) for path in ("/portfolio", "/areas/R0B")]

    assert [(page.status_code, TITLE in page.text) for page in pages] == [(200, True)] * 2, seen(pages[0])


async def test_whom_to_turn_to_and_how_to_join_stand_on_the_trusts_page(
    campus: Town, lead: Browser, opportunity_id: UUID
) -> None:
    path = f"/portfolio/{opportunity_id}"
    joining = {"contact": "The quality team", "route": "Come to the next meeting"}

    done = await lead.send(await lead.open(path), to=f"{path}/joining", **joining)
    too_long = await lead.send(done, to=f"{path}/joining", contact="x" * 301, route=joining["route"])

    assert "The page of the trust says so" in done.text
    assert all(f'value="{text}"' in done.text for text in joining.values())
    assert (too_long.status_code, 'href="#contact"' in too_long.text) == (422, True)
    [said] = await campus.services["opportunities"].said(AreaUpdated)
    assert said.complete


async def test_closing_says_what_it_means_for_who_waits_and_is_checked_first(
    campus: Town, champion: Browser, opportunity_id: UUID
) -> None:
    path = f"/portfolio/{opportunity_id}"
    page = await champion.open(path)

    silent = await champion.send(page, to=f"{path}/close")
    check = await champion.send(page, to=f"{path}/close", reason="not_taking_place")
    back = await champion.send(check, to=f"{path}/close", step="change")
    closed, twice = [await champion.send(check, to=f"{path}/close", step="send") for _ in range(2)]
    late = await champion.send(page, to=f"{path}/review")

    assert (silent.status_code, 'href="#reason"' in silent.text) == (422, True)
    assert "is told that it is not taking place" in check.text
    assert "There is a problem" not in back.text
    for sent in (closed, twice):
        assert ("It is closed." in sent.text, "Closed: it is not taking place" in sent.text) == (True, True)
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    [said] = await campus.services["opportunities"].said(OpportunityClosed)
    assert said.reason is ClosingReason.NOT_TAKING_PLACE


@pytest.mark.parametrize("who", [DOCTOR, OTHER_DOCTOR, SUPERVISOR], ids=["a doctor", "who made it", "a supervisor"])
async def test_it_is_nobody_elses_to_look_after(campus: Town, opportunity_id: UUID, who: str) -> None:
    somebody = await campus.signed_in(who)

    assert (await somebody.open(f"/portfolio/{opportunity_id}")).status_code == 404
    assert (await somebody.open("/portfolio")).status_code == 403
    assert f"/portfolio/{opportunity_id}" not in (await somebody.open(f"/opportunities/{opportunity_id}")).text
