"""Self-development time: how much there is to be, who schedules it, and what its doctor says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from chassis.errors import LostUpdate, NotFound
from contracts.leave import SdtConfirmed, SdtScheduled
from contracts.vocabulary import Role
from services.leave.domain import Desk
from services.leave.domain.time import Hours, Scheduled, SelfDevelopment, confirm, own, required_minutes, schedule
from services.leave.domain.time.obstacles import NothingScheduled, PlacementOver
from tests.unit.leave.facts import COORDINATOR, DESKS, DIRECTOR, DOCTOR, PLACEMENT, TPD, somebody_at

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOURS = Hours(
    {stage: Decimal(many) for stage, many in {"f2": "2", "core": "1.5", "higher": "4", "other": "0"}.items()},
    {"f2": ["Foundation Year 2", "F2"], "core": ["CT1"], "higher": ["ST5"]},
)


@pytest.mark.parametrize(
    ("grade", "wte", "minutes"),
    [
        ("Foundation Year 2", "1", 120),
        ("FOUNDATION  year 2", "1", 120),
        ("F2", "0.6", 72),
        ("ST5", "0.8", 192),
        ("CT1", "0.555", 50),
        ("Consultant", "1", 0),
        (None, "1", 0),
    ],
)
def test_what_is_required_goes_by_grade_and_working_time(grade: str | None, wte: str, minutes: int) -> None:
    """Half a minute counts as one; a grade of which the region says nothing has no minimum (R38)."""
    assert required_minutes(replace(PLACEMENT, grade=grade, wte=Decimal(wte)), HOURS) == minutes


def scheduled(known: SelfDevelopment | None = None, **facts: Any) -> Scheduled:
    ordinary: dict[str, Any] = {
        "placement": PLACEMENT,
        "staffed": DESKS,
        "minutes": 120,
        "in_work_schedule": True,
        "required": 120,
        "by": somebody_at(COORDINATOR),
        "at": AT,
        "today": date(2026, 11, 22),
    }
    return schedule(known, **{**ordinary, **facts})


@pytest.mark.parametrize("desk", [COORDINATOR, DIRECTOR])
def test_whoever_plans_the_rota_schedules_it_and_says_so(desk: Desk) -> None:
    found = scheduled(by=somebody_at(desk))

    [said] = found.events
    assert isinstance(said, SdtScheduled)
    assert (said.minutes_per_week, said.required_per_week, said.in_work_schedule) == (120, 120, True)
    assert (said.key, said.subject) == (str(DOCTOR), str(PLACEMENT.placement_id))


@pytest.mark.parametrize(
    "desk", [TPD, Desk(Role.ROTA_COORDINATOR, "R0C"), Desk(Role.CHAMPION, "R0B"), Desk(Role.SUPERVISOR, "R0B")]
)
def test_nobody_else_finds_the_placement(desk: Desk) -> None:
    with pytest.raises(NotFound):
        scheduled(by=somebody_at(desk))


@pytest.mark.parametrize("role", [Role.ROTA_COORDINATOR, Role.DME])
def test_where_nobody_plans_the_hosts_rotas_who_employs_does(role: Role) -> None:
    at_a_practice, employers = replace(PLACEMENT, host="A81001", employer="R0D"), somebody_at(Desk(role, "R0D"))

    [said] = scheduled(placement=at_a_practice, by=employers).events

    assert said.trust == "A81001"
    with pytest.raises(NotFound):
        scheduled(placement=at_a_practice, by=employers, staffed={Desk(Role.ROTA_COORDINATOR, "A81001")})
    with pytest.raises(NotFound):
        scheduled(placement=replace(at_a_practice, employer=None), by=employers)
    with pytest.raises(NotFound):
        scheduled(placement=at_a_practice, by=somebody_at(Desk(role, "R0D"), person=DOCTOR.int))


def test_nobody_plans_their_own_and_no_cancelled_or_ended_placement_is_planned() -> None:
    with pytest.raises(NotFound):
        scheduled(by=somebody_at(COORDINATOR, person=DOCTOR.int))
    with pytest.raises(NotFound):
        scheduled(placement=replace(PLACEMENT, cancelled=True))
    with pytest.raises(PlacementOver):
        scheduled(placement=replace(PLACEMENT, end=date(2026, 11, 21)))


def test_the_same_again_says_nothing_and_another_amount_asks_the_doctor_anew() -> None:
    answered = confirm(scheduled().time, planned_at="R0B", gets_it=True, at=AT).time

    assert scheduled(answered) == Scheduled(answered)
    more = scheduled(answered, minutes=240)
    assert (more.time.gets_it, more.time.version, len(more.events)) == (None, answered.version + 1, 1)


def test_whoever_read_an_older_version_is_told_to_read_again() -> None:
    with pytest.raises(LostUpdate):
        scheduled(scheduled().time, minutes=240, match=7)


def test_a_doctor_may_say_otherwise_later_and_is_not_heard_twice() -> None:
    yes = confirm(scheduled().time, planned_at="R0B", gets_it=True, at=AT)
    again = confirm(yes.time, planned_at="R0B", gets_it=True, at=AT)
    no = confirm(yes.time, planned_at="R0B", gets_it=False, at=AT)

    assert [event.gets_it for event in (*yes.events, *no.events) if isinstance(event, SdtConfirmed)] == [True, False]
    assert again == Scheduled(yes.time)


def test_there_is_nothing_to_say_before_it_is_scheduled_nor_for_anybody_else() -> None:
    with pytest.raises(NothingScheduled):
        confirm(None, planned_at="R0B", gets_it=True, at=AT)
    with pytest.raises(NotFound):
        own(PLACEMENT, somebody_at(COORDINATOR))
