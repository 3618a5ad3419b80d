"""Months of reports are counted once, in parts that are large enough, and nothing else is ever said (R42, R48, R83)."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from contracts import Actor, Grant
from contracts.leave import NoticeDue, ProtectedTimeCounted
from contracts.vocabulary import Role
from tests.services.driver import Driver
from tests.services.leave.stories import a_director, a_doctor, a_placement, announced, made
from tests.services.leave.test_lost_time import OUTCOME, REPORT

CLOSED = datetime(2026, 12, 29, 9, tzinfo=UTC)
"""Reports of November have had their 28 days."""
DIRECTOR = a_director()


async def department(leave: Driver, specialty: str | None, many: int, **facts: Any) -> list[Actor]:
    """So many doctors of a specialty, in post at R0B."""
    doctors = [a_doctor() for _ in range(many)]
    await leave.hears(*(announced(a_placement(one.person_id, specialty=specialty, **facts)) for one in doctors))
    return doctors


async def report(leave: Driver, *doctors: Actor, **facts: Any) -> list[UUID]:
    ids = []
    for doctor in doctors:
        async with leave.http(doctor) as http:
            answer = await http.post("/api/leave/lost-time", json=REPORT | facts)
        assert answer.status_code == 201, answer.text
        ids.append(UUID(answer.json()["id"]))
    return ids


async def act(leave: Driver, by: Actor, report_id: UUID, what: str, body: Any = None) -> None:
    async with leave.http(by) as http:
        answer = await http.post(f"/api/leave/lost-time/{report_id}/{what}", json=body)
    assert answer.status_code == 204, answer.text


async def counted(leave: Driver, at: datetime = CLOSED) -> list[ProtectedTimeCounted]:
    leave.clock.set(at)
    await leave.run_job("count lost time")
    return await leave.said(ProtectedTimeCounted)


@pytest.fixture
async def leave(leave: Driver) -> Driver:
    await leave.hears(*made(DIRECTOR))
    return leave


async def test_departments_that_are_large_enough_are_told_and_the_others_together(leave: Driver) -> None:
    surgery = await department(leave, "General surgery", 12)
    small = [*await department(leave, "Psychiatry", 6), *await department(leave, "Paediatrics", 6)]
    await report(leave, *surgery[:5], minutes=60)
    await report(leave, surgery[0], minutes=30)
    await report(leave, *small[:3], *small[-2:])

    [said] = await counted(leave)

    assert (said.trust, said.month) == ("R0B", date(2026, 11, 1))
    assert [(p.department, p.reports, p.reporters, p.doctors, p.minutes_lost) for p in said.parts] == [
        ("General surgery", 6, 5, 12, 330),
        (None, 5, 5, 12, 600),
    ]


async def test_a_part_counts_what_was_acknowledged_resolved_and_given_back_in_time(leave: Driver) -> None:
    doctors = await department(leave, "General surgery", 12)
    ids = await report(leave, *doctors[:6])
    await act(leave, DIRECTOR, ids[0], "acknowledgement")
    await act(leave, DIRECTOR, ids[1], "outcome", OUTCOME)
    await act(leave, DIRECTOR, ids[2], "outcome", {"outcome": "no_remedy_possible"})
    leave.clock.set(datetime(2026, 11, 30, 9, tzinfo=UTC))  # a day too late to acknowledge, in time to resolve
    await act(leave, DIRECTOR, ids[3], "outcome", {"outcome": "time_off_in_lieu"})
    leave.clock.set(datetime(2026, 12, 21, 9, tzinfo=UTC))  # and too late for that
    await act(leave, DIRECTOR, ids[4], "outcome", {"outcome": "work_schedule_review"})

    [said] = await counted(leave)

    [part] = said.parts
    assert (part.acknowledged_in_time, part.resolved_in_time, part.reinstated) == (3, 3, 2)


@pytest.mark.parametrize(("reporters", "doctors"), [(4, 12), (5, 9)])
async def test_of_a_trust_that_is_too_small_nothing_is_said_then_or_later(
    leave: Driver, reporters: int, doctors: int
) -> None:
    await report(leave, *(await department(leave, "General surgery", doctors))[:reporters])

    assert await counted(leave) == []
    await department(leave, "General surgery", 20)
    assert await counted(leave, datetime(2027, 3, 1, tzinfo=UTC)) == []


async def test_a_month_is_not_counted_before_its_last_report_has_had_its_days(leave: Driver) -> None:
    await report(leave, *(await department(leave, "General surgery", 12))[:6])

    assert await counted(leave, datetime(2026, 12, 28, 9, tzinfo=UTC)) == []
    assert len(await counted(leave)) == 1


async def test_what_comes_later_changes_no_count(leave: Driver) -> None:
    """The difference between two counts of a month would be one report."""
    doctors = await department(leave, "General surgery", 12)
    ids = await report(leave, *doctors[:6])
    first = await counted(leave)

    await act(leave, doctors[0], ids[0], "withdrawal")
    await act(leave, DIRECTOR, ids[1], "outcome", OUTCOME)

    assert await counted(leave, datetime(2027, 1, 10, tzinfo=UTC)) == first


async def test_each_month_counts_its_own_reports(leave: Driver) -> None:
    doctors = await department(leave, "General surgery", 12)
    await report(leave, *doctors[:6])
    leave.clock.set(datetime(2026, 12, 1, 0, 30, tzinfo=UTC))
    await report(leave, *doctors[:5])

    found = await counted(leave, datetime(2027, 2, 1, tzinfo=UTC))

    assert [(one.month, one.parts[0].reports) for one in found] == [(date(2026, 11, 1), 6), (date(2026, 12, 1), 5)]


async def test_what_its_doctor_withdrew_does_not_count(leave: Driver) -> None:
    doctors = await department(leave, "General surgery", 12)
    [withdrawn, *_] = await report(leave, *doctors[:5])
    await act(leave, doctors[0], withdrawn, "withdrawal")

    assert await counted(leave) == []


async def test_only_residents_in_post_on_the_census_day_could_have_reported(leave: Driver) -> None:
    doctors = await department(leave, "General surgery", 9)
    await department(leave, "General surgery", 5, type="parental_leave")
    await department(leave, "General surgery", 5, start=date(2026, 11, 5))
    await department(leave, "General surgery", 5, host="R0C", site="R0C01")
    await report(leave, *doctors[:6])

    assert await counted(leave) == []


async def test_a_count_has_no_cause_and_reports_say_nothing_at_all(leave: Driver) -> None:
    await report(leave, *(await department(leave, "General surgery", 12))[:6])
    assert await leave.said() == []

    await counted(leave)

    [(_, row)] = await leave.said_with_stamps(ProtectedTimeCounted)
    assert (row["causation"], row["correlation"], row["key"], row["subject"]) == (None, row["event_id"], "R0B", "R0B")
    assert await leave.said(NoticeDue) == []


async def test_what_was_said_stays_readable_for_director_and_guardian_and_what_was_too_small_is_not(
    leave: Driver,
) -> None:
    """The numbers that a guardian annexes to the board's report (R50)."""
    guardian = Actor(UUID(int=7), frozenset({Grant(Role.GUARDIAN, "R0B")}))
    doctors = await department(leave, "General surgery", 12)
    ids = await report(leave, *doctors[:6], minutes=60)
    leave.clock.set(datetime(2026, 12, 1, 9, tzinfo=UTC))
    await report(leave, *doctors[:4])
    await counted(leave, datetime(2027, 2, 1, tzinfo=UTC))
    await act(leave, DIRECTOR, ids[1], "outcome", OUTCOME)

    for reader in (DIRECTOR, guardian):
        assert (await counts(leave, reader)).json() == {
            "items": [
                {
                    "month": "2026-11-01",
                    "parts": [
                        {
                            "department": "General surgery",
                            "reports": 6,
                            "reporters": 6,
                            "doctors": 12,
                            "minutes_lost": 360,
                            "acknowledged_in_time": 0,
                            "resolved_in_time": 0,
                            "reinstated": 0,
                        }
                    ],
                }
            ]
        }
    assert (await counts(leave, a_director("R0C"))).status_code == 404
    assert (await counts(leave, doctors[0])).status_code == 403


async def counts(leave: Driver, by: Actor) -> httpx.Response:
    async with leave.http(by) as http:
        return await http.get("/api/leave/lost-time/counts", params={"trust": "R0B"})
