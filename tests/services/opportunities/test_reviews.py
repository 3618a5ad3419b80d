"""What is live is looked at again, or it grows stale (O-E1)."""

from datetime import UTC, date, datetime

from contracts.opportunities import OpportunityReviewDue, OpportunityReviewed
from tests.services.opportunities.conftest import Trust, a_champion


async def test_a_review_is_due_six_months_after_the_last(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    trust.opportunities.clock.set(datetime(2027, 8, 31, 9, tzinfo=UTC))
    before = (await trust.get(trust.champion, f"/published/{opportunity_id}")).json()["review_due"]

    answer = await trust.post(trust.champion, f"/published/{opportunity_id}/review")

    after = (await trust.get(trust.champion, f"/published/{opportunity_id}")).json()["review_due"]
    assert (answer.status_code, before, after) == (204, "2027-05-22", "2028-02-29")
    (said,) = await trust.opportunities.said(OpportunityReviewed)
    assert (said.reviewed_by, said.review_due) == (trust.champion.person_id, date(2028, 2, 29))


async def test_its_lead_reviews_it_too_and_nobody_else(trust: Trust) -> None:
    opportunity_id, draft = await trust.publishes(), await trust.drafts()
    others = (trust.co_producer, trust.doctor, a_champion("RXF"))

    refused = [(await trust.post(one, f"/published/{opportunity_id}/review")).status_code for one in others]

    assert refused == [404, 404, 404]
    assert (await trust.post(trust.lead, f"/published/{opportunity_id}/review")).status_code == 204
    assert (await trust.post(trust.champion, f"/published/{draft}/review")).status_code == 404


async def test_what_is_closed_is_not_reviewed(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    await trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": "filled"})

    assert (await trust.post(trust.champion, f"/published/{opportunity_id}/review")).status_code == 409


async def notices(trust: Trust, at: datetime) -> list[OpportunityReviewDue]:
    trust.opportunities.clock.set(at)
    await trust.opportunities.run_job("notice reviews")
    return await trust.opportunities.said(OpportunityReviewDue)


async def test_two_weeks_before_it_is_due_lead_and_day_are_said_once_until_it_is_reviewed(trust: Trust) -> None:
    opportunity_id = await trust.publishes()

    assert await notices(trust, datetime(2027, 5, 7, 9, tzinfo=UTC)) == []
    [said] = await notices(trust, datetime(2027, 5, 8, 9, tzinfo=UTC))
    assert (str(said.opportunity_id), said.lead_id) == (opportunity_id, trust.lead.person_id)
    assert said.review_due == date(2027, 5, 22)
    assert len(await notices(trust, datetime(2027, 6, 30, 9, tzinfo=UTC))) == 1

    await trust.post(trust.lead, f"/published/{opportunity_id}/review")
    assert len(await notices(trust, datetime(2027, 12, 16, 9, tzinfo=UTC))) == 2


async def test_a_notice_does_not_make_old_what_its_lead_is_reading(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    tag = (await trust.get(trust.lead, f"/published/{opportunity_id}")).headers["etag"]

    await notices(trust, datetime(2027, 5, 8, 9, tzinfo=UTC))

    reviewed = await trust.post(trust.lead, f"/published/{opportunity_id}/review", **{"If-Match": tag})
    assert reviewed.status_code == 204


async def test_of_drafts_and_of_what_is_closed_nothing_is_said(trust: Trust) -> None:
    await trust.drafts()
    closed = await trust.publishes()
    await trust.post(trust.champion, f"/published/{closed}/closure", {"reason": "filled"})

    assert await notices(trust, datetime(2027, 6, 30, 9, tzinfo=UTC)) == []
