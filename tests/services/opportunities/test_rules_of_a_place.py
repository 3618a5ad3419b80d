"""A region's own days hold at its trusts, and at no other's (decision 0014)."""

from datetime import date

import pytest

from contracts import Grant
from contracts.opportunities import (
    AdaptationRequested,
    ForumActionAgreed,
    ForumRequested,
    InductionPackSent,
    InterestExpressed,
    OpportunityPublished,
    OpportunityReviewed,
)
from contracts.vocabulary import PackOccasion, Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.opportunities.assembling import CAME, DURING, Assembly
from tests.services.opportunities.conftest import Trust, a_doctor, appointed, in_post

RULES = {
    "answer_within_days": 7,
    "review_within_months": 3,
    "adapt_within_working_days": 5,
    "forum_found_within_days": 14,
    "forum_action_days": 30,
    "pack_latest_days": 21,
}


@pytest.fixture
async def trust(trust: Trust) -> Trust:
    """NTH answers for R0B and sets its own; YHD answers for RXF and sets none."""
    await trust.opportunities.hears(a_deanery("NTH", "R0B"), a_deanery("YHD", "RXF"))
    for name, days in RULES.items():
        assert await trust.opportunities.rules(a_dean("NTH"), f"opportunities.{name}", days, of="NTH") == 204
    return trust


@pytest.fixture
async def elsewhere(trust: Trust) -> Trust:
    """The same at a trust of another deanery."""
    lead, champion = an_actor(Grant(Role.SENIOR_LEADER, "RXF")), an_actor(Grant(Role.CHAMPION, "RXF"))
    there = Trust(trust.opportunities, champion=champion, lead=lead, co_producer=a_doctor(), doctor=a_doctor())
    doctors = (in_post(one, host="RXF", site="RXF01") for one in (there.doctor, there.co_producer))
    await trust.opportunities.hears(*doctors, appointed(lead, at="RXF"))
    return there


async def test_by_when_an_interest_is_answered_and_what_is_live_reviewed(trust: Trust, elsewhere: Trust) -> None:
    here, there = await trust.publishes(), await elsewhere.publishes(trust="RXF")

    await trust.is_asked(here)
    await elsewhere.is_asked(there)
    for champion, which in ((trust.champion, here), (elsewhere.champion, there)):
        assert (await trust.post(champion, f"/published/{which}/review")).status_code == 204

    published = await trust.opportunities.said(OpportunityPublished)
    reviewed = await trust.opportunities.said(OpportunityReviewed)
    asked = await trust.opportunities.said(InterestExpressed)
    assert [one.review_due for one in published] == [date(2027, 2, 22), date(2027, 5, 22)]
    assert [one.review_due for one in reviewed] == [date(2027, 2, 22), date(2027, 5, 22)]
    assert [one.answer_by for one in asked] == [date(2026, 11, 29), date(2026, 12, 6)]


async def test_until_when_a_pack_is_sent(trust: Trust, elsewhere: Trust) -> None:
    await trust.publishes()
    await elsewhere.publishes(trust="RXF")
    starts = [date(2026, 11, 1), date(2026, 10, 31)]
    here, there = ([in_post(a_doctor(), host=host, start=day) for day in starts] for host in ("R0B", "RXF"))
    last_there = in_post(a_doctor(), host="RXF", start=date(2026, 11, 8))
    await trust.opportunities.hears(*here, *there, last_there)

    while await trust.opportunities.run_job("send packs"):
        pass

    sent = {
        one.placement_id: one.send_by
        for one in await trust.opportunities.said(InductionPackSent)
        if one.occasion is PackOccasion.FIRST_DAY
    }
    assert sent == {
        here[0].placement.placement_id: date(2026, 11, 22),
        last_there.placement.placement_id: date(2026, 11, 22),
    }


async def test_by_when_a_host_answers_what_a_doctor_needs(trust: Trust, elsewhere: Trust) -> None:
    here = await trust.is_asked(await trust.publishes())
    there = await elsewhere.is_asked(await elsewhere.publishes(trust="RXF"))

    for doctor, which in ((trust.doctor, here), (elsewhere.doctor, there)):
        answer = await trust.put(doctor, f"/participations/{which}/adaptation", {"needs": "A ground floor room."})
        assert answer.status_code == 200, answer.text

    asked = await trust.opportunities.said(AdaptationRequested)
    assert [one.answer_by for one in asked] == [date(2026, 11, 27), date(2026, 12, 4)]


async def test_by_when_a_forum_is_founded_and_does_what_it_agreed(trust: Trust, elsewhere: Trust) -> None:
    assembly = Assembly(trust)
    await assembly.requests()
    await elsewhere.post(elsewhere.doctor, "/forums/requests", {"trust": "RXF"})
    requested = await trust.opportunities.said(ForumRequested)

    forum_id = requested[0].forum_id
    assert (await assembly.post(trust.champion, f"/{forum_id}/founding")).status_code == 204
    await assembly.agrees(await assembly.has_met(str(forum_id)))

    assert [one.found_by for one in requested] == [date(2026, 12, 6), date(2026, 12, 20)]
    [agreed] = await trust.opportunities.said(ForumActionAgreed)
    assert agreed.due_on == date(2026, 12, 25)


async def test_whether_a_shared_meeting_needs_an_item_of_its_own(trust: Trust) -> None:
    assembly = Assembly(trust)
    meeting_id = await assembly.calls(await assembly.founds(), with_residents_forum=True)
    await trust.opportunities.set_clock(DURING)
    record = f"/meetings/{meeting_id}/record"

    refused = await assembly.post(assembly.peer_lead, record, CAME)
    assert (refused.status_code, refused.json()["field"]) == (422, "own_item")

    rule = "opportunities.forum_item_of_its_own"
    assert await trust.opportunities.rules(a_dean("NTH"), rule, value=False, of="NTH") == 204
    assert (await assembly.post(assembly.peer_lead, record, CAME)).status_code == 204
