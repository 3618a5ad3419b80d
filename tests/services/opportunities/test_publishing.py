"""What was made together with a resident is live once they have confirmed it, until it is closed."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import Grant
from contracts.opportunities import OpportunityClosed, OpportunityPublished
from contracts.registry import AppointmentEnded
from contracts.vocabulary import ClosingReason, OpportunityFamily, OpportunitySetting, Recurrence, Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor, appointed, in_post


async def test_what_is_published_is_said_and_seen_by_the_residents_of_the_trust(trust: Trust) -> None:
    opportunity_id = await trust.publishes(grades=["Foundation Year 2"])

    [item] = (await trust.get(trust.doctor, "/published")).json()["items"]

    assert (item["id"], item["title"], item["places_left"]) == (opportunity_id, "Patient safety meeting", 2)
    (said,) = await trust.opportunities.said(OpportunityPublished)
    assert said == OpportunityPublished(
        opportunity_id=UUID(opportunity_id),
        trust="R0B",
        kind="quality_and_safety_meeting",
        family=OpportunityFamily.MEETING,
        title="Patient safety meeting",
        setting=OpportunitySetting.ACUTE,
        lead_id=trust.lead.person_id,
        co_producer_id=trust.co_producer.person_id,
        first_day=date(2026, 11, 10),
        recurrence=Recurrence.MONTHLY,
        places=2,
        grades=("Foundation Year 2",),
        protected_minutes=90,
        published_by=trust.champion.person_id,
        published_at=trust.opportunities.clock.now(),
        review_due=date(2027, 5, 22),
    )


SAID = {
    "description": "How the trust learns from what went wrong.\nResidents read the cases aloud.",
    "time_commitment": "Two hours a month, and an hour to read",
    "part_time_note": "Its day changes from month to month",
    "joined_remotely": True,
}


async def test_what_it_is_and_takes_is_read_by_residents_and_by_everybody(trust: Trust) -> None:
    said, silent = await trust.publishes(**SAID), await trust.publishes()

    seen = {item["id"]: item for item in (await trust.get(trust.doctor, "/published")).json()["items"]}
    public = {item["id"]: item for item in (await trust.get(trust.doctor, "/public/areas/R0B")).json()["opportunities"]}

    unsaid = dict.fromkeys(SAID) | {"joined_remotely": False}
    for read in (seen, public):
        assert {name: read[said][name] for name in SAID} == SAID
        assert {name: read[silent][name] for name in SAID} == unsaid


async def test_a_changed_draft_says_what_it_takes_anew(trust: Trust) -> None:
    draft_id = await trust.drafts(**SAID)

    await trust.put(trust.champion, f"/drafts/{draft_id}", trust.plan(description="A meeting"))

    changed = (await trust.get(trust.champion, f"/published/{draft_id}")).json()
    assert [changed[name] for name in SAID] == ["A meeting", None, None, False]


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"co_producer_id": str(uuid4())}, "not-co-produced"),
        ({"lead_id": str(uuid4())}, "lead-not-there"),
        ({"kind": "tea_break"}, "unknown-kind"),
        ({"kind": "practice_management_meeting"}, "wrong-setting"),
        ({"last_day": "2026-11-09"}, "days-in-wrong-order"),
        ({"recurrence": "once"}, "already-over"),
        ({"title": "  "}, "unreadable-request"),
        ({"title": "Board\nmeeting"}, "unreadable-request"),
        ({"places": 0}, "unreadable-request"),
        ({"description": "x" * 2001}, "unreadable-request"),
        ({"time_commitment": "x" * 301}, "unreadable-request"),
        ({"part_time_note": "Some days\nand others"}, "unreadable-request"),
    ],
)
async def test_what_cannot_be_drafted_is_sent_back(trust: Trust, facts: dict[str, Any], slug: str) -> None:
    answer = await trust.post(trust.champion, "/drafts", trust.plan(**facts))

    assert answer.status_code == 422, answer.text
    assert slug == "unreadable-request" or answer.json()["type"].endswith(slug)
    assert await trust.opportunities.said() == []


async def test_nothing_is_drafted_without_a_co_producer(trust: Trust) -> None:
    plan = trust.plan()
    del plan["co_producer_id"]

    assert (await trust.post(trust.champion, "/drafts", plan)).status_code == 422


async def test_a_resident_who_has_left_is_no_co_producer_and_one_on_leave_is(trust: Trust) -> None:
    gone, away = a_doctor(), a_doctor()
    await trust.opportunities.hears(in_post(gone, end=date(2026, 11, 21)), in_post(away, type="parental_leave"))

    async def status(person_id: UUID) -> int:
        plan = trust.plan(co_producer_id=str(person_id))
        return (await trust.post(trust.champion, "/drafts", plan)).status_code

    assert (await status(gone.person_id), await status(away.person_id)) == (422, 201)


async def test_a_lead_whose_appointment_has_ended_is_not_named(trust: Trust) -> None:
    made = appointed(an_actor())
    facts = made.model_dump(include={"appointment_id", "person_id", "role", "scope", "code"})
    await trust.opportunities.hears(made)
    await trust.opportunities.hears(AppointmentEnded(**facts, ended_on=date(2026, 11, 21)))

    answer = await trust.post(trust.champion, "/drafts", trust.plan(lead_id=str(made.person_id)))

    assert answer.json()["type"].endswith("lead-not-there")


async def test_only_who_looks_after_the_trusts_portfolio_drafts_and_closes(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    others = (a_champion("RXF"), an_actor(Grant(Role.SLRDE, "R0B")), trust.doctor)

    elsewhere = await trust.post(trust.champion, "/drafts", trust.plan(trust="RXF"))
    drafted = [(await trust.post(one, "/drafts", trust.plan())).status_code for one in others]
    closed = [
        (await trust.post(one, f"/published/{opportunity_id}/closure", {"reason": "filled"})).status_code
        for one in others
    ]
    by_others = [
        (await trust.post(an_actor(Grant(role, "R0B")), "/drafts", trust.plan())).status_code
        for role in (Role.MEDED_ADMIN, Role.DME)
    ]

    assert (elsewhere.status_code, elsewhere.json()["type"]) == (403, "/problems/not-your-trust")
    assert (drafted, closed) == ([403, 403, 403], [404, 403, 403])
    assert by_others == [201, 201]


async def test_what_is_closed_takes_no_more_interest_and_is_closed_once(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    path = f"/published/{opportunity_id}/closure"
    tag = (await trust.get(trust.champion, f"/published/{opportunity_id}")).headers["etag"]

    closed = await trust.post(trust.champion, path, {"reason": "filled"}, **{"If-Match": tag})
    stale = await trust.post(trust.champion, path, {"reason": "over"}, **{"If-Match": tag})
    again = await trust.post(trust.champion, path, {"reason": "over"})
    asked = await trust.post(trust.doctor, f"/published/{opportunity_id}/interest")

    assert [one.status_code for one in (closed, stale, again, asked)] == [204, 412, 409, 409]
    assert await trust.ids(trust.doctor, "/published") == []
    (said,) = await trust.opportunities.said(OpportunityClosed)
    assert (said.reason, said.closed_by) == (ClosingReason.FILLED, trust.champion.person_id)


async def test_an_opportunity_is_over_after_its_last_day(trust: Trust) -> None:
    opportunity_id = await trust.publishes(last_day="2026-11-22")
    assert await trust.ids(trust.doctor, "/published") == [opportunity_id]

    trust.opportunities.clock.forward(days=1)

    assert await trust.ids(trust.doctor, "/published") == []
    assert (await trust.post(trust.doctor, f"/published/{opportunity_id}/interest")).status_code == 409


async def test_residents_of_other_trusts_find_neither_list_nor_opportunity(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    elsewhere = a_doctor()
    await trust.opportunities.hears(in_post(elsewhere, host="RXF"), in_post(elsewhere, end=date(2026, 10, 1)))

    seen = {
        name: (await trust.get(one, f"/published/{opportunity_id}")).status_code
        for name, one in {
            "resident": trust.doctor,
            "lead": trust.lead,
            "champion": trust.champion,
            "elsewhere": elsewhere,
            "nobody": a_doctor(),
        }.items()
    }

    assert seen == {"resident": 200, "lead": 200, "champion": 200, "elsewhere": 404, "nobody": 404}
    assert await trust.ids(elsewhere, "/published") == []
    assert await trust.ids(trust.lead, "/published") == [opportunity_id]


async def test_the_list_is_read_page_by_page(trust: Trust) -> None:
    published = [await trust.publishes() for _ in range(3)]

    first = (await trust.get(trust.doctor, "/published", limit=2)).json()
    rest = (await trust.get(trust.doctor, "/published", limit=2, after=first["next"])).json()

    assert [item["id"] for item in first["items"] + rest["items"]] == sorted(published, reverse=True)
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)


async def test_a_repeated_key_drafts_once(trust: Trust) -> None:
    key = {"Idempotency-Key": "one"}

    first = await trust.post(trust.champion, "/drafts", trust.plan(), **key)
    again = await trust.post(trust.champion, "/drafts", trust.plan(), **key)

    assert first.json() == again.json()
    assert len(await trust.opportunities.said()) == 1
