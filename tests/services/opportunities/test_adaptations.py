"""What a doctor needs to take part: asked in confidence, answered in ten working days, read by two people."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from contracts import Actor, Grant
from contracts.opportunities import AdaptationArranged, AdaptationOverdue, AdaptationRefused, AdaptationRequested
from contracts.vocabulary import AdaptationRefusal, Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, appointed

NEEDS = {"needs": "A room with an induction loop."}
Ending = Callable[[Trust, str, str], Awaitable[httpx.Response]]
DUE = date(2026, 12, 4)
"""Ten working days after Sunday 22 November."""


async def _asks(trust: Trust, participation_id: str, by: Actor | None = None, **facts: Any) -> httpx.Response:
    return await trust.put(by or trust.doctor, f"/participations/{participation_id}/adaptation", NEEDS | facts)


async def _asked(trust: Trust) -> str:
    """The id of an adaptation that waits for the lead."""
    answer = await _asks(trust, await trust.has_offered())
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def test_its_words_are_read_by_the_doctor_and_the_host_alone(trust: Trust) -> None:
    which = await _asked(trust)
    path = f"/adaptations/{which}"
    moved_on = Actor(trust.lead.person_id, frozenset({Grant(Role.SENIOR_LEADER, "RXF")}))
    others = (trust.champion, trust.co_producer, an_actor(Grant(Role.DME, "R0B")), moved_on)

    seen = [(await trust.get(one, path)).json().get("needs") for one in (trust.doctor, trust.lead)]
    refused = [(await trust.get(one, path)).status_code for one in others]
    tried = [(await trust.post(one, f"{path}/arrangement")).status_code for one in (*others, trust.doctor)]

    assert seen == [NEEDS["needs"]] * 2
    assert (refused, tried) == ([404] * 4, [404] * 5)
    kept = [(await trust.get(trust.lead, one)).headers["cache-control"] for one in (path, "/adaptations")]
    assert kept == ["no-store"] * 2
    assert await trust.ids(trust.lead, "/adaptations") == await trust.ids(trust.doctor, "/adaptations") == [which]
    assert await trust.ids(trust.champion, "/adaptations") == []
    (said,) = await trust.opportunities.said(AdaptationRequested)
    assert (said.host_id, said.answer_by) == (trust.lead.person_id, DUE)
    assert not any(word in said.model_dump_json() for word in ("loop", "safety", "opportunity"))


async def test_whom_one_can_ask_serves_where_it_takes_place(trust: Trust) -> None:
    other, elsewhere = an_actor(), an_actor()
    await trust.opportunities.hears(appointed(other), appointed(elsewhere, at="RXF"), appointed(trust.doctor))
    path = f"/participations/{await trust.has_offered()}/hosts"

    answer = (await trust.get(trust.doctor, path)).json()

    assert answer["lead_id"] == str(trust.lead.person_id)
    assert set(answer["items"]) == {str(trust.lead.person_id), str(other.person_id)}
    assert (await trust.get(trust.co_producer, path)).status_code == 404


async def test_the_host_arranges_it(trust: Trust) -> None:
    path = f"/adaptations/{await _asked(trust)}"

    arranged = await trust.post(trust.lead, f"{path}/arrangement", {"words": "Room 4 has one."})
    again = await trust.post(trust.lead, f"{path}/arrangement")
    seen = (await trust.get(trust.doctor, path)).json()

    assert (arranged.status_code, again.status_code) == (204, 409)
    assert (seen["status"], seen["words"]) == ("arranged", "Room 4 has one.")
    assert len(await trust.opportunities.said(AdaptationArranged)) == 1


async def test_whoever_refuses_says_why_and_the_doctor_may_ask_another_host(trust: Trust) -> None:
    other = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
    await trust.opportunities.hears(appointed(other, role=Role.MEDED_ADMIN))
    participation_id = await trust.has_offered()
    which = (await _asks(trust, participation_id)).json()["id"]
    path = f"/adaptations/{which}/refusal"

    bare = await trust.post(trust.lead, path, {"reason": "not_for_the_host"})
    refused = await trust.post(trust.lead, path, {"reason": "not_for_the_host", "words": "Estates must."})
    again = await _asks(trust, participation_id, host_id=str(other.person_id))

    assert (bare.status_code, refused.status_code, again.json()["id"]) == (422, 204, which)
    (said,) = await trust.opportunities.said(AdaptationRefused)
    assert said.reason == AdaptationRefusal.NOT_FOR_THE_HOST
    assert "Estates" not in said.model_dump_json()
    assert (await trust.get(trust.lead, f"/adaptations/{which}")).status_code == 404
    assert await trust.ids(other, "/adaptations") == [which]


async def test_only_who_waits_to_take_part_asks_and_of_somebody_who_serves_there(trust: Trust) -> None:
    participation_id = await trust.has_offered()
    stranger = an_actor(Grant(Role.SENIOR_LEADER, "RXF"))

    by_another = await _asks(trust, participation_id, by=trust.co_producer)
    of_nobody = await _asks(trust, participation_id, host_id=str(stranger.person_id))
    await trust.post(trust.doctor, f"/participations/{participation_id}/withdrawal")
    too_late = await _asks(trust, participation_id)

    assert [one.status_code for one in (by_another, of_nobody, too_late)] == [404, 422, 409]


@pytest.mark.parametrize("answered", [False, True])
async def test_it_is_overdue_after_ten_working_days_and_said_once(trust: Trust, answered: bool) -> None:
    which = await _asked(trust)
    if answered:
        await trust.post(trust.lead, f"/adaptations/{which}/arrangement")
    said = []
    for day in (4, 5, 6):
        trust.opportunities.clock.set(datetime(2026, 12, day, 0, 0, tzinfo=UTC))
        await trust.opportunities.run_job("say what hosts owe")
        said.append(len(await trust.opportunities.said(AdaptationOverdue)))

    assert said == ([0, 0, 0] if answered else [0, 1, 1])
    late = await trust.post(trust.lead, f"/adaptations/{which}/arrangement")
    assert late.status_code == (409 if answered else 204), "an answer is taken all the same"


async def test_the_same_asked_again_while_it_waits_tells_nobody_and_leaves_the_days(trust: Trust) -> None:
    participation_id = await trust.has_offered()
    await _asks(trust, participation_id)
    trust.opportunities.clock.forward(days=3)

    again = await _asks(trust, participation_id)

    seen = (await trust.get(trust.doctor, f"/adaptations/{again.json()['id']}")).json()
    assert (again.status_code, seen["answer_by"]) == (200, str(DUE))
    assert len(await trust.opportunities.said(AdaptationRequested)) == 1


async def _withdraws(trust: Trust, opportunity_id: str, participation_id: str) -> httpx.Response:
    return await trust.post(trust.doctor, f"/participations/{participation_id}/withdrawal")


async def _is_declined(trust: Trust, opportunity_id: str, participation_id: str) -> httpx.Response:
    answer = {"answer": "declined", "reason": "no_place_left"}
    return await trust.post(trust.lead, f"/participations/{participation_id}/answer", answer)


async def _is_called_off(trust: Trust, opportunity_id: str, participation_id: str) -> httpx.Response:
    return await trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": "not_taking_place"})


@pytest.mark.parametrize("ends", [_withdraws, _is_declined, _is_called_off])
async def test_what_was_needed_ends_with_taking_part_and_nobody_reads_or_owes_it(trust: Trust, ends: Ending) -> None:
    opportunity_id = await trust.publishes()
    participation_id = await trust.is_asked(opportunity_id)
    path = f"/adaptations/{(await _asks(trust, participation_id)).json()['id']}"

    ended = await ends(trust, opportunity_id, participation_id)
    trust.opportunities.clock.set(datetime(2026, 12, 5, 0, 0, tzinfo=UTC))
    await trust.opportunities.run_job("say what hosts owe")

    assert ended.status_code == 204, ended.text
    assert await trust.ids(trust.lead, "/adaptations") == []
    seen = [(await trust.get(one, path)).json() for one in (trust.lead, trust.doctor)]
    assert [(one["status"], one["needs"]) for one in seen] == [("withdrawn", "")] * 2
    assert (await trust.post(trust.lead, f"{path}/arrangement")).status_code == 409
    assert await trust.opportunities.said(AdaptationOverdue) == []


async def test_asking_anew_begins_the_days_anew(trust: Trust) -> None:
    participation_id = await trust.has_offered()
    await _asks(trust, participation_id)
    trust.opportunities.clock.set(datetime(2026, 12, 5, 0, 0, tzinfo=UTC))
    await trust.opportunities.run_job("say what hosts owe")

    again = await _asks(trust, participation_id, needs="A room with an induction loop, on the ground floor.")
    seen = (await trust.get(trust.doctor, f"/adaptations/{again.json()['id']}")).json()

    assert (seen["answer_by"], seen["overdue_at"]) == ("2026-12-18", None)


async def test_of_two_answers_at_once_one_wins(trust: Trust) -> None:
    path = f"/adaptations/{await _asked(trust)}"

    answers = await asyncio.gather(
        trust.post(trust.lead, f"{path}/arrangement"),
        trust.post(trust.lead, f"{path}/refusal", {"reason": "not_in_time", "words": "Sorry."}),
    )

    assert sorted(one.status_code for one in answers) == [204, 409]
    assert len(await trust.opportunities.said(AdaptationArranged, AdaptationRefused)) == 1


async def test_a_host_is_asked_about_the_same_only_so_often(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    asked = [await _asks(trust, participation_id, needs=f"A room on floor {n}") for n in range(6)]

    assert [answer.status_code for answer in asked] == [200, 200, 200, 200, 200, 409]
    assert len(await trust.opportunities.said(AdaptationRequested)) == 5
