"""A rebuild from a log that has lost something changes nothing and says so; what an operator let go of is no loss."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from sqlalchemy import text

from chassis.door.held import find_held
from chassis.door.repair import Repair
from chassis.rebuilding import LogIncomplete
from chassis.rebuilding import course as course_of
from chassis.rebuilding.shadow import Shadow
from chassis.work import UnitOfWork
from tests.services.chassis.toy import with_headers
from tests.services.driver import Driver
from tests.services.test_rebuilding import BY, Rebuilding, same
from tests.unit.notifications import facts, leave_facts
from tests.unit.reporting.makers import a_placement, announced, cancelled, changed


@pytest.fixture
async def reporting(drive: Callable[..., Awaitable[Driver]]) -> Rebuilding:
    return Rebuilding(await drive("reporting"))


async def refused(rebuilding: Rebuilding, match: str) -> None:
    """With nothing changed, and nothing left behind."""
    before = await rebuilding.rows("facts")
    with pytest.raises(LogIncomplete, match=match):
        await rebuilding.rebuild("facts")
    assert await rebuilding.rows("facts") == before
    async with rebuilding.driver.begin() as work:
        assert await work.all(text("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'rebuild%'")) == []


def repair(rebuilding: Rebuilding) -> Repair:
    running = rebuilding.driver.running
    return Repair(running.door, running.database, running.telemetry)


async def first_held(rebuilding: Rebuilding) -> int:
    async with rebuilding.driver.begin() as work:
        return (await find_held(work))[0].id


async def test_a_log_whose_beginning_is_gone_takes_no_row_away(reporting: Rebuilding) -> None:
    placements = [a_placement() for _ in range(10)]
    await reporting.hears(*map(announced, placements))
    await reporting.hears(changed(placements[9], site="R0B02"))
    del reporting.log.records[:10]  # what retention leaves

    await refused(reporting, "placements.v1 .* after version 0.* restore Kafka and databases")


async def test_a_log_that_begins_in_the_middle_of_its_only_stream_is_not_taken_for_whole(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one), changed(one, host="RTD"), changed(one, host="RXX"))
    del reporting.log.records[0]

    await refused(reporting, f"in 1 streams: the first is placements.v1 {one.placement_id} after version 0")


async def test_a_log_with_a_hole_or_without_its_end_is_not_taken_for_whole(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one), changed(one, host="RTD"), cancelled(one))
    whole = list(reporting.log.records)
    for lost, after in ((1, 1), (2, 2)):
        reporting.log.records = [record for n, record in enumerate(whole) if n != lost]
        await refused(reporting, f"after version {after}")


async def test_a_torn_log_is_refused_at_once_however_much_of_it_waits(
    reporting: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the service is not said to lag: no waiting would mend it."""
    monkeypatch.setattr(course_of, "_FEW", 1)
    one = a_placement()
    await reporting.hears(announced(one), changed(one, host="RTD"), changed(one, host="RXX"), cancelled(one))
    del reporting.log.records[0]

    await refused(reporting, "in 1 streams")


async def test_what_is_lost_while_we_read_is_seen_before_the_swap(
    reporting: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = a_placement()
    await reporting.hears(announced(one))
    last = reporting.said(changed(one, host="RTD"))
    reporting.log.records.pop()
    lock_live = Shadow.lock_live

    async def lock_late(shadow: Shadow, work: UnitOfWork) -> None:
        """In the last moment the service takes another version, which the log then loses."""
        await reporting.driver.running.door.take(last)
        await lock_live(shadow, work)

    monkeypatch.setattr(Shadow, "lock_live", lock_late)
    with pytest.raises(LogIncomplete, match="after version 1"):
        await reporting.rebuild("facts")
    assert [row["host"] for row in (await reporting.rows("facts"))["placement"]] == ["RTD"]


async def test_what_the_service_takes_during_the_swap_is_not_called_lost(
    reporting: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a type that these tables have nothing of, or it would wait for the swap."""
    await reporting.hears(announced(a_placement()))
    check_owed = Shadow.check_owed

    async def check_late(shadow: Shadow, work: UnitOfWork) -> None:
        await reporting.hears(leave_facts.a_reminder())
        await check_owed(shadow, work)

    monkeypatch.setattr(Shadow, "check_owed", check_late)
    assert same(await reporting.rebuild("facts"))


async def test_a_later_version_that_stands_first_in_the_log_waits_for_the_earlier(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one), changed(one, host="RTD"), changed(one, host="RXX"), cancelled(one))
    first, second, third, fourth = reporting.log.records
    reporting.log.records = [first, fourth, third, second, fourth]

    rebuilt = await reporting.rebuild("facts")

    assert (rebuilt.events, same(rebuilt)) == (4, True)


async def test_versions_of_types_that_nobody_here_hears_are_no_holes(reporting: Rebuilding) -> None:
    reminded = leave_facts.a_reminder()
    await reporting.hears(reminded, leave_facts.an_approval(leave_id=reminded.leave_id))

    rebuilt = await reporting.rebuild("facts")

    assert (rebuilt.events, rebuilt.rows, same(rebuilt)) == (1, 2, True)


async def test_versions_that_an_operator_had_us_go_on_without_are_no_hole(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one))
    reporting.said(changed(one, host="RTD"), changed(one, site="R0B02"))
    del reporting.log.records[1:]
    await reporting.hears(changed(one, host="RXX"))
    await repair(reporting).replay(await first_held(reporting), by=BY, reason="lost", skip_gap=True)

    assert same(await reporting.rebuild("facts"))
    assert {row["host"] for row in (await reporting.rows("facts"))["placement"]} == {"RXX"}

    del reporting.log.records[0]
    await refused(reporting, "after version 0")


async def test_a_record_without_a_readable_stream_that_was_let_go_of_is_no_hole(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one))
    [nobodys] = reporting.said(changed(one, host="RTD"))
    reporting.log.records[-1] = nobodys = with_headers(nobodys, ce_subject=None)  # type: ignore[arg-type]
    await reporting.driver.running.door.take([nobodys])
    await reporting.hears(changed(one, host="RXX"))
    await repair(reporting).discard(await first_held(reporting), by=BY, reason="names no stream")
    await repair(reporting).replay(await first_held(reporting), by=BY, reason="", skip_gap=True)

    assert same(await reporting.rebuild("facts"))


async def test_a_compacted_log_needs_only_the_last_version_of_each_but_that_it_needs(
    drive: Callable[..., Awaitable[Driver]],
) -> None:
    notifications = Rebuilding(
        await drive(
            "notifications",
            smtp_host="127.0.0.1",
            smtp_port=1,
            mail_from="Fairlead <no-reply@fairlead.example>",
            portal_url="http://127.0.0.1:8600",
        )
    )
    person, other = facts.a_person(), facts.a_person(person_id=uuid4())
    await notifications.hears(person, other, facts.a_contact(email="new@example.org"))
    del notifications.log.records[0]

    assert same(await notifications.rebuild("contacts"))

    del notifications.log.records[0]
    with pytest.raises(LogIncomplete, match=f"people.v1 {other.person_id}"):
        await notifications.rebuild("contacts")
