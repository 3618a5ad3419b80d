"""A draft waits for the resident it was made with: confirmed, changed, or given up (O-E1)."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from contracts.opportunities import (
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunityTurnedDown,
)
from contracts.vocabulary import TurnDownReason
from tests.services.opportunities.conftest import Trust, a_champion, in_post


async def test_a_draft_is_seen_by_those_who_make_it_and_nobody_can_ask_for_it(trust: Trust) -> None:
    draft = await trust.drafts()

    for path, expected in (("/published", []), ("/drafts", [draft])):
        assert await trust.ids(trust.champion, path) == expected
    assert await trust.ids(trust.co_producer, "/drafts") == [draft]
    assert await trust.ids(trust.doctor, "/drafts") == await trust.ids(a_champion("RXF"), "/drafts") == []
    assert (await trust.get(trust.doctor, f"/published/{draft}")).status_code == 404
    assert (await trust.post(trust.doctor, f"/published/{draft}/interest")).status_code == 404
    (said,) = await trust.opportunities.said()
    assert isinstance(said, OpportunityDrafted)
    assert "safety meeting" not in said.model_dump_json().lower(), "its title is nobody's to read yet"


async def test_with_the_co_producers_word_it_is_live(trust: Trust) -> None:
    draft = await trust.drafts()

    confirmed = await trust.post(trust.co_producer, f"/drafts/{draft}/confirmation")

    assert confirmed.status_code == 204, confirmed.text
    assert await trust.ids(trust.doctor, "/published") == [draft]
    assert await trust.ids(trust.co_producer, "/drafts") == []
    _, agreed, published = await trust.opportunities.said()
    assert isinstance(agreed, OpportunityCoproductionConfirmed)
    assert (agreed.co_producer_id, agreed.drafted_by) == (trust.co_producer.person_id, trust.champion.person_id)
    assert isinstance(published, OpportunityPublished)


async def test_nobody_else_confirms_it(trust: Trust) -> None:
    draft = await trust.drafts()

    others = (trust.champion, trust.lead, trust.doctor)
    answers = [(await trust.post(one, f"/drafts/{draft}/confirmation")).status_code for one in others]

    assert answers == [403, 403, 404]
    assert await trust.opportunities.said(OpportunityPublished) == []


async def test_it_is_confirmed_once_however_often_and_at_once_it_is_tried(trust: Trust) -> None:
    draft = await trust.drafts()

    answers = await asyncio.gather(*(trust.post(trust.co_producer, f"/drafts/{draft}/confirmation") for _ in range(2)))

    assert sorted(one.status_code for one in answers) == [204, 409]
    assert len(await trust.opportunities.said(OpportunityPublished)) == 1


async def test_what_was_changed_meanwhile_is_not_what_they_agreed_to(trust: Trust) -> None:
    draft = await trust.drafts()
    read = (await trust.get(trust.co_producer, f"/published/{draft}")).headers["etag"]
    changed = await trust.put(trust.champion, f"/drafts/{draft}", trust.plan(title="Another meeting", places=5))

    stale = await trust.post(trust.co_producer, f"/drafts/{draft}/confirmation", **{"If-Match": read})
    [seen] = (await trust.get(trust.co_producer, "/drafts")).json()["items"]

    assert (changed.status_code, stale.status_code) == (204, 412)
    assert (seen["title"], seen["places"], seen["published_at"]) == ("Another meeting", 5, None)
    assert len(await trust.opportunities.said(OpportunityDrafted)) == 2, "they are asked anew"


async def test_another_resident_is_named_when_the_co_producer_has_left(trust: Trust) -> None:
    draft, successor = await trust.drafts(), await trust.a_resident()
    trust.opportunities.clock.set(datetime(2026, 12, 2, 9, tzinfo=UTC))
    await trust.opportunities.hears(in_post(successor, start=date(2026, 12, 2), end=date(2027, 4, 6)))

    gone = await trust.post(trust.co_producer, f"/drafts/{draft}/confirmation")
    plan = trust.plan(co_producer_id=str(successor.person_id))
    await trust.put(trust.champion, f"/drafts/{draft}", plan)

    assert gone.json()["type"].endswith("not-co-produced")
    assert (await trust.post(trust.co_producer, f"/drafts/{draft}/confirmation")).status_code == 404
    assert (await trust.post(successor, f"/drafts/{draft}/confirmation")).status_code == 204


async def test_a_draft_whose_days_are_over_is_not_published(trust: Trust) -> None:
    draft = await trust.drafts(last_day="2026-11-23")
    trust.opportunities.clock.forward(days=2)

    late = await trust.post(trust.co_producer, f"/drafts/{draft}/confirmation")

    assert (late.status_code, late.json()["type"]) == (422, "/problems/already-over")


@pytest.mark.parametrize(("who", "reason"), [("co_producer", "not_as_agreed"), ("champion", "not_now")])
async def test_the_co_producer_and_the_editor_can_give_it_up(trust: Trust, who: str, reason: str) -> None:
    draft = await trust.drafts()

    given_up = await trust.post(getattr(trust, who), f"/drafts/{draft}/refusal", {"reason": reason})
    late = await trust.post(trust.co_producer, f"/drafts/{draft}/confirmation")
    changed = await trust.put(trust.champion, f"/drafts/{draft}", trust.plan())

    assert [one.status_code for one in (given_up, late, changed)] == [204, 409, 409]
    assert await trust.ids(trust.champion, "/drafts") == []
    (said,) = await trust.opportunities.said(OpportunityTurnedDown)
    assert (said.opportunity_id, said.reason) == (UUID(draft), TurnDownReason(reason))
    assert (said.co_producer_id, said.drafted_by) == (trust.co_producer.person_id, trust.champion.person_id)


async def test_what_is_published_is_no_draft_any_more(trust: Trust) -> None:
    published = await trust.publishes()

    changed = await trust.put(trust.champion, f"/drafts/{published}", trust.plan())
    given_up = await trust.post(trust.champion, f"/drafts/{published}/refusal", {"reason": "not_now"})

    assert [one.json()["type"] for one in (changed, given_up)] == ["/problems/already-published"] * 2


async def test_an_editor_does_not_confirm_their_own_draft_as_a_resident(trust: Trust) -> None:
    plan = trust.plan(co_producer_id=str(trust.champion.person_id))
    await trust.opportunities.hears(in_post(trust.champion))

    assert (await trust.post(trust.champion, "/drafts", plan)).json()["type"].endswith("not-co-produced")
