"""A doctor is interested, the lead answers, the doctor takes part, and the lead confirms it."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.opportunities import (
    InterestAnswered,
    InterestExpressed,
    InterestWithdrawn,
    ParticipationConfirmed,
)
from contracts.vocabulary import Answer, DeclineReason, ParticipationRole, Role
from tests.services.opportunities.conftest import CONFIRMED, Trust, a_champion, a_doctor, in_post


async def test_interest_reaches_the_lead_with_words_that_no_event_holds(trust: Trust) -> None:
    opportunity_id = await trust.publishes()

    asked = await trust.post(trust.doctor, f"/published/{opportunity_id}/interest", {"why": "To learn it."})
    [waiting] = (await trust.get(trust.lead, "/participations", waiting=True)).json()["items"]

    assert (waiting["id"], waiting["why"], waiting["status"]) == (
        asked.json()["id"],
        "To learn it.",
        "interested",
    )
    (said,) = await trust.opportunities.said(InterestExpressed)
    assert said.doctor_id == trust.doctor.person_id
    assert said.lead_id == trust.lead.person_id
    assert said.answer_by == date(2026, 12, 6), "fourteen days"
    assert "learn" not in said.model_dump_json()


async def test_interest_is_expressed_once(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    participation_id = await trust.is_asked(opportunity_id)

    again = await trust.post(trust.doctor, f"/published/{opportunity_id}/interest")

    assert (again.status_code, again.json()["participation_id"]) == (409, participation_id)
    assert len(await trust.opportunities.said(InterestExpressed)) == 1


async def test_interest_expressed_twice_at_the_same_moment_is_one(trust: Trust) -> None:
    opportunity_id = await trust.publishes()

    answers = await asyncio.gather(
        *(trust.post(trust.doctor, f"/published/{opportunity_id}/interest") for _ in range(2))
    )

    assert sorted(one.status_code for one in answers) == [201, 409]
    assert len(await trust.opportunities.said(InterestExpressed)) == 1


async def test_only_residents_who_work_there_in_a_fitting_grade_may_ask(trust: Trust) -> None:
    fitting, other_grade, stranger = a_doctor(), await trust.a_resident(), a_doctor()
    await trust.opportunities.hears(in_post(fitting, grade="ST5"), in_post(stranger, grade="ST5", host="RXF"))
    path = f"/published/{await trust.publishes(grades=['ST5'])}/interest"

    answers = [(await trust.post(one, path)).status_code for one in (fitting, other_grade, stranger, trust.champion)]

    assert answers == [201, 422, 404, 403]


async def test_an_offer_takes_a_place_and_is_said_without_words(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    body = {"answer": "offered", "words": "See you on the tenth."}

    answered = await trust.post(trust.lead, f"/participations/{participation_id}/answer", body)
    seen = (await trust.get(trust.doctor, f"/participations/{participation_id}")).json()
    [item] = (await trust.get(trust.doctor, "/published")).json()["items"]

    assert answered.status_code == 204, answered.text
    assert (seen["status"], seen["words"], item["places_left"]) == ("offered", "See you on the tenth.", 1)
    (said,) = await trust.opportunities.said(InterestAnswered)
    assert (said.answer, said.reason, said.answered_by) == (Answer.OFFERED, None, trust.lead.person_id)
    assert "tenth" not in said.model_dump_json()


async def test_whoever_is_declined_is_told_why(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    path = f"/participations/{participation_id}/answer"

    bare = await trust.post(trust.lead, path, {"answer": "declined"})
    answered = await trust.post(trust.lead, path, {"answer": "declined", "reason": "dates_do_not_fit"})

    assert (bare.status_code, answered.status_code) == (422, 204)
    (said,) = await trust.opportunities.said(InterestAnswered)
    assert (said.answer, said.reason) == (Answer.DECLINED, DeclineReason.DATES_DO_NOT_FIT)


async def test_only_the_lead_and_the_trusts_champion_answer(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    others = (a_champion("RXF"), trust.co_producer, trust.doctor)

    refused = [(await trust.offers(participation_id, by=one)).status_code for one in others]
    seen = [(await trust.get(one, f"/participations/{participation_id}")).status_code for one in others]

    assert (refused, seen) == ([404, 404, 404], [404, 404, 200])
    assert (await trust.offers(participation_id, by=trust.champion)).status_code == 204


async def test_a_lead_who_serves_the_trust_no_longer_has_nothing_to_answer(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    moved_on = Actor(trust.lead.person_id, frozenset({Grant(Role.SENIOR_LEADER, "RXF")}))

    assert (await trust.offers(participation_id, by=moved_on)).status_code == 404
    assert (await trust.get(moved_on, f"/participations/{participation_id}")).status_code == 404
    assert await trust.ids(moved_on, "/participations", waiting=True) == []
    assert await trust.ids(trust.lead, "/participations", waiting=True) == [participation_id]


async def test_of_two_who_answer_at_once_one_wins_and_the_other_learns_who_by_id(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())

    answers = await asyncio.gather(
        trust.offers(participation_id, by=trust.lead), trust.offers(participation_id, by=trust.champion)
    )

    assert sorted(one.status_code for one in answers) == [204, 409]
    (said,) = await trust.opportunities.said(InterestAnswered)
    lost = next(one for one in answers if one.status_code == 409)
    assert lost.json()["answered_by"] == str(said.answered_by)


async def test_an_answer_to_an_older_version_is_refused(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    path = f"/participations/{participation_id}"
    tag = (await trust.get(trust.lead, path)).headers["etag"]
    await trust.post(trust.doctor, f"{path}/withdrawal")

    answer = await trust.post(trust.lead, f"{path}/answer", {"answer": "offered"}, **{"If-Match": tag})

    assert answer.status_code == 412


async def test_places_are_never_oversold(trust: Trust) -> None:
    """Eight ask for three places, and all are offered one at the same moment, by the lead and by the champion."""
    opportunity_id = await trust.publishes(places=3)
    asked = [await trust.is_asked(opportunity_id, by=await trust.a_resident()) for _ in range(8)]

    answers = await asyncio.gather(
        *(trust.offers(one, by=(trust.lead, trust.champion)[n % 2]) for n, one in enumerate(asked))
    )

    assert sorted(one.status_code for one in answers) == [204] * 3 + [409] * 5
    assert {one.json()["type"].rpartition("/")[2] for one in answers if one.status_code == 409} == {"no-place-left"}
    assert len(await trust.opportunities.said(InterestAnswered)) == 3


async def test_a_place_that_is_given_back_is_free_for_somebody_else(trust: Trust) -> None:
    opportunity_id = await trust.publishes(places=1)
    first, second = (
        await trust.is_asked(opportunity_id),
        await trust.is_asked(opportunity_id, by=await trust.a_resident()),
    )
    assert [(await trust.offers(one)).status_code for one in (first, second)] == [204, 409]

    withdrawn = await trust.post(trust.doctor, f"/participations/{first}/withdrawal")
    again = await trust.post(trust.doctor, f"/participations/{first}/withdrawal")

    assert (withdrawn.status_code, again.status_code) == (204, 409)
    assert (await trust.offers(second)).status_code == 204
    (said,) = await trust.opportunities.said(InterestWithdrawn)
    assert (said.doctor_id, said.lead_id) == (trust.doctor.person_id, trust.lead.person_id)


async def test_only_the_doctor_withdraws(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())

    by_another = await trust.post(trust.co_producer, f"/participations/{participation_id}/withdrawal")
    by_the_lead = await trust.post(trust.lead, f"/participations/{participation_id}/withdrawal")

    assert (by_another.status_code, by_the_lead.status_code) == (404, 403)


async def test_what_is_not_taking_place_is_offered_to_nobody_and_what_is_filled_may_be(trust: Trust) -> None:
    outcomes = {}
    for reason in ("not_taking_place", "filled"):
        opportunity_id = await trust.publishes()
        participation_id = await trust.is_asked(opportunity_id)
        await trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": reason})
        outcomes[reason] = (await trust.offers(participation_id)).status_code

    assert outcomes == {"not_taking_place": 409, "filled": 204}


async def test_when_it_is_not_taking_place_all_who_wait_are_told_and_nobody_is_confirmed_any_more(trust: Trust) -> None:
    opportunity_id = await trust.publishes(places=3)
    confirmed, offered, asked, gone = [
        await trust.is_asked(opportunity_id, by=one)
        for one in (await trust.a_resident(), trust.co_producer, trust.doctor, await trust.a_resident())
    ]
    for one in (confirmed, offered):
        await trust.offers(one)
    await trust.post(trust.lead, f"/participations/{confirmed}/confirmation", CONFIRMED)
    await trust.post(trust.lead, f"/participations/{gone}/answer", {"answer": "declined", "reason": "no_place_left"})

    closed = await trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": "not_taking_place"})

    assert closed.status_code == 204, closed.text
    told = [
        one for one in await trust.opportunities.said(InterestAnswered) if one.answered_by == trust.champion.person_id
    ]
    assert {one.participation_id for one in told} == {UUID(offered), UUID(asked)}
    assert {(one.answer, one.reason) for one in told} == {(Answer.DECLINED, DeclineReason.NOT_TAKING_PLACE)}
    assert await trust.ids(trust.lead, "/participations", waiting=True) == []
    late = await trust.post(trust.lead, f"/participations/{offered}/confirmation", CONFIRMED)
    assert (late.status_code, late.json()["type"].rpartition("/")[2]) == (409, "did-not-take-place")


async def test_of_an_answer_and_a_calling_off_at_once_neither_waits_for_the_other_for_ever(trust: Trust) -> None:
    opportunity_id = await trust.publishes(places=8)
    asked = [await trust.is_asked(opportunity_id, by=await trust.a_resident()) for _ in range(8)]
    closing = trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": "not_taking_place"})

    answers = await asyncio.gather(
        *(trust.offers(one) for one in asked[:4]), closing, *(trust.offers(one) for one in asked[4:])
    )

    assert {one.status_code for one in answers} <= {204, 409}
    for one in asked:
        assert (await trust.get(trust.lead, f"/participations/{one}")).json()["status"] == "declined"


async def test_the_lead_confirms_once_that_the_doctor_took_part(trust: Trust) -> None:
    participation_id = await trust.has_offered()
    path = f"/participations/{participation_id}/confirmation"

    confirmed = await trust.post(trust.lead, path, CONFIRMED | {"role": "chaired"})
    again = await trust.post(trust.champion, path, CONFIRMED)

    assert (confirmed.status_code, again.status_code) == (204, 409)
    assert again.json()["confirmed_by"] == str(trust.lead.person_id)
    (said,) = await trust.opportunities.said(ParticipationConfirmed)
    assert said.participation_id == UUID(participation_id)
    assert (said.doctor_id, said.trust, said.title) == (trust.doctor.person_id, "R0B", "Patient safety meeting")
    assert (said.role, said.minutes) == (ParticipationRole.CHAIRED, 90)
    assert said.first_day == said.last_day == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"first_day": "2026-11-09"}, "not-that-time"),
        ({"last_day": "2026-11-23"}, "not-that-time"),
        ({"first_day": "2026-11-12"}, "not-that-time"),
        ({"role": "chaired"}, "not-chairable"),
    ],
    ids=["before it began", "tomorrow", "days in the wrong order", "chaired what residents do not chair"],
)
async def test_what_cannot_have_happened_is_not_confirmed(trust: Trust, facts: dict[str, Any], slug: str) -> None:
    participation_id = await trust.has_offered(kind="risk_management_meeting")

    answer = await trust.post(trust.lead, f"/participations/{participation_id}/confirmation", CONFIRMED | facts)

    assert answer.status_code == 422, answer.text
    assert answer.json()["type"].endswith(slug)
    assert await trust.opportunities.said(ParticipationConfirmed) == []


async def test_nobody_confirms_what_was_not_offered_nor_their_own(trust: Trust) -> None:
    asked = await trust.is_asked(await trust.publishes())
    offered = await trust.has_offered()
    self_made = Actor(trust.doctor.person_id, frozenset({Grant(Role.CHAMPION, "R0B")}))

    too_early = await trust.post(trust.lead, f"/participations/{asked}/confirmation", CONFIRMED)
    own = await trust.post(self_made, f"/participations/{offered}/confirmation", CONFIRMED)

    assert (too_early.status_code, own.status_code) == (409, 404)


async def test_a_participation_travels_under_its_doctor_in_order(trust: Trust) -> None:
    participation_id = await trust.has_offered()
    await trust.post(trust.lead, f"/participations/{participation_id}/confirmation", CONFIRMED)

    rows = [row for _, row in await trust.opportunities.said_with_stamps(InterestExpressed, InterestAnswered)]
    rows += [row for _, row in await trust.opportunities.said_with_stamps(ParticipationConfirmed)]

    assert {(row["topic"], row["key"]) for row in rows} == {("participations.v1", str(trust.doctor.person_id))}
    assert [(row["subject"], row["sequence"]) for row in rows] == [(participation_id, n) for n in (1, 2, 3)]


async def test_ones_own_participations_are_read_page_by_page(trust: Trust) -> None:
    asked = [await trust.is_asked(await trust.publishes()) for _ in range(3)]

    first = (await trust.get(trust.doctor, "/participations", limit=2)).json()
    rest = (await trust.get(trust.doctor, "/participations", limit=2, after=first["next"])).json()

    assert [item["id"] for item in first["items"] + rest["items"]] == sorted(asked, reverse=True)
    assert rest["next"] is None
