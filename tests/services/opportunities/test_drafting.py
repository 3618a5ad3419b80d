"""Who drafts what for whom: a trust's tutors for their department, a director where their programme's doctors are."""

from datetime import date

import pytest

from contracts import Actor, Grant
from contracts.registry import AppointmentEnded
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_doctor, appointed, in_post

PROGRAMME = "NOR/FP/001"
TUTOR, DIRECTOR, PEER = Grant(Role.COLLEGE_TUTOR, "R0B"), Grant(Role.TPD, PROGRAMME), Grant(Role.RDPL, "R0B")


@pytest.fixture
async def trust(trust: Trust) -> Trust:
    await trust.opportunities.hears(in_post(a_doctor(), programme=PROGRAMME))
    return trust


async def drafts(trust: Trust, by: Actor) -> str:
    answer = await trust.post(by, "/drafts", trust.plan())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize("office", [TUTOR, DIRECTOR, PEER], ids=["tutor", "director", "peer lead"])
async def test_what_they_draft_is_theirs_to_change_publish_with_a_resident_and_close(
    trust: Trust, office: Grant
) -> None:
    drafter = an_actor(office)
    draft_id = await drafts(trust, drafter)
    path = f"/published/{draft_id}"

    waits = await trust.ids(drafter, "/drafts")
    changed = await trust.put(drafter, f"/drafts/{draft_id}", trust.plan(title="Another meeting"))
    confirmed = await trust.post(trust.co_producer, f"/drafts/{draft_id}/confirmation")
    open_now = await trust.ids(drafter, "/published")
    theirs = (await trust.get(drafter, path)).json()["yours_to_edit"]
    on_page = await trust.put(drafter, f"{path}/joining", {"contact": "The department"})
    reviewed = await trust.post(drafter, f"{path}/review")
    closed = await trust.post(drafter, f"{path}/closure", {"reason": "filled"})

    assert (waits, open_now, theirs) == ([draft_id], [draft_id], True)
    assert [one.status_code for one in (changed, confirmed, on_page, reviewed, closed)] == [204] * 5


@pytest.mark.parametrize("office", [TUTOR, DIRECTOR], ids=["tutor", "director"])
async def test_what_others_drafted_at_the_trust_is_not_theirs(trust: Trust, office: Grant) -> None:
    drafter, by_champion, live = an_actor(office), await trust.drafts(), await trust.publishes()

    looked = await trust.get(drafter, f"/published/{by_champion}")
    changed = await trust.put(drafter, f"/drafts/{by_champion}", trust.plan())
    given_up = await trust.post(drafter, f"/drafts/{by_champion}/refusal", {"reason": "not_now"})
    closed = await trust.post(drafter, f"/published/{live}/closure", {"reason": "filled"})

    assert [one.status_code for one in (looked, changed, given_up, closed)] == [404] * 4
    assert await trust.ids(drafter, "/drafts") == await trust.ids(drafter, "/published") == []


async def test_who_no_longer_holds_the_office_does_not_look_after_what_they_drafted(trust: Trust) -> None:
    tutor = an_actor(TUTOR)
    draft_id = await drafts(trust, tutor)
    moved = Actor(tutor.person_id, frozenset({Grant(Role.COLLEGE_TUTOR, "RXF")}))

    assert (await trust.get(moved, f"/published/{draft_id}")).status_code == 404
    assert await trust.ids(moved, "/drafts") == []
    assert await trust.ids(trust.champion, "/drafts") == [draft_id]


async def test_a_list_says_which_of_what_is_open_where_they_work_is_theirs_to_look_after(trust: Trust) -> None:
    there, peer = await trust.publishes(), await trust.a_resident()
    peer = Actor(peer.person_id, peer.grants | {Grant(Role.RDPL, "RXF")})
    made_with = await trust.drafts(co_producer_id=str(peer.person_id))

    async def theirs(reader: Actor, path: str) -> list[tuple[str, bool]]:
        return [(one["id"], one["yours_to_edit"]) for one in (await trust.get(reader, path)).json()["items"]]

    assert await theirs(peer, "/published") == [(there, False)]
    assert await theirs(peer, "/drafts") == [(made_with, False)]
    assert await theirs(trust.champion, "/published") == [(there, True)]
    assert await theirs(trust.champion, "/drafts") == [(made_with, True)]


async def test_who_drafted_it_and_has_left_by_the_co_producers_word_does_not_lead_it(trust: Trust) -> None:
    peer = an_actor(PEER)
    appointment = appointed(peer, role=Role.RDPL)
    await trust.opportunities.hears(appointment)
    drafted = await trust.post(peer, "/drafts", trust.plan(lead_id=str(peer.person_id)))
    draft_id = drafted.json()["id"]
    facts = appointment.model_dump(include={"appointment_id", "person_id", "role", "scope", "code"})
    await trust.opportunities.hears(AppointmentEnded(**facts, ended_on=date(2026, 11, 21)))

    confirmed = await trust.post(trust.co_producer, f"/drafts/{draft_id}/confirmation")

    assert (drafted.status_code, confirmed.status_code) == (201, 422)
    assert confirmed.json()["type"].endswith("lead-not-there")


@pytest.mark.parametrize("now", ["another programme", "its doctors have left"])
async def test_a_director_does_not_look_after_what_they_drafted_where_their_programme_no_longer_is(
    trust: Trust, now: str
) -> None:
    director = an_actor(DIRECTOR)
    draft_id, live = await drafts(trust, director), await drafts(trust, director)
    await trust.post(trust.co_producer, f"/drafts/{live}/confirmation")
    if now == "another programme":
        director = Actor(director.person_id, frozenset({Grant(Role.TPD, "NOR/FP/002")}))
        await trust.opportunities.hears(in_post(a_doctor(), host="RXF", programme="NOR/FP/002"))
    else:
        trust.opportunities.clock.forward(days=10)

    refused = [
        await trust.get(director, f"/published/{draft_id}"),
        await trust.put(director, f"/drafts/{draft_id}", trust.plan()),
        await trust.post(director, f"/drafts/{draft_id}/refusal", {"reason": "not_now"}),
        await trust.get(director, f"/published/{live}"),
        await trust.put(director, f"/published/{live}/joining", {"contact": "The department"}),
        await trust.post(director, f"/published/{live}/review"),
        await trust.post(director, f"/published/{live}/closure", {"reason": "filled"}),
    ]

    assert [one.status_code for one in refused] == [404] * 7
    assert (await trust.get(trust.champion, f"/published/{live}")).json()["yours_to_edit"] is True


async def test_a_director_drafts_where_doctors_of_the_programme_are_or_are_to_be(trust: Trust) -> None:
    director = an_actor(DIRECTOR)
    coming = in_post(a_doctor(), host="RXF", start=date(2027, 2, 3), end=date(2027, 8, 3), programme=PROGRAMME)
    gone = in_post(a_doctor(), host="RTD", end=date(2026, 11, 21), programme=PROGRAMME)
    elsewhere = in_post(a_doctor(), host="RVW", programme="NOR/FP/002")
    await trust.opportunities.hears(coming, gone, elsewhere)

    async def where(actor: Actor) -> list[str]:
        return list((await trust.get(actor, "/drafts/trusts")).json()["items"])

    assert await where(director) == ["R0B", "RXF"]
    assert await where(an_actor(TUTOR)) == await where(an_actor(PEER)) == await where(trust.champion) == ["R0B"]
    nobody_there = await trust.post(director, "/drafts", trust.plan(trust="RVW"))
    assert (nobody_there.status_code, nobody_there.json()["type"]) == (403, "/problems/not-your-trust")
    assert (await trust.get(director, "/drafts/leads", trust="RVW")).status_code == 403


async def test_the_peer_lead_answers_suggestions_and_confirms_nothing_that_they_drafted(trust: Trust) -> None:
    peer = await trust.a_resident()
    peer = Actor(peer.person_id, peer.grants | {PEER})
    suggestion = {"trust": "R0B", "kind": "ethics_committee_meeting", "title": "Ethics committee"}
    made = (await trust.post(trust.doctor, "/suggestions", suggestion)).json()["id"]

    own = await trust.post(peer, "/drafts", trust.plan(co_producer_id=str(peer.person_id)))
    answered = await trust.post(peer, f"/suggestions/{made}/refusal", {"reason": "not_now"})
    by_champion = await trust.drafts(co_producer_id=str(peer.person_id))
    confirmed = await trust.post(peer, f"/drafts/{by_champion}/confirmation")

    assert own.json()["type"].endswith("not-co-produced")
    assert (answered.status_code, confirmed.status_code) == (204, 204)
