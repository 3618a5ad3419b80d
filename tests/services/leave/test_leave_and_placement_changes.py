"""A placement changes: open leave that rests on it is flagged, and its deciders are named."""

import asyncio
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import event, text

from contracts import Event
from contracts.leave import LeavePlacementAffected
from contracts.registry import CodeChange, DateChange, PlacementDisputed, TermChange, WteChange
from contracts.vocabulary import DisputedField, PlacementField
from services.leave import store
from tests.services.driver import Driver
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import WHEN, a_placement, announced, cancelled, changed

MOVED = CodeChange(field="site", old="R0B01", new="R0B02")


async def test_an_open_request_is_flagged_and_the_waiting_desk_named_with_the_import(ward: Ward) -> None:
    leave_id, import_id = await ward.asks(), uuid4()
    moved = ward.placement.model_copy(update={"site": "R0B02"})

    (cause,) = await ward.leave.hears(changed(moved, MOVED, import_id=import_id))

    ((said, row),) = await ward.leave.said_with_stamps(LeavePlacementAffected)
    assert (said.leave_id, said.fields, said.cancelled) == (UUID(leave_id), (PlacementField.SITE,), False)
    assert (said.approvers, said.import_id) == ((ward.coordinator.person_id,), import_id)
    assert (row["causation"], row["correlation"]) == (cause.id, cause.correlation)
    seen = await ward.get(ward.doctor, f"/{leave_id}")
    assert seen.json()["placement_affected"] is True
    assert seen.json()["placement_affected_fields"] == ["site"]
    assert seen.headers["etag"] == '"v2"'


async def test_approved_leave_is_looked_at_again_by_those_who_decided(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.post(ward.coordinator, f"/{leave_id}/approval")
    await ward.post(ward.tpd, f"/{leave_id}/approval")

    await ward.leave.hears(cancelled(ward.placement))

    (said,) = await ward.leave.said(LeavePlacementAffected)
    assert said.cancelled
    assert said.approvers == (ward.coordinator.person_id, ward.tpd.person_id)


async def test_hearing_the_same_change_twice_flags_once(ward: Ward) -> None:
    await ward.asks()
    change = changed(ward.placement.model_copy(update={"site": "R0B02"}), MOVED)

    (stamp,) = await ward.leave.hears(change)
    await ward.leave.hears(change, stamp=stamp)

    assert len(await ward.leave.said(LeavePlacementAffected)) == 1


async def test_a_new_grade_a_refused_request_and_leave_that_is_over_are_left_alone(ward: Ward) -> None:
    refused, over = await ward.asks(), await ward.asks(first_day="2027-01-05", last_day="2027-01-05")
    await ward.post(ward.coordinator, f"/{refused}/refusal", REFUSAL)
    grade = TermChange(field="grade", old="Foundation Year 2", new="Core Training Year 1")
    await ward.leave.hears(changed(ward.placement, grade))
    assert await ward.leave.said(LeavePlacementAffected) == []

    ward.leave.clock.forward(days=45)
    await ward.leave.hears(changed(ward.placement, WteChange(field="wte", old=Decimal(1), new=Decimal("0.8"))))

    assert await ward.leave.said(LeavePlacementAffected) == []
    assert (await ward.get(ward.doctor, f"/{over}")).json()["placement_affected"] is False


async def test_several_changes_in_one_batch_are_each_said_in_order_and_add_up(ward: Ward) -> None:
    leave_id = await ward.asks()
    wte = WteChange(field="wte", old=Decimal(1), new=Decimal("0.6"))
    later = DateChange(field="start", old=date(2026, 8, 5), new=date(2027, 2, 3))
    moved = ward.placement.model_copy(update={"site": "R0B02"})
    reduced = moved.model_copy(update={"wte": Decimal("0.6")})
    postponed = reduced.model_copy(update={"start": date(2027, 2, 3)})

    await ward.leave.hears(changed(moved, MOVED), changed(reduced, wte), changed(postponed, later))

    said = await ward.leave.said(LeavePlacementAffected)
    assert [each.fields for each in said] == [(PlacementField.SITE,), (PlacementField.WTE,), (PlacementField.START,)]
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["placement_affected_fields"] == ["site", "wte", "start"]
    assert (await ward.get(ward.doctor, f"/{leave_id}")).headers["etag"] == '"v2"'


async def test_the_next_request_is_decided_where_the_changed_placement_is(ward: Ward) -> None:
    host = CodeChange(field="host", old="R0B", new="RXX")
    await ward.leave.hears(changed(ward.placement.model_copy(update={"host": "RXX"}), host))

    leave_id = await ward.asks()

    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["trust"] == "RXX"


async def test_a_change_that_arrives_while_leave_is_being_asked_for_waits_and_finds_it(ward: Ward) -> None:
    moved = ward.placement.model_copy(update={"site": "R0B02"})
    async with ward.leave.begin(actor=ward.doctor) as work:
        await store.placements_of(work, ward.doctor.person_id)
        hearing = asyncio.create_task(ward.leave.hears(changed(moved, MOVED)))
        await asyncio.sleep(0.2)
        assert not hearing.done()
    await asyncio.wait_for(hearing, 5)


async def test_a_thousand_changes_cost_a_handful_of_statements(leave: Driver) -> None:
    placements = [a_placement(uuid4()) for _ in range(1000)]
    await leave.hears(*(announced(each) for each in placements))
    news: list[Event] = [changed(each.model_copy(update={"site": "R0B02"}), MOVED) for each in placements]
    statements = await _statements_of(leave, news)

    assert statements <= 5
    async with leave.begin() as work:
        moved = await work.one(text("SELECT count(*) AS many FROM placement WHERE site = 'R0B02'"))
    assert moved["many"] == 1000


async def _statements_of(leave: Driver, news: list[Event]) -> int:
    """How many statements the handlers run through SQLAlchemy for one batch; the door uses the driver itself."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = leave.running.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await leave.hears(*news)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


async def test_a_change_of_another_doctors_placement_touches_nobody_elses_leave(ward: Ward) -> None:
    other = a_placement(uuid4())
    await ward.asks()

    await ward.leave.hears(announced(other), changed(other.model_copy(update={"site": "R0B02"}), MOVED))

    assert await ward.leave.said(LeavePlacementAffected) == []


async def test_a_dispute_of_a_cancelled_placement_does_not_bring_it_back(ward: Ward) -> None:
    """It carries the whole placement, as it stood; only what is said to have changed changes the copy."""
    disputed = PlacementDisputed(
        placement=ward.placement, dispute_id=uuid4(), fields=(DisputedField.OTHER,), disputed_at=WHEN
    )
    await ward.leave.hears(cancelled(ward.placement), disputed)

    refused = await ward.post(ward.doctor, "", REQUEST)

    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/no-placement"
