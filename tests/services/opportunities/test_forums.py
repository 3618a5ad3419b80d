"""O-E3: a forum is asked for and founded against a clock, called, met, and answers what was said."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from contracts import Grant
from contracts.opportunities import (
    ForumActionAgreed,
    ForumActionClosed,
    ForumCalled,
    ForumCalledOff,
    ForumFounded,
    ForumMet,
    ForumOverdue,
    ForumProposed,
    ForumRequested,
)
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.assembling import CAME, DURING, MEETING, MEMBERS, Assembly
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor, in_post


@pytest.fixture
def assembly(trust: Trust) -> Assembly:
    return Assembly(trust)


def slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"].rpartition("/")[2])


async def test_a_forum_that_residents_ask_for_is_founded(assembly: Assembly) -> None:
    forum_id = await assembly.requests()
    assert (await assembly.post(assembly.trust.champion, f"/{forum_id}/founding")).status_code == 204

    requested, founded = await assembly.trust.opportunities.said(ForumRequested, ForumFounded)
    assert (str(requested.found_by), requested.key, requested.requested_by) == (
        "2026-12-20",
        "R0B",
        assembly.trust.doctor.person_id,
    )
    assert (founded.subject, founded.requested_by) == (forum_id, assembly.trust.doctor.person_id)
    [shown] = (await assembly.get(assembly.trust.co_producer)).json()["items"]
    assert (shown["id"], shown["founded_at"] is not None, "requested_by" in shown) == (forum_id, True, False)


async def test_of_many_who_ask_or_found_at_once_there_is_one_forum(assembly: Assembly) -> None:
    doctors = [await assembly.trust.a_resident() for _ in range(5)]

    answers = await asyncio.gather(
        *(assembly.post(doctor, "/requests", {"trust": "R0B"}) for doctor in doctors),
        assembly.post(assembly.trust.champion, "", {"trust": "R0B"}),
    )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 5}
    [forum_id] = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert {answer.json()["forum_id"] for answer in answers if answer.status_code == 409} == {forum_id}
    assert len(await assembly.trust.opportunities.said()) == 1


async def test_what_nobody_founds_in_time_is_overdue_once(assembly: Assembly) -> None:
    await assembly.requests()

    async def at(moment: datetime) -> int:
        await assembly.trust.opportunities.set_clock(moment)
        await assembly.trust.opportunities.run_job("note overdue forums")
        return len(await assembly.trust.opportunities.said(ForumOverdue))

    assert await at(datetime(2026, 12, 20, 23, 59, tzinfo=UTC)) == 0, "its last day, in London"
    assert await at(datetime(2026, 12, 21, 0, 0, tzinfo=UTC)) == 1
    assert await at(datetime(2026, 12, 22, 0, 0, tzinfo=UTC)) == 1


async def test_what_was_founded_in_time_is_never_overdue(assembly: Assembly) -> None:
    forum_id = await assembly.requests()
    await assembly.post(assembly.trust.champion, f"/{forum_id}/founding")
    await assembly.trust.opportunities.set_clock(datetime(2027, 1, 20, tzinfo=UTC))

    await assembly.trust.opportunities.run_job("note overdue forums")

    assert await assembly.trust.opportunities.said(ForumOverdue) == []


async def test_whoever_works_there_on_the_day_is_invited_once(assembly: Assembly) -> None:
    gone, both, cancelled = a_doctor(), a_doctor(), a_doctor()
    await assembly.trust.opportunities.hears(
        in_post(gone, end=date(2026, 11, 24)), in_post(both), in_post(both), in_post(cancelled, host="RXF")
    )

    meeting_id = await assembly.calls(await assembly.founds(), with_residents_forum=True)
    assert (await assembly.post(assembly.peer_lead, f"/meetings/{meeting_id}/cancellation")).status_code == 204

    called, called_off = await assembly.trust.opportunities.said(ForumCalled, ForumCalledOff)
    there = [one.person_id for one in (assembly.trust.doctor, assembly.trust.co_producer, both)]
    assert called.invited == called_off.invited == tuple(sorted(there))
    assert called.with_residents_forum
    late = await assembly.post(assembly.peer_lead, f"/meetings/{meeting_id}/record", CAME)
    assert (late.status_code, slug(late)) == (409, "meeting-called-off")


async def test_whoever_was_invited_is_told_that_it_is_off_and_nobody_else(assembly: Assembly) -> None:
    leaves, joins, placement_id = a_doctor(), a_doctor(), uuid4()
    await assembly.trust.opportunities.hears(in_post(leaves, placement_id=placement_id))
    meeting_id = await assembly.calls(await assembly.founds())
    moves = in_post(leaves, placement_id=placement_id, host="RXF")
    await assembly.trust.opportunities.hears(moves, in_post(joins))

    await assembly.post(assembly.peer_lead, f"/meetings/{meeting_id}/cancellation")

    called, called_off = await assembly.trust.opportunities.said(ForumCalled, ForumCalledOff)
    assert called_off.invited == called.invited
    assert leaves.person_id in called_off.invited
    assert joins.person_id not in called_off.invited


async def test_it_is_called_up_to_a_year_ahead(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    far = {"starts_at": "2027-11-24T13:00:00Z", "ends_at": "2027-11-24T14:00:00Z"}

    answer = await assembly.post(assembly.peer_lead, f"/{forum_id}/meetings", far)

    assert (answer.status_code, slug(answer)) == (422, "hours-not-possible")


async def test_a_meeting_is_recorded_by_numbers_and_its_residents_read_what_was_said_and_done(
    assembly: Assembly,
) -> None:
    forum_id = await assembly.founds()
    meeting_id = await assembly.has_met(forum_id)
    action_id = await assembly.agrees(meeting_id)
    done = {"outcome": "done", "we_did": "They now come eight weeks ahead."}
    assert (await assembly.post(assembly.trust.lead, f"/actions/{action_id}/closure", done)).status_code == 204

    met, agreed, closed = await assembly.trust.opportunities.said(ForumMet, ForumActionAgreed, ForumActionClosed)
    assert {one.role: one.count for one in met.attendance} == {Role.RESIDENT_DOCTOR: 14, Role.SLRDE: 1}
    assert (str(agreed.due_on), agreed.owner_id) == ("2027-02-23", assembly.trust.lead.person_id)
    assert closed.closed_by == assembly.trust.lead.person_id
    shown = (await assembly.get(assembly.trust.doctor, f"/{forum_id}")).json()
    assert [(one["you_said"], one["we_did"]) for one in shown["actions"]] == [("Rotas come late.", done["we_did"])]
    assert shown["meetings"][0]["attendance"][0] == {"role": "resident_doctor", "count": 14}
    again = await assembly.post(assembly.peer_lead, f"/actions/{action_id}/closure", done)
    assert (again.status_code, again.json()["closed_by"]) == (409, str(assembly.trust.lead.person_id))


async def test_of_two_records_at_once_one_stands_and_the_other_learns_whose(assembly: Assembly) -> None:
    meeting_id = await assembly.calls(await assembly.founds())
    await assembly.trust.opportunities.set_clock(DURING)
    path = f"/meetings/{meeting_id}/record"

    answers = await asyncio.gather(
        *(assembly.post(actor, path, CAME) for actor in (assembly.peer_lead, assembly.trust.champion))
    )

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    [late] = [answer.json() for answer in answers if answer.status_code == 409]
    assert late["recorded_by"] in {str(one.person_id) for one in (assembly.peer_lead, assembly.trust.champion)}
    assert len(await assembly.trust.opportunities.said(ForumMet)) == 1


async def test_an_older_version_and_a_repeated_key_change_nothing(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    first, again = [
        await assembly.post(assembly.peer_lead, f"/{forum_id}/meetings", MEETING, **{"Idempotency-Key": "once"})
        for _ in range(2)
    ]
    late = await assembly.post(assembly.peer_lead, f"/{forum_id}/meetings", MEETING, **{"If-Match": '"v1"'})

    assert (first.json(), late.status_code) == (again.json(), 412)
    assert len(await assembly.trust.opportunities.said(ForumCalled)) == 1


async def test_who_may_do_what_about_a_forum(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    meeting_id = await assembly.has_met(forum_id)
    action_id = await assembly.agrees(meeting_id)
    doctor, elsewhere, stranger = assembly.trust.doctor, a_champion("RXF"), a_doctor()

    assert (await assembly.get(stranger)).json()["items"] == []
    for reader in (stranger, elsewhere):
        assert (await assembly.get(reader, f"/{forum_id}")).status_code == 404
    assert slug(await assembly.post(stranger, "/requests", {"trust": "R0B"})) == "not-your-trust"
    assert slug(await assembly.post(elsewhere, "", {"trust": "R0B"})) == "not-your-trust"
    assert (await assembly.post(doctor, f"/{forum_id}/meetings", MEETING)).status_code == 403
    assert (await assembly.post(elsewhere, f"/{forum_id}/meetings", MEETING)).status_code == 404
    assert (await assembly.post(elsewhere, f"/meetings/{meeting_id}/record", CAME)).status_code == 404
    done = {"outcome": "done", "we_did": "Done."}
    assert (await assembly.post(doctor, f"/actions/{action_id}/closure", done)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"attendance": []},
        {"attendance": [{"role": "resident_doctor", "count": 0}]},
        {"attendance": [{"role": "guest", "count": 1}]},
        {"attendance": [{"role": "slrde", "count": 1}]},
        {"attendance": [{"role": "resident_doctor", "count": 1}, {"role": "resident_doctor", "count": 2}]},
        {**CAME, "names": "everybody"},
    ],
)
async def test_what_is_no_record_is_sent_back(assembly: Assembly, body: dict[str, Any]) -> None:
    meeting_id = await assembly.calls(await assembly.founds())
    await assembly.trust.opportunities.set_clock(DURING)

    assert (await assembly.post(assembly.peer_lead, f"/meetings/{meeting_id}/record", body)).status_code == 422
    assert await assembly.trust.opportunities.said(ForumMet) == []


async def test_the_residents_forum_of_the_contract_is_recorded_beside_the_leadership_forum(assembly: Assembly) -> None:
    """Guardian and director set it up and convene it (R72); the champion's own is another."""
    guardian, director = an_actor(Grant(Role.GUARDIAN, "R0B")), an_actor(Grant(Role.DME, "R0B"))
    its_kind = {"trust": "R0B", "kind": "residents"}
    leadership = await assembly.founds()

    refused = await assembly.post(assembly.trust.champion, "", its_kind)
    set_up = await assembly.post(guardian, "", its_kind)
    again = await assembly.post(guardian, "", its_kind)
    residents = set_up.json()["id"]
    await assembly.post(director, f"/{residents}/founding")

    assert [refused.status_code, set_up.status_code, again.status_code] == [403, 201, 409]
    assert (await assembly.post(guardian, f"/{leadership}/meetings", MEETING)).status_code == 404
    assert (await assembly.post(assembly.peer_lead, f"/{residents}/meetings", MEETING)).status_code == 404
    called = await assembly.post(guardian, f"/{residents}/meetings", MEETING)
    shared = await assembly.post(guardian, f"/{residents}/meetings", MEETING | {"with_residents_forum": True})
    await assembly.trust.opportunities.set_clock(DURING)
    assert (await assembly.post(guardian, f"/meetings/{called.json()['id']}/record", CAME)).status_code == 204

    assert (shared.status_code, shared.json()["field"]) == (422, "with_residents_forum")
    said = await assembly.trust.opportunities.said(ForumFounded, ForumCalled, ForumMet)
    assert [event.kind for event in said] == ["leadership", "residents", "residents", "residents"]
    shown = (await assembly.get(assembly.trust.doctor)).json()["items"]
    assert [(each["id"], each["kind"]) for each in shown] == [(leadership, "leadership"), (residents, "residents")]


_RESIDENTS = {"trust": "R0B", "kind": "residents"}


@pytest.mark.parametrize(("first", "second"), [(Role.GUARDIAN, Role.DME), (Role.DME, Role.GUARDIAN)])
async def test_guardian_and_director_set_up_the_residents_forum_jointly(
    assembly: Assembly, first: Role, second: Role
) -> None:
    """R72: one proposes it, and it is there once the other agrees, who is somebody else."""
    proposing, agreeing = an_actor(Grant(first, "R0B")), an_actor(Grant(second, "R0B"))
    both = replace(proposing, grants=frozenset({Grant(first, "R0B"), Grant(second, "R0B")}))
    forum_id = (await assembly.post(proposing, "", _RESIDENTS)).json()["id"]
    path = f"/{forum_id}/founding"

    [proposed] = await assembly.trust.opportunities.said(ForumProposed, ForumFounded)
    assert (proposed.proposed_by, proposed.agreeing) == (proposing.person_id, second)
    waits = (await assembly.get(assembly.trust.doctor, f"/{forum_id}")).json()
    assert (waits["founded_at"], waits["agreeing"]) == (None, second)
    for alone in (proposing, both):
        assert slug(await assembly.post(alone, path)) == "others-to-agree"
    assert slug(await assembly.post(agreeing, "", _RESIDENTS)) == "forum-already-proposed"
    assert slug(await assembly.post(proposing, f"/{forum_id}/meetings", MEETING)) == "forum-not-founded"
    assert (await assembly.post(agreeing, path)).status_code == 204
    assert slug(await assembly.post(agreeing, path)) == "forum-already-founded"

    [founded] = await assembly.trust.opportunities.said(ForumFounded)
    assert (founded.proposed_by, founded.founded_by) == (proposing.person_id, agreeing.person_id)
    assert (await assembly.get(proposing, f"/{forum_id}")).json()["agreeing"] is None


async def test_who_sits_in_the_residents_forum_is_said_by_the_seat_and_what_is_missing_is_told(
    assembly: Assembly,
) -> None:
    guardian, director = an_actor(Grant(Role.GUARDIAN, "R0B")), an_actor(Grant(Role.DME, "R0B"))
    forum_id = (await assembly.post(guardian, "", _RESIDENTS)).json()["id"]

    async def composes(forum: str, **headers: str) -> httpx.Response:
        async with assembly.trust.opportunities.http(guardian) as http:
            return await http.put(f"/api/opportunities/forums/{forum}/members", json=MEMBERS, headers=headers)

    early = await composes(forum_id)
    await assembly.post(director, f"/{forum_id}/founding")
    late, done = await composes(forum_id, **{"If-Match": '"v1"'}), await composes(forum_id)

    assert [slug(early), late.status_code, done.status_code] == ["forum-not-founded", 412, 204]
    shown = (await assembly.get(assembly.trust.doctor, f"/{forum_id}")).json()["members"]
    assert shown == MEMBERS | {"missing": ["human_resources"]}
    async with assembly.trust.opportunities.http(director) as http:
        leadership = f"/api/opportunities/forums/{await assembly.founds()}/members"
        assert slug(await http.put(leadership, json=MEMBERS)) == "not-of-this-forum"


async def test_the_residents_forum_alone_looks_at_what_fines_are_spent_on(assembly: Assembly) -> None:
    guardian, director = an_actor(Grant(Role.GUARDIAN, "R0B")), an_actor(Grant(Role.DME, "R0B"))
    forum_id = (await assembly.post(guardian, "", _RESIDENTS)).json()["id"]
    await assembly.post(director, f"/{forum_id}/founding")
    its = (await assembly.post(guardian, f"/{forum_id}/meetings", MEETING)).json()["id"]
    leadership = await assembly.calls(await assembly.founds())
    await assembly.trust.opportunities.set_clock(DURING)

    looked = CAME | {"fines_looked_at": True}
    refused = await assembly.post(assembly.peer_lead, f"/meetings/{leadership}/record", looked)
    await assembly.post(assembly.peer_lead, f"/meetings/{leadership}/record", CAME)
    await assembly.post(guardian, f"/meetings/{its}/record", looked)

    assert (slug(refused), refused.json()["field"]) == ("not-of-this-forum", "fines_looked_at")
    met = await assembly.trust.opportunities.said(ForumMet)
    assert [(each.kind, each.fines_looked_at) for each in met] == [("leadership", None), ("residents", True)]
    [meeting] = (await assembly.get(assembly.trust.doctor, f"/{forum_id}")).json()["meetings"]
    assert meeting["fines_looked_at"] is True
