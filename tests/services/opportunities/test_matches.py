"""Whoever saved a search is told once of what is published and it finds, of several at once (O-E1, R87)."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from contracts import Actor, Grant
from contracts.opportunities import SearchMatched
from contracts.registry import PlacementCancelled
from contracts.vocabulary import Role
from services.opportunities import store
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import WHEN, Trust, a_champion, a_doctor, appointed, in_post

MEETINGS = {"families": ["meeting"]}


async def _runs(trust: Trust) -> None:
    while await trust.opportunities.run_job("tell of matches"):
        pass


async def _told(trust: Trust, doctor: Actor) -> list[list[str]]:
    """What each telling named, in their order."""
    await _runs(trust)
    said = await trust.opportunities.said(SearchMatched)
    return [[str(one.opportunity_id) for one in each.found] for each in said if each.doctor_id == doctor.person_id]


def _forward(trust: Trust, days: float) -> None:
    trust.opportunities.clock.set(trust.opportunities.clock.now() + timedelta(days=days))


async def test_who_saved_a_search_is_told_once_of_what_is_published_and_it_finds(trust: Trust) -> None:
    before = await trust.publishes()
    await _runs(trust)
    await trust.post(trust.doctor, "/searches", MEETINGS)
    panel, meeting = await trust.publishes(kind="guardian_panel"), await trust.publishes(title="Ward meeting")

    told = await _told(trust, trust.doctor)
    _forward(trust, 8)
    again = await _told(trust, trust.doctor)

    assert told == [[meeting]], f"neither {panel} nor {before}"
    assert again == told
    [said] = await trust.opportunities.said(SearchMatched)
    assert [(one.trust, one.title) for one in said.found] == [("R0B", "Ward meeting")]


async def test_thirty_at_once_are_one_telling_also_where_two_searches_find_each(trust: Trust) -> None:
    await trust.post(trust.doctor, "/searches", MEETINGS)
    await trust.post(trust.doctor, "/searches", {"settings": ["acute"]})
    many = [await trust.publishes() for _ in range(30)]

    [told] = await _told(trust, trust.doctor)

    assert sorted(told) == sorted(many)


async def test_what_comes_within_the_days_waits_and_is_told_together_after_them(trust: Trust) -> None:
    await trust.post(trust.doctor, "/searches", MEETINGS)
    first = await trust.publishes()
    told = [await _told(trust, trust.doctor)]
    second = await trust.publishes()
    _forward(trust, 3)
    third = await trust.publishes()
    told.append(await _told(trust, trust.doctor))
    _forward(trust, 4.1)

    assert told == [[[first]], [[first]]]
    assert await _told(trust, trust.doctor) == [[first], [third, second]]


async def test_how_long_it_waits_is_a_rule(trust: Trust) -> None:
    async with trust.opportunities.begin() as work:
        await work.run(text("UPDATE rule SET value = '0' WHERE name = 'opportunities.days_between_matches'"))
    await trust.post(trust.doctor, "/searches", MEETINGS)
    first = await trust.publishes()
    await _runs(trust)
    _forward(trust, 0.01)
    second = await trust.publishes()

    assert await _told(trust, trust.doctor) == [[first], [second]]


async def test_neither_who_made_it_nor_who_drafted_or_leads_it_is_told(trust: Trust) -> None:
    both = frozenset({Grant(Role.RESIDENT_DOCTOR), Grant(Role.CHAMPION, "R0B")})
    drafter, lead = (an_actor(*both) for _ in range(2))
    await trust.opportunities.hears(in_post(drafter), in_post(lead), appointed(lead))
    for doctor in (drafter, lead, trust.co_producer, trust.doctor):
        assert (await trust.post(doctor, "/searches", MEETINGS)).status_code == 201
    draft = await trust.post(drafter, "/drafts", trust.plan(lead_id=str(lead.person_id)))
    await trust.post(trust.co_producer, f"/drafts/{draft.json()['id']}/confirmation")

    await _runs(trust)

    assert [one.doctor_id for one in await trust.opportunities.said(SearchMatched)] == [trust.doctor.person_id]


@pytest.mark.parametrize(
    "facts",
    [
        {"host": "RXF"},
        {"grade": "Foundation Year 1"},
        {"start": date(2026, 12, 2), "end": date(2027, 4, 6)},
        {"end": date(2026, 11, 21)},
    ],
    ids=["of another trust", "of another grade", "who starts later", "who has left"],
)
async def test_nobody_is_told_who_could_not_ask_for_it_today(trust: Trust, facts: dict[str, Any]) -> None:
    doctor = a_doctor()
    await trust.opportunities.hears(in_post(doctor, **facts))
    for one in (doctor, trust.doctor):
        await trust.post(one, "/searches", MEETINGS)
    await trust.publishes(grades=["Foundation Year 2"])

    assert len(await _told(trust, trust.doctor)) == 1
    assert await _told(trust, doctor) == []


async def _asks(trust: Trust, opportunity_id: str) -> None:
    await trust.is_asked(opportunity_id)


async def _asks_and_withdraws(trust: Trust, opportunity_id: str) -> None:
    asked = await trust.is_asked(opportunity_id)
    assert (await trust.post(trust.doctor, f"/participations/{asked}/withdrawal")).status_code == 204


async def _is_closed(trust: Trust, opportunity_id: str) -> None:
    closed = await trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": "not_taking_place"})
    assert closed.status_code == 204


async def _deletes_the_search(trust: Trust, _: str) -> None:
    async with trust.opportunities.http(trust.doctor) as http:
        for which in await trust.ids(trust.doctor, "/searches"):
            assert (await http.delete(f"/api/opportunities/searches/{which}")).status_code == 204


async def _leaves(trust: Trust, _: str) -> None:
    async with trust.opportunities.begin() as work:
        [at] = await work.all(
            text("SELECT placement_id FROM placement WHERE doctor_id = :doctor").bindparams(
                doctor=trust.doctor.person_id
            )
        )
    gone = in_post(trust.doctor, placement_id=at["placement_id"]).placement
    await trust.opportunities.hears(PlacementCancelled(placement=gone, cancelled_at=WHEN, notice_days=0))


@pytest.mark.parametrize("happens", [_asks, _asks_and_withdraws, _is_closed, _deletes_the_search, _leaves])
async def test_what_matters_no_more_by_the_day_of_telling_is_not_told(
    trust: Trust, happens: Callable[[Trust, str], Any]
) -> None:
    await trust.post(trust.doctor, "/searches", MEETINGS)
    first = await trust.publishes()
    await _runs(trust)
    second = await trust.publishes()
    await _runs(trust)

    await happens(trust, second)
    _forward(trust, 7.1)

    assert await _told(trust, trust.doctor) == [[first]]


async def test_whoever_asked_before_they_could_be_told_is_not_told(trust: Trust) -> None:
    await trust.post(trust.doctor, "/searches", MEETINGS)
    await trust.is_asked(await trust.publishes())

    assert await _told(trust, trust.doctor) == []


async def test_a_review_or_a_line_on_its_page_makes_it_no_news(trust: Trust) -> None:
    which = await trust.publishes()
    await _runs(trust)
    await trust.post(trust.doctor, "/searches", MEETINGS)
    reviewed = await trust.post(trust.champion, f"/published/{which}/review")
    shown = await trust.put(trust.champion, f"/published/{which}/joining", {"contact": "Education", "route": "Write"})

    assert (reviewed.status_code, shown.status_code) == (204, 204)
    assert await _told(trust, trust.doctor) == []


async def test_who_works_at_two_trusts_is_told_of_both_at_once(trust: Trust) -> None:
    other = Trust(trust.opportunities, a_champion("RXF"), an_actor(Grant(Role.SENIOR_LEADER, "RXF")))
    await trust.opportunities.hears(
        in_post(other.co_producer, host="RXF"), appointed(other.lead, at="RXF"), in_post(trust.doctor, host="RXF")
    )
    await trust.post(trust.doctor, "/searches", MEETINGS)
    here, there = await trust.publishes(), await other.publishes(trust="RXF")

    [told] = await _told(trust, trust.doctor)

    assert set(told) == {here, there}


async def test_more_doctors_than_one_transaction_takes_are_all_told(trust: Trust) -> None:
    many = [a_doctor() for _ in range(201)]
    await trust.opportunities.hears(*map(in_post, many))
    for doctor in many:
        await trust.post(doctor, "/searches", MEETINGS)
    await trust.publishes()

    assert await trust.opportunities.run_job("tell of matches"), "there is more"
    assert not await trust.opportunities.run_job("tell of matches")

    said = [one.doctor_id for one in await trust.opportunities.said(SearchMatched)]
    assert sorted(said) == sorted(doctor.person_id for doctor in many)


async def test_who_takes_up_the_lease_of_one_that_is_still_telling_tells_nobody_again(trust: Trust) -> None:
    """Neither of what that one tells of, nor, within the days, of what was published meanwhile."""
    await trust.post(trust.doctor, "/searches", MEETINGS)
    await trust.publishes()
    async with trust.opportunities.begin() as work:
        [first] = await store.unsearched(work, at_most=1)
        await store.add_matches(work, first, [trust.doctor.person_id])

    async with trust.opportunities.begin() as work:
        assert await store.due_to_be_told(work, at_most=1) == [trust.doctor.person_id]
        await trust.publishes()
        second = asyncio.create_task(_told(trust, trust.doctor))
        await asyncio.wait([second], timeout=1)
        await store.keep_told(work, trust.doctor.person_id, [first])

    assert await second == []
