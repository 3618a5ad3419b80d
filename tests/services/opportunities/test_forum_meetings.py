"""A forum's meeting is measured by the quorum of its terms, and says where its minutes are (domain, ForumMeeting)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts import Grant
from contracts.opportunities import ForumMet
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.assembling import CAME, DURING, MINUTES, Assembly
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor
from tests.services.opportunities.test_forums import slug


@pytest.fixture
def assembly(trust: Trust) -> Assembly:
    return Assembly(trust)


async def meetings(assembly: Assembly, forum_id: str) -> list[dict[str, Any]]:
    """As a resident of the trust reads them: the latest first."""
    shown: list[dict[str, Any]] = (await assembly.get(assembly.trust.doctor, f"/{forum_id}")).json()["meetings"]
    return shown


async def meets_again(assembly: Assembly, forum_id: str, *, days: int) -> str:
    """The id of a meeting so many days after the first, recorded on its day."""
    begins = DURING + timedelta(days=days)
    meeting_id = await assembly.calls(
        forum_id, starts_at=begins.isoformat(), ends_at=(begins + timedelta(hours=1)).isoformat()
    )
    await assembly.trust.opportunities.set_clock(begins)
    assert (await assembly.post(assembly.peer_lead, f"/meetings/{meeting_id}/record", CAME)).status_code == 204
    return meeting_id


@pytest.mark.parametrize(("quorum", "quorate"), [(15, True), (16, False), (None, None)])
async def test_a_meeting_is_quorate_where_as_many_came_as_the_terms_ask_for(
    assembly: Assembly, quorum: int | None, quorate: bool | None
) -> None:
    """Fourteen residents and the board lead came."""
    forum_id = await assembly.founds()
    noted = await assembly.put(assembly.trust.champion, f"/{forum_id}/quorum", {"quorum": quorum})
    await assembly.has_met(forum_id)

    assert noted.status_code == 204
    assert (await assembly.get(assembly.trust.doctor, f"/{forum_id}")).json()["quorum"] == quorum
    [met] = await meetings(assembly, forum_id)
    assert (met["quorum"], met["quorate"]) == (quorum, quorate)


async def test_a_meeting_keeps_the_quorum_that_held_when_it_was_recorded(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    await assembly.put(assembly.peer_lead, f"/{forum_id}/quorum", {"quorum": 15})
    await assembly.has_met(forum_id)
    await assembly.put(assembly.peer_lead, f"/{forum_id}/quorum", {"quorum": 20})
    await meets_again(assembly, forum_id, days=7)

    assert [(met["quorum"], met["quorate"]) for met in await meetings(assembly, forum_id)] == [(20, False), (15, True)]


async def test_a_meeting_that_is_only_called_is_neither_quorate_nor_not(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    await assembly.put(assembly.peer_lead, f"/{forum_id}/quorum", {"quorum": 1})
    await assembly.calls(forum_id)

    [called] = await meetings(assembly, forum_id)
    assert (called["quorum"], called["quorate"]) == (None, None)


@pytest.mark.parametrize("body", [{"quorum": 0}, {"quorum": 1001}, {"quorum": "many"}, {}])
async def test_what_is_no_quorum_is_sent_back(assembly: Assembly, body: dict[str, Any]) -> None:
    forum_id = await assembly.founds()

    answer = await assembly.put(assembly.peer_lead, f"/{forum_id}/quorum", body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "quorum")


async def test_a_quorum_is_said_of_a_forum_that_is_founded_as_it_stands(assembly: Assembly) -> None:
    forum_id = await assembly.requests()
    early = await assembly.put(assembly.peer_lead, f"/{forum_id}/quorum", {"quorum": 8})
    await assembly.post(assembly.trust.champion, f"/{forum_id}/founding")
    late = await assembly.put(assembly.peer_lead, f"/{forum_id}/quorum", {"quorum": 8}, **{"If-Match": '"v1"'})

    assert (slug(early), late.status_code) == ("forum-not-founded", 412)


async def test_whoever_reads_the_forum_reads_where_the_minutes_are(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    meeting_id = await assembly.has_met(forum_id)
    [before] = await meetings(assembly, forum_id)

    noted = await assembly.put(assembly.peer_lead, f"/meetings/{meeting_id}/minutes", {"link": MINUTES})

    assert (before["minutes"], noted.status_code) == (None, 204)
    [met] = await meetings(assembly, forum_id)
    assert met["minutes"] == MINUTES
    [said] = await assembly.trust.opportunities.said(ForumMet)
    assert MINUTES not in said.model_dump_json()


async def test_minutes_are_named_changed_and_taken_away_at_any_time_once_the_forum_met(assembly: Assembly) -> None:
    """Also after it has met again: addresses move, and a wrong one is not there for good."""
    forum_id = await assembly.founds()
    first = await assembly.has_met(forum_id)
    second = await meets_again(assembly, forum_id, days=7)
    for link in (f"{MINUTES}-wrong", MINUTES, None, None, f"{MINUTES}-moved"):
        said = await assembly.put(assembly.peer_lead, f"/meetings/{first}/minutes", {"link": link})

        assert said.status_code == 204
        found = {met["id"]: met["minutes"] for met in await meetings(assembly, forum_id)}
        assert found == {first: link, second: None}


async def test_a_meeting_that_is_only_called_has_no_minutes_yet(assembly: Assembly) -> None:
    called = await assembly.calls(await assembly.founds())

    early = await assembly.put(assembly.peer_lead, f"/meetings/{called}/minutes", {"link": MINUTES})

    assert (early.status_code, slug(early)) == (409, "not-yet-met")


async def test_minutes_are_not_taken_away_by_saying_nothing_or_by_who_read_an_older_version(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    path = f"/meetings/{await assembly.has_met(forum_id)}/minutes"
    await assembly.put(assembly.peer_lead, path, {"link": MINUTES})
    nothing = await assembly.put(assembly.peer_lead, path, {})
    stale = await assembly.put(assembly.peer_lead, path, {"link": None}, **{"If-Match": '"v1"'})

    assert (nothing.status_code, nothing.json()["errors"][0]["field"], stale.status_code) == (422, "link", 412)
    assert [met["minutes"] for met in await meetings(assembly, forum_id)] == [MINUTES]


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://intranet.trust.example/minutes",
        "javascript:alert(1)",
        "https://",
        "https:///minutes",
        "https://dana:secret@trust.example/minutes",
        "https://trust.example\\@elsewhere.example",
        "https://trust.example/minutes of november",
        "https://trust.example:port/",
        "https://trust.example/\nminutes",
        "https://trust.example/" + "m" * 2000,
        "Read out in the meeting.",
    ],
)
async def test_minutes_are_where_an_https_link_leads_and_nothing_else(assembly: Assembly, link: str) -> None:
    meeting_id = await assembly.has_met(await assembly.founds())

    answer = await assembly.put(assembly.peer_lead, f"/meetings/{meeting_id}/minutes", {"link": link})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "link")


async def test_who_convenes_the_forum_alone_says_its_quorum_and_its_minutes(assembly: Assembly) -> None:
    forum_id = await assembly.founds()
    meeting_id = await assembly.has_met(forum_id)
    guardian = an_actor(Grant(Role.GUARDIAN, "R0B"))
    asked = [(f"/{forum_id}/quorum", {"quorum": 8}), (f"/meetings/{meeting_id}/minutes", {"link": MINUTES})]

    for path, body in asked:
        answers = [
            (await assembly.put(actor, path, body)).status_code
            for actor in (assembly.trust.doctor, a_doctor(), a_champion("RXF"), guardian)
        ]
        assert answers == [403, 403, 404, 404]
    [met] = await meetings(assembly, forum_id)
    assert (met["minutes"], met["quorum"]) == (None, None)
