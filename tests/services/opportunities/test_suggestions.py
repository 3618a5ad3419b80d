"""A resident suggests something; it is taken up as a draft, or turned down with a reason (O-E1)."""

from typing import Any
from uuid import UUID

import httpx

from contracts import Grant
from contracts.opportunities import OpportunityDrafted, OpportunitySuggested, OpportunityTurnedDown
from contracts.vocabulary import Role, TurnDownReason
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_champion

SUGGESTION = {
    "trust": "R0B",
    "kind": "ethics_committee_meeting",
    "title": "Ethics committee",
    "words": "It meets on Fridays, and nobody ever asked us.",
}


async def _suggests(trust: Trust, /, **facts: Any) -> httpx.Response:
    return await trust.post(trust.doctor, "/suggestions", SUGGESTION | facts)


async def test_a_suggestion_reaches_who_looks_after_the_portfolio_with_words_that_no_event_holds(trust: Trust) -> None:
    made = (await _suggests(trust)).json()["id"]

    [seen] = (await trust.get(trust.champion, "/suggestions")).json()["items"]

    assert (seen["id"], seen["words"], seen["status"]) == (made, SUGGESTION["words"], "open")
    assert await trust.ids(trust.doctor, "/suggestions") == [made]
    for stranger in (trust.co_producer, trust.lead, a_champion("RXF")):
        assert await trust.ids(stranger, "/suggestions") == []
    (said,) = await trust.opportunities.said()
    assert said == OpportunitySuggested(
        opportunity_id=UUID(made),
        trust="R0B",
        kind="ethics_committee_meeting",
        family="meeting",
        suggested_by=trust.doctor.person_id,
        suggested_at=trust.opportunities.clock.now(),
    )


async def test_one_suggests_where_one_works_and_what_the_catalogue_knows(trust: Trust) -> None:
    elsewhere, unknown = await _suggests(trust, trust="RXF"), await _suggests(trust, kind="tea_break")

    assert (elsewhere.status_code, elsewhere.json()["type"]) == (403, "/problems/not-your-trust")
    assert (unknown.status_code, unknown.json()["type"]) == (422, "/problems/unknown-kind")


async def test_a_draft_takes_it_up_and_is_the_same_opportunity_from_then_on(trust: Trust) -> None:
    made = (await _suggests(trust)).json()["id"]
    plan = trust.plan(kind=SUGGESTION["kind"], co_producer_id=str(trust.doctor.person_id), suggestion_id=made)

    drafted = await trust.post(trust.champion, "/drafts", plan)
    again = await trust.post(trust.champion, "/drafts", plan)
    [own] = (await trust.get(trust.doctor, "/suggestions")).json()["items"]

    assert (drafted.status_code, drafted.json()["id"], again.status_code) == (201, made, 409)
    assert own["status"] == "taken_up"
    assert await trust.ids(trust.champion, "/suggestions") == []
    (said,) = await trust.opportunities.said(OpportunityDrafted)
    assert said.suggested_by == trust.doctor.person_id


async def test_a_suggestion_is_taken_up_at_its_own_trust_only(trust: Trust) -> None:
    made = (await _suggests(trust)).json()["id"]
    both = an_actor(Grant(Role.CHAMPION, "R0B"), Grant(Role.CHAMPION, "RXF"))
    colleague = await trust.a_resident()
    there = {"trust": "R0B", "lead_id": str(both.person_id), "co_producer_id": str(colleague.person_id)}

    stranger = await trust.post(a_champion("RXF"), "/drafts", trust.plan(suggestion_id=made))
    own = await trust.post(both, "/drafts", trust.plan(**there, suggestion_id=made))

    assert (stranger.status_code, own.status_code) == (403, 201)


async def test_whoever_turns_it_down_says_why(trust: Trust) -> None:
    made = (await _suggests(trust)).json()["id"]
    path, body = f"/suggestions/{made}/refusal", {"reason": "already_offered", "words": "See the list."}

    strangers = [(await trust.post(one, path, body)).status_code for one in (a_champion("RXF"), trust.doctor)]
    turned_down = await trust.post(trust.champion, path, body)
    again = await trust.post(trust.champion, path, body)
    [own] = (await trust.get(trust.doctor, "/suggestions")).json()["items"]

    assert (strangers, turned_down.status_code, again.status_code) == ([404, 403], 204, 409)
    assert (own["status"], own["reason"], own["answer"]) == ("turned_down", "already_offered", "See the list.")
    (said,) = await trust.opportunities.said(OpportunityTurnedDown)
    assert (said.suggested_by, said.reason) == (trust.doctor.person_id, TurnDownReason.ALREADY_OFFERED)
    assert "list" not in said.model_dump_json()


async def test_the_suggestions_are_read_page_by_page(trust: Trust) -> None:
    made = [(await _suggests(trust)).json()["id"] for _ in range(3)]

    first = (await trust.get(trust.doctor, "/suggestions", limit=2)).json()
    rest = (await trust.get(trust.doctor, "/suggestions", limit=2, after=first["next"])).json()

    assert [item["id"] for item in first["items"] + rest["items"]] == sorted(made, reverse=True)


async def test_one_is_read_by_who_suggested_it_and_who_looks_after_the_portfolio_alone(trust: Trust) -> None:
    made = (await _suggests(trust)).json()["id"]

    answers = [await trust.get(who, f"/suggestions/{made}") for who in (trust.doctor, trust.champion)]

    assert [(one.status_code, one.json()["words"]) for one in answers] == [(200, SUGGESTION["words"])] * 2
    assert answers[0].headers["etag"] == '"v1"'
    for stranger in (trust.co_producer, trust.lead, a_champion("RXF")):
        assert (await trust.get(stranger, f"/suggestions/{made}")).status_code == 404
