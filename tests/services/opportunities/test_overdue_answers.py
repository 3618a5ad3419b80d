"""A lead who does not answer in time: said once, and they may answer all the same (O-D2)."""

from datetime import UTC, date, datetime
from uuid import UUID

from contracts.opportunities import InterestAnswered, InterestOverdue
from services.opportunities import store
from tests.services.opportunities.conftest import Trust

LAST_MINUTE = datetime(2026, 12, 6, 23, 59, tzinfo=UTC)
THE_DAY_AFTER = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)


async def _looks(trust: Trust) -> list[InterestOverdue]:
    await trust.opportunities.run_job("say what is overdue")
    return await trust.opportunities.said(InterestOverdue)


async def test_an_answer_is_overdue_when_the_fourteenth_day_has_ended_in_london(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())

    trust.opportunities.clock.set(LAST_MINUTE)
    assert await _looks(trust) == []

    trust.opportunities.clock.set(THE_DAY_AFTER)
    [said] = await _looks(trust)

    assert (str(said.participation_id), said.lead_id) == (participation_id, trust.lead.person_id)
    assert (said.answer_by, said.overdue_at) == (date(2026, 12, 6), THE_DAY_AFTER)


async def test_it_is_said_once_and_the_lead_may_still_answer(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    trust.opportunities.clock.set(THE_DAY_AFTER)

    await _looks(trust)
    again = await _looks(trust)
    seen = (await trust.get(trust.lead, f"/participations/{participation_id}")).json()

    assert len(again) == 1
    assert datetime.fromisoformat(seen["overdue_at"]) == THE_DAY_AFTER
    assert (await trust.offers(participation_id)).status_code == 204
    assert len(await trust.opportunities.said(InterestAnswered)) == 1


async def test_what_is_answered_or_withdrawn_is_never_overdue(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    await trust.offers(await trust.is_asked(opportunity_id))
    withdrawn = await trust.is_asked(opportunity_id, by=trust.co_producer)
    await trust.post(trust.co_producer, f"/participations/{withdrawn}/withdrawal")

    trust.opportunities.clock.set(THE_DAY_AFTER)

    assert await _looks(trust) == []


async def test_one_whom_somebody_is_answering_just_then_is_passed_over(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes())
    trust.opportunities.clock.set(THE_DAY_AFTER)

    async with trust.opportunities.begin() as answering:
        await store.participation(answering, UUID(participation_id))
        assert await _looks(trust) == []

    assert len(await _looks(trust)) == 1
