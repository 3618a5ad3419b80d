"""What is put before those who start: by the first day, in week 4 and halfway through (O-E1)."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import Actor, Grant
from contracts.opportunities import InductionPackSent
from contracts.registry import PlacementCancelled
from contracts.vocabulary import PackOccasion, Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import WHEN, Trust, a_champion, a_doctor, appointed, in_post

START, END = date(2026, 12, 2), date(2027, 4, 6)
WEEK_FOUR = datetime(2026, 12, 23, 6, tzinfo=UTC)
HALFWAY = datetime(2027, 2, 2, 6, tzinfo=UTC)


async def _starts(trust: Trust, **facts: Any) -> Actor:
    doctor = a_doctor()
    await trust.opportunities.hears(in_post(doctor, **{"start": START, "end": END, **facts}))
    return doctor


async def _sent(trust: Trust, to: Actor, at: datetime | None = None) -> list[InductionPackSent]:
    if at is not None:
        trust.opportunities.clock.set(at)
    while await trust.opportunities.run_job("send packs"):
        pass
    return [one for one in await trust.opportunities.said(InductionPackSent) if one.doctor_id == to.person_id]


async def test_a_starter_is_sent_what_is_open_to_their_grade_up_to_a_week_ahead(trust: Trust) -> None:
    open_to_all, for_them = await trust.publishes(), await trust.publishes(kind="guardian_panel", grades=["ST5"])
    await trust.publishes(grades=["Foundation Year 1"])
    await trust.drafts()
    starter = await _starts(trust, grade="ST5")

    too_early = await _sent(trust, starter, datetime(2026, 11, 24, 23, 59, tzinfo=UTC))
    [said] = await _sent(trust, starter, datetime(2026, 11, 25, 0, 0, tzinfo=UTC))
    [pack] = (await trust.get(starter, "/packs")).json()["items"]
    shown = (await trust.get(starter, f"/packs/{pack['id']}")).json()["opportunities"]

    assert too_early == []
    assert (said.occasion, said.due_on, said.opportunities) == (PackOccasion.FIRST_DAY, START, 2)
    assert UUID(pack["id"]) == said.pack_id
    assert {one["id"] for one in shown} == {open_to_all, for_them}


async def test_it_is_sent_again_in_week_four_and_halfway_each_once(trust: Trust) -> None:
    await trust.publishes()
    starter = await _starts(trust)

    for at in (datetime(2026, 12, 2, 6, tzinfo=UTC), WEEK_FOUR, WEEK_FOUR, HALFWAY, HALFWAY):
        await _sent(trust, starter, at)

    said = await _sent(trust, starter)
    assert [(one.occasion, one.due_on) for one in said] == [
        (PackOccasion.FIRST_DAY, START),
        (PackOccasion.WEEK_FOUR, date(2026, 12, 23)),
        (PackOccasion.MIDPOINT, date(2027, 2, 2)),
    ]


async def test_a_short_placement_has_no_pack_halfway(trust: Trust) -> None:
    await trust.publishes()
    starter = await _starts(trust, end=date(2027, 1, 12))

    for day in range(2, 32):
        await _sent(trust, starter, datetime(2026, 12, day, 6, tzinfo=UTC))

    assert [one.occasion for one in await _sent(trust, starter)] == [PackOccasion.FIRST_DAY, PackOccasion.WEEK_FOUR]


async def test_whoever_is_heard_of_late_is_sent_it_within_a_fortnight_or_not_at_all(trust: Trust) -> None:
    await trust.publishes()
    in_time, too_late = await _starts(trust, start=date(2026, 11, 8)), await _starts(trust, start=date(2026, 11, 7))

    assert len(await _sent(trust, in_time)) == 1
    assert [one.occasion for one in await _sent(trust, too_late)] == []


@pytest.mark.parametrize("facts", [{"type": "parental_leave"}, {"host": "RXF"}])
async def test_nobody_on_leave_nor_where_nothing_is_open_is_sent_one(trust: Trust, facts: dict[str, Any]) -> None:
    await trust.publishes()
    starter = await _starts(trust, **facts)

    assert await _sent(trust, starter, datetime(2026, 12, 2, 6, tzinfo=UTC)) == []


async def test_a_placement_that_moves_to_another_trust_has_its_pack_there_as_well(trust: Trust) -> None:
    other = Trust(trust.opportunities, a_champion("RXF"), an_actor(Grant(Role.SENIOR_LEADER, "RXF")))
    await trust.opportunities.hears(in_post(other.co_producer, host="RXF"), appointed(other.lead, at="RXF"))
    await trust.publishes()
    await other.publishes(trust="RXF")
    placement_id, at = uuid4(), datetime(2026, 12, 2, 6, tzinfo=UTC)
    starter = await _starts(trust, placement_id=placement_id)
    await _sent(trust, starter, at)

    await trust.opportunities.hears(in_post(starter, placement_id=placement_id, host="RXF", start=START, end=END))
    await _sent(trust, starter, at)
    said = await _sent(trust, starter, at)

    assert [(one.placement_id, one.trust) for one in said] == [(placement_id, "R0B"), (placement_id, "RXF")]


async def test_what_is_in_a_pack_is_read_before_the_first_day_by_whom_it_was_sent_to(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    starter, gone = a_doctor(), a_doctor()
    announced = [in_post(who, start=START, end=END) for who in (starter, gone)]
    await trust.opportunities.hears(*announced)
    before = (await trust.get(starter, f"/published/{opportunity_id}")).status_code
    await _sent(trust, starter, datetime(2026, 11, 25, 6, tzinfo=UTC))
    cancelled = PlacementCancelled(placement=announced[1].placement, cancelled_at=WHEN, notice_days=10)
    await trust.opportunities.hears(cancelled)

    read = await trust.get(starter, f"/published/{opportunity_id}")

    assert (before, read.status_code, read.json()["works_there"]) == (404, 200, False)
    assert (await trust.get(gone, f"/published/{opportunity_id}")).status_code == 404


async def test_a_cancelled_placement_has_no_pack(trust: Trust) -> None:
    await trust.publishes()
    doctor = a_doctor()
    announced = in_post(doctor, start=START, end=END)
    gone = PlacementCancelled(placement=announced.placement, cancelled_at=WHEN, notice_days=10)
    await trust.opportunities.hears(announced, gone)

    assert await _sent(trust, doctor, datetime(2026, 12, 2, 6, tzinfo=UTC)) == []


async def test_what_a_saved_search_finds_comes_first(trust: Trust) -> None:
    meeting, panel = await trust.publishes(), await trust.publishes(kind="college_tutor_panel")
    starter = await _starts(trust)
    await trust.post(starter, "/searches", {"families": ["panel"], "settings": ["acute"]})
    await trust.post(trust.doctor, "/searches", {"families": ["meeting"]})

    [said] = await _sent(trust, starter, datetime(2026, 12, 2, 6, tzinfo=UTC))
    shown = (await trust.get(starter, f"/packs/{said.pack_id}")).json()

    assert (said.opportunities, said.matches) == (2, 1)
    assert [one["id"] for one in shown["opportunities"]] == [panel, meeting]


async def test_a_pack_is_its_doctors_alone(trust: Trust) -> None:
    await trust.publishes()
    starter = await _starts(trust)
    [said] = await _sent(trust, starter, datetime(2026, 12, 2, 6, tzinfo=UTC))

    assert (await trust.get(trust.doctor, f"/packs/{said.pack_id}")).status_code == 404
    assert str(said.pack_id) not in await trust.ids(trust.doctor, "/packs")


async def test_more_starters_than_one_transaction_takes_are_all_sent_one(trust: Trust) -> None:
    await trust.publishes()
    many = [in_post(a_doctor(), start=START, end=END) for _ in range(201)]
    await trust.opportunities.hears(*many)
    trust.opportunities.clock.set(datetime(2026, 12, 2, 6, tzinfo=UTC))

    assert await trust.opportunities.run_job("send packs"), "there is more"
    assert not await trust.opportunities.run_job("send packs")

    sent = {one.doctor_id for one in await trust.opportunities.said(InductionPackSent)}
    assert {one.placement.doctor_id for one in many} <= sent
