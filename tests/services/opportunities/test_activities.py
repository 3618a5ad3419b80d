"""What a doctor did of their own accord: five answers, and the lead they name confirms it."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from contracts import Actor, Grant
from contracts.opportunities import ActivityConfirmed, ActivityDeclined, ActivityRecorded
from contracts.vocabulary import ActivityDeclineReason, ActivityKind, Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_champion, appointed, in_post

SHIFT = {
    "kind": "leading_a_shift",
    "title": "The night of the burst pipe",
    "first_day": "2026-11-20",
    "minutes": 720,
}


async def _records(trust: Trust, /, **facts: Any) -> httpx.Response:
    return await trust.post(trust.doctor, "/activities", SHIFT | {"lead_id": str(trust.lead.person_id)} | facts)


async def test_five_answers_are_enough_and_their_words_are_in_no_event(trust: Trust) -> None:
    answer = await _records(trust)
    which = answer.json()["id"]

    seen = (await trust.get(trust.lead, f"/activities/{which}")).json()

    assert answer.status_code == 201, answer.text
    assert (seen["title"], seen["trust"], seen["last_day"]) == (SHIFT["title"], "R0B", "2026-11-20")
    assert await trust.ids(trust.lead, "/activities", waiting=True) == [which]
    assert await trust.ids(trust.doctor, "/activities") == [which]
    (said,) = await trust.opportunities.said()
    assert said == ActivityRecorded(
        activity_id=UUID(which),
        doctor_id=trust.doctor.person_id,
        trust="R0B",
        kind=ActivityKind.LEADING_A_SHIFT,
        first_day=date(2026, 11, 20),
        last_day=date(2026, 11, 20),
        minutes=720,
        lead_id=trust.lead.person_id,
        recorded_at=trust.opportunities.clock.now(),
    )


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"lead_id": str(uuid4())}, "lead-not-there"),
        ({"first_day": "2026-11-23"}, "days-in-wrong-order"),
        ({"last_day": "2026-11-19"}, "days-in-wrong-order"),
        ({"first_day": "2026-08-01"}, "not-there-then"),
        ({"trust": "RXF"}, "not-there-then"),
    ],
)
async def test_what_cannot_be_recorded_is_sent_back(trust: Trust, facts: dict[str, Any], slug: str) -> None:
    answer = await _records(trust, **facts)

    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{slug}")


async def test_whoever_worked_at_two_trusts_says_at_which_it_was(trust: Trust) -> None:
    await trust.opportunities.hears(in_post(trust.doctor, host="RXF"))

    bare, named = await _records(trust), await _records(trust, trust="R0B")

    assert (bare.status_code, bare.json()["type"], named.status_code) == (422, "/problems/which-trust", 201)


async def test_whom_one_can_name_serves_today_where_one_worked_then(trust: Trust) -> None:
    elsewhere, gone = an_actor(), an_actor()
    await trust.opportunities.hears(in_post(trust.doctor, host="RXF", start=date(2026, 9, 1)), appointed(trust.doctor))
    await trust.opportunities.hears(appointed(elsewhere, at="RXF"), appointed(gone, ends_on=date(2026, 11, 21)))

    days = ("2026-11-20", "2026-08-31", "2026-08-01")
    named = [(await trust.get(trust.doctor, "/activities/leads", on=on)).json()["items"] for on in days]

    here, there = (
        {"trust": trust_code, "people": [str(one.person_id)]}
        for trust_code, one in (("R0B", trust.lead), ("RXF", elsewhere))
    )
    assert named == [[here, there], [here], []]


async def test_nobody_names_themselves(trust: Trust) -> None:
    await trust.opportunities.hears(appointed(trust.doctor))

    assert (await _records(trust, lead_id=str(trust.doctor.person_id))).json()["type"] == "/problems/lead-not-there"


async def test_the_named_lead_confirms_and_nobody_else_even_sees_it(trust: Trust) -> None:
    path = f"/activities/{(await _records(trust)).json()['id']}"
    moved_on = Actor(trust.lead.person_id, frozenset({Grant(Role.SENIOR_LEADER, "RXF")}))
    others = (trust.champion, trust.co_producer, a_champion("RXF"), moved_on)

    seen = [(await trust.get(one, path)).status_code for one in others]
    tried = [(await trust.post(one, f"{path}/confirmation")).status_code for one in (*others, trust.doctor)]
    confirmed = await trust.post(trust.lead, f"{path}/confirmation", {"words": "Calm and clear."})
    own = (await trust.get(trust.doctor, path)).json()

    assert (seen, tried, confirmed.status_code) == ([404] * 4, [404] * 5, 204)
    assert (own["status"], own["words"]) == ("confirmed", "Calm and clear.")
    (said,) = await trust.opportunities.said(ActivityConfirmed)
    assert said.confirmed_by == trust.lead.person_id
    assert "calm" not in said.model_dump_json().lower()


async def test_what_is_declined_can_be_put_right_and_is_asked_anew(trust: Trust) -> None:
    which = (await _records(trust)).json()["id"]
    other = an_actor(Grant(Role.SENIOR_LEADER, "R0B"))
    await trust.opportunities.hears(appointed(other))
    declined = await trust.post(trust.lead, f"/activities/{which}/refusal", {"reason": "not_the_lead"})

    again = await trust.put(trust.doctor, f"/activities/{which}", SHIFT | {"lead_id": str(other.person_id)})

    assert (declined.status_code, again.status_code) == (204, 204)
    assert await trust.ids(trust.lead, "/activities", waiting=True) == []
    assert await trust.ids(other, "/activities", waiting=True) == [which]
    (said,) = await trust.opportunities.said(ActivityDeclined)
    assert said.reason == ActivityDeclineReason.NOT_THE_LEAD
    assert [one.lead_id for one in await trust.opportunities.said(ActivityRecorded)] == [
        trust.lead.person_id,
        other.person_id,
    ]


async def test_the_same_recorded_again_while_it_waits_asks_nobody(trust: Trust) -> None:
    which = (await _records(trust)).json()["id"]
    trust.opportunities.clock.forward(days=3)

    again = await trust.put(trust.doctor, f"/activities/{which}", SHIFT | {"lead_id": str(trust.lead.person_id)})
    shown = await trust.get(trust.doctor, f"/activities/{which}")

    assert (again.status_code, shown.json()["version"]) == (204, 1)
    assert len(await trust.opportunities.said(ActivityRecorded)) == 1


async def test_what_is_confirmed_stands(trust: Trust) -> None:
    which = (await _records(trust)).json()["id"]
    await trust.post(trust.lead, f"/activities/{which}/confirmation")

    changed = await trust.put(trust.doctor, f"/activities/{which}", SHIFT | {"lead_id": str(trust.lead.person_id)})
    again = await trust.post(trust.lead, f"/activities/{which}/confirmation")

    assert [one.status_code for one in (changed, again)] == [409, 409]


async def test_a_lead_does_not_confirm_what_was_changed_meanwhile(trust: Trust) -> None:
    which = (await _records(trust)).json()["id"]
    read = (await trust.get(trust.lead, f"/activities/{which}")).headers["etag"]
    more = SHIFT | {"minutes": 1440, "lead_id": str(trust.lead.person_id)}
    await trust.put(trust.doctor, f"/activities/{which}", more)

    stale = await trust.post(trust.lead, f"/activities/{which}/confirmation", **{"If-Match": read})

    assert stale.status_code == 412


async def test_of_two_answers_at_once_one_wins(trust: Trust) -> None:
    path = f"/activities/{(await _records(trust)).json()['id']}"

    answers = await asyncio.gather(
        trust.post(trust.lead, f"{path}/confirmation"),
        trust.post(trust.lead, f"{path}/refusal", {"reason": "not_as_recorded"}),
    )

    assert sorted(one.status_code for one in answers) == [204, 409]
    assert len(await trust.opportunities.said(ActivityConfirmed, ActivityDeclined)) == 1


async def test_a_lead_is_asked_about_the_same_only_so_often(trust: Trust) -> None:
    which = (await _records(trust)).json()["id"]
    anew = [
        (
            await trust.put(
                trust.doctor, f"/activities/{which}", SHIFT | {"lead_id": str(trust.lead.person_id), "minutes": minutes}
            )
        )
        for minutes in (61, 62, 63, 64, 65)
    ]

    assert [answer.status_code for answer in anew] == [204, 204, 204, 204, 409]
    assert len(await trust.opportunities.said(ActivityRecorded)) == 5
