"""What is live is looked at again, or it grows stale (O-E1)."""

from datetime import UTC, date, datetime

from contracts.opportunities import OpportunityReviewed
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
