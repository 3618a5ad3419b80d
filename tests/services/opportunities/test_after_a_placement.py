"""At the end of a placement: what is for those who work there is read for some days more, one's own for good (R36)."""

from datetime import UTC, date, datetime, timedelta

from contracts import Actor
from tests.services.deaneries import a_dean, a_deanery
from tests.services.opportunities.conftest import Trust

END = date(2026, 12, 1)
"""Of the placements that ``trust`` has its residents in."""


def after(days: int) -> datetime:
    day = END + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


async def reads(trust: Trust, who: Actor, opportunity_id: str, *, days: int) -> int:
    trust.opportunities.clock.set(after(days))
    return (await trust.get(who, f"/published/{opportunity_id}")).status_code


async def test_what_is_internal_is_read_for_thirty_days_more_and_not_on_the_next(trust: Trust) -> None:
    opportunity_id = await trust.publishes()

    assert [await reads(trust, trust.doctor, opportunity_id, days=days) for days in (0, 1, 30, 31)] == [
        200, 200, 200, 404
    ]  # fmt: skip


async def test_a_region_sets_other_days_for_its_own_trusts(trust: Trust) -> None:
    """NTH answers for R0B."""
    opportunity_id = await trust.publishes()
    await trust.opportunities.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXF"))
    for deanery, days in (("NTH", 7), ("WES", 3)):
        named = "opportunities.reading_days_after_placement"
        assert await trust.opportunities.rules(a_dean(deanery), named, days, of=deanery) == 204

    assert [await reads(trust, trust.doctor, opportunity_id, days=days) for days in (7, 8)] == [200, 404]


async def test_whoever_only_reads_takes_no_part_and_is_not_asked_to(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    here = (await trust.get(trust.doctor, f"/published/{opportunity_id}")).json()["works_there"]
    trust.opportunities.clock.set(after(1))

    gone = (await trust.get(trust.doctor, f"/published/{opportunity_id}")).json()["works_there"]
    refused = await trust.post(trust.doctor, f"/published/{opportunity_id}/interest")

    assert (here, gone, refused.status_code) == (True, False, 404)
    assert (await trust.get(trust.doctor, "/published")).json()["items"] == []


async def test_a_forum_and_the_register_of_fellows_are_read_as_long(trust: Trust) -> None:
    forum_id = (await trust.post(trust.doctor, "/forums/requests", {"trust": "R0B"})).json()["id"]

    for days, status, forums in ((30, 200, 1), (31, 404, 0)):
        trust.opportunities.clock.set(after(days))
        assert (await trust.get(trust.doctor, f"/forums/{forum_id}")).status_code == status
        assert len((await trust.get(trust.doctor, "/forums")).json()["items"]) == forums


async def test_ones_own_history_stays(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    asked = (await trust.post(trust.doctor, f"/published/{opportunity_id}/interest")).json()["id"]
    trust.opportunities.clock.set(after(365))

    assert (await trust.get(trust.doctor, f"/participations/{asked}")).status_code == 200
    [mine] = (await trust.get(trust.doctor, "/participations")).json()["items"]
    assert mine["id"] == asked
