"""A projection made anew from the log equals the live one, puts right a wrong one, and tells nobody."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from chassis.audit import deeds
from chassis.door.record import RawRecord
from chassis.rebuilding import NotCaughtUp, Projection, Rebuilt
from chassis.rebuilding import course as course_of
from chassis.rebuilding.course import rebuild_from
from chassis.rebuilding.shadow import Shadow
from contracts import Event
from contracts.registry import WteChange
from contracts.subscriptions import HEARS
from contracts.vocabulary import Role
from tests.services.driver import Driver
from tests.unit.notifications import facts, registry_facts
from tests.unit.reporting.makers import a_placement, announced, cancelled, changed
from tests.unit.reporting.opportunity_makers import a_participation

Drive = Callable[..., Awaitable[Driver]]
BY = uuid4()
MORE_HOURS = WteChange(field="wte", old=Decimal("0.6"), new=Decimal(1))


@dataclass
class Written:
    """A log that a test has written: in place of Kafka, and with its two questions."""

    records: list[RawRecord] = field(default_factory=list)
    read: int = 0

    async def ends(self) -> int:
        return len(self.records)

    async def until(self, ends: int) -> AsyncIterator[Sequence[RawRecord]]:
        while self.read < ends:
            batch = self.records[self.read : self.read + 2]
            self.read += len(batch)
            yield batch


@dataclass
class Rebuilding:
    driver: Driver
    log: Written = field(default_factory=Written)

    async def hears(self, *events: Event) -> None:
        await self.driver.running.door.take(self.said(*events))

    def said(self, *events: Event) -> list[RawRecord]:
        """In the log, and not taken by anybody yet."""
        records: list[RawRecord] = [self.driver.record(event, self.driver.stamped(event)) for event in events]
        self.log.records += records
        return records

    def projection(self, name: str) -> Projection:
        return next(one for one in self.driver.running.service.projections if one.name == name)

    async def rebuild(self, name: str, **options: Any) -> Rebuilt:
        running, projection = self.driver.running, self.projection(name)
        shadow = Shadow(running.database, running.service.name, projection, running.telemetry)
        log: Any = Written(self.log.records)
        return await rebuild_from(log, shadow, running.database, projection, by=BY, **options)

    async def rows(self, name: str) -> dict[str, list[dict[str, Any]]]:
        found = {}
        async with self.driver.begin() as work:
            for table in self.projection(name).tables:
                order = ", ".join(f'"{column.name}"' for column in table.primary_key)
                found[table.name] = [
                    dict(r) for r in await work.all(text(f"SELECT * FROM {table.name} ORDER BY {order}"))
                ]
        return found

    async def run(self, statement: str) -> None:
        async with self.driver.begin() as work:
            await work.run(text(statement))

    async def count(self, table: str) -> int:
        async with self.driver.begin() as work:
            return int((await work.one(text(f"SELECT count(*) AS n FROM {table}")))["n"])


@pytest.fixture
async def reporting(drive: Drive) -> Rebuilding:
    return Rebuilding(await drive("reporting"))


def same(rebuilt: Rebuilt) -> bool:
    return (rebuilt.added, rebuilt.changed, rebuilt.removed) == (0, 0, 0)


async def test_what_is_rebuilt_from_the_log_equals_what_was_live(reporting: Rebuilding) -> None:
    one, other, gone = a_placement(), a_placement(host="RTD"), a_placement()
    await reporting.hears(announced(one), announced(other), announced(gone))
    await reporting.hears(changed(one, site="R0B02"), cancelled(gone), facts.an_organisation())
    before = await reporting.rows("facts")

    rebuilt = await reporting.rebuild("facts")

    assert same(rebuilt), rebuilt
    assert (rebuilt.events, rebuilt.rows) == (6, 4)
    assert await reporting.rows("facts") == before


async def test_a_wrong_projection_is_put_right_and_so_are_its_figures(reporting: Rebuilding) -> None:
    one, two, three = a_placement(), a_placement(), a_placement()
    await reporting.hears(announced(one), announced(two), announced(three))
    await reporting.driver.run_job("record movements")
    right, movements = await reporting.rows("facts"), await reporting.count("movement")
    await reporting.run(f"DELETE FROM placement WHERE placement_id = '{one.placement_id}'")
    await reporting.run(f"UPDATE placement SET host = 'RXX' WHERE placement_id = '{two.placement_id}'")
    await reporting.run(f"UPDATE placement SET placement_id = '{uuid4()}' WHERE placement_id = '{three.placement_id}'")

    rebuilt = await reporting.rebuild("facts")

    assert (rebuilt.added, rebuilt.changed, rebuilt.removed) == (2, 1, 1)
    assert await reporting.rows("facts") == right
    assert await reporting.count("movement") == movements, "the figures are what was last recorded"
    async with reporting.driver.begin() as work:
        [deed] = await deeds(work)
    assert (deed.person_id, deed.deed, deed.about) == (BY, "projection.rebuilt", "facts")
    assert deed.outcome == "2 added, 1 changed, 1 removed"


async def test_a_figure_that_was_recorded_wrongly_moves_when_its_facts_are_put_right(reporting: Rebuilding) -> None:
    await reporting.hears(announced(a_placement()), announced(a_placement()))
    await reporting.run("DELETE FROM placement WHERE ctid = (SELECT min(ctid) FROM placement)")
    await reporting.driver.run_job("record movements")

    await reporting.rebuild("facts")

    async with reporting.driver.begin() as work:
        query = text("SELECT denominator FROM movement WHERE code = 'R30' AND trust = 'R0B' ORDER BY id")
        assert [row["denominator"] for row in await work.all(query)] == [1, 2]


async def test_what_the_service_has_not_taken_yet_is_left_to_it(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one))
    later = reporting.said(changed(one, host="RTD"), announced(a_placement()))
    before = await reporting.rows("facts")

    assert same(await reporting.rebuild("facts"))

    assert await reporting.rows("facts") == before
    await reporting.driver.running.door.take(later)
    assert {row["host"] for row in (await reporting.rows("facts"))["placement"]} == {"RTD", "R0B"}
    assert same(await reporting.rebuild("facts"))


async def test_records_that_stand_twice_in_the_log_are_folded_once_and_in_order(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one), changed(one, host="RTD"), changed(one, host="RXX"))
    reporting.log.records += reporting.log.records[:2]  # a relay that died between acknowledgement and delete

    rebuilt = await reporting.rebuild("facts")

    assert (rebuilt.events, same(rebuilt)) == (3, True)


async def test_what_an_operator_discarded_stays_out(reporting: Rebuilding) -> None:
    one = a_placement()
    await reporting.hears(announced(one))
    [moved] = reporting.said(changed(one, host="RTD"))
    await reporting.driver.running.door.take([replace(moved, value=b"{")])  # type: ignore[type-var]
    await reporting.run("UPDATE held SET state = 'discarded'")
    await reporting.run(f"UPDATE stream_position SET sequence = 2 WHERE subject = '{one.placement_id}'")

    assert same(await reporting.rebuild("facts"))


async def test_a_rebuild_that_was_killed_is_begun_again_and_leaves_nothing(
    reporting: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reporting.hears(announced(a_placement()), announced(a_placement()))
    before = await reporting.rows("facts")

    async def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    for where in ("fold", "swap", "drop"):
        with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
            if where == "drop":  # after everything, before the commit
                dying.setattr(course_of, "note_deed", killed)
            else:
                dying.setattr(Shadow, where, killed)
            await reporting.rebuild("facts")
        assert await reporting.rows("facts") == before

    assert same(await reporting.rebuild("facts"))
    async with reporting.driver.begin() as work:
        left = await work.all(text("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'rebuild%'"))
    assert left == []


async def test_a_service_far_behind_its_log_is_waited_for_and_then_named(
    reporting: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course_of, "_FEW", 1)
    reporting.said(announced(a_placement()), announced(a_placement()))
    with pytest.raises(NotCaughtUp, match="reporting itself has 2 events yet to take"):
        await reporting.rebuild("facts", patience=0.0)


async def test_rebuilding_whom_we_know_tells_nobody(drive: Drive) -> None:
    notifications = Rebuilding(
        await drive(
            "notifications",
            smtp_host="127.0.0.1",
            smtp_port=1,
            mail_from="Fairlead <no-reply@fairlead.example>",
            portal_url="http://127.0.0.1:8600",
        )
    )
    await notifications.hears(registry_facts.a_change())  # its doctor is unknown: it waits for them
    person, holder = facts.a_person(), facts.an_appointment()
    await notifications.hears(person, facts.a_contact(email="new@example.org"), holder, facts.an_organisation())
    names = ("contacts", "holders", "names")
    before = [await notifications.rows(name) for name in names]
    told = [await notifications.count(table) for table in ("decision", "mail", "outbox", "vacancy")]
    await notifications.run("DELETE FROM contact")
    await notifications.run("DELETE FROM organisation")

    for name in names:
        await notifications.rebuild(name)

    assert [await notifications.rows(name) for name in names] == before
    assert [await notifications.count(table) for table in ("decision", "mail", "outbox", "vacancy")] == told


@pytest.mark.parametrize(
    ("service", "names"),
    [
        ("opportunities", ["placements", "appointments", "organisations"]),
        ("leave", ["placements", "appointments"]),
        ("feedback", ["placements"]),
        ("recognition", ["records", "names"]),
        ("role_modelling", ["placements", "appointments"]),
    ],
)
async def test_the_copies_of_other_services_are_rebuilt_as_they_were(
    drive: Drive, service: str, names: list[str]
) -> None:
    more = {"portal_url": "http://127.0.0.1:8600"} if service == "recognition" else {}
    copies = Rebuilding(await drive(service, **more))
    one = registry_facts.a_placement()
    said = (
        *(registry_facts.an_announcement(one), registry_facts.a_change(one), registry_facts.an_announcement()),
        registry_facts.a_change(one, changes=(MORE_HOURS,), changed_at=datetime(2027, 4, 1, 9, tzinfo=UTC)),
        *(facts.an_appointment(), facts.an_appointment(role=Role.CHAMPION)),
        *(facts.an_organisation(), a_participation()),
    )
    await copies.hears(*(event for event in said if type(event) in HEARS[service]))
    before = [await copies.rows(name) for name in names]
    for name in names:
        await copies.run(f"DELETE FROM {copies.projection(name).tables[0].name}")

        assert (await copies.rebuild(name)).added > 0

    assert [await copies.rows(name) for name in names] == before
    assert await copies.count("outbox") == 0
