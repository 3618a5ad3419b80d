"""What may be published, and when it is open."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Declined, LostUpdate
from contracts import Actor, Grant
from contracts.vocabulary import ClosingReason, OpportunitySetting, Recurrence, Role
from services.opportunities.domain import Decision, close, draft, drafts_at, hosts
from services.opportunities.domain.obstacles import (
    AlreadyClosed,
    AlreadyOver,
    LeadNotThere,
    NotCoProduced,
    NotYourTrust,
    WrongSetting,
)
from tests.unit.opportunities.facts import (
    A_MEETING,
    A_PLAN,
    CHAMPION,
    NOW,
    TODAY,
    a_placement,
    an_opportunity,
)


def drafted(**otherwise: Any) -> Decision:
    given: dict[str, Any] = {
        "plan": A_PLAN,
        "kind": A_MEETING,
        "by": CHAMPION,
        "drafts_at": {"R0B"},
        "lead_is_there": True,
        "co_producer_works_at": {"R0B"},
    }
    asked = given | otherwise
    return draft(asked.pop("plan"), opportunity_id=uuid4(), at=NOW, today=TODAY, **asked)


@pytest.mark.parametrize(
    ("otherwise", "obstacle"),
    [
        ({"drafts_at": {"RXF"}}, NotYourTrust),
        ({"drafts_at": set()}, NotYourTrust),
        ({"lead_is_there": False}, LeadNotThere),
        ({"co_producer_works_at": {"RXF"}}, NotCoProduced),
        ({"co_producer_works_at": set()}, NotCoProduced),
        ({"plan": replace(A_PLAN, co_producer_id=CHAMPION.person_id)}, NotCoProduced),
        ({"kind": replace(A_MEETING, setting=OpportunitySetting.PRIMARY_CARE)}, WrongSetting),
        ({"plan": replace(A_PLAN, recurrence=Recurrence.ONCE)}, AlreadyOver),
        ({"plan": replace(A_PLAN, last_day=date(2026, 11, 21))}, AlreadyOver),
    ],
)
def test_each_obstacle_stands_in_the_way(otherwise: dict[str, Any], obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        drafted(**otherwise)


def test_a_champion_may_lead_without_another_appointment() -> None:
    plan = replace(A_PLAN, lead_id=CHAMPION.person_id)

    assert drafted(plan=plan, lead_is_there=False).opportunity.lead_id == CHAMPION.person_id


def test_a_programmes_director_leads_only_where_they_hold_a_role() -> None:
    director = Actor(uuid4(), frozenset({Grant(Role.TPD, "NTH001")}))
    plan = replace(A_PLAN, lead_id=director.person_id)

    with pytest.raises(LeadNotThere):
        drafted(plan=plan, by=director, lead_is_there=False)
    assert drafted(plan=plan, by=director, lead_is_there=True).opportunity.lead_id == director.person_id


def test_what_happens_once_ends_on_its_day_and_what_recurs_goes_on() -> None:
    once = replace(A_PLAN, recurrence=Recurrence.ONCE, first_day=TODAY)

    assert drafted(plan=once).opportunity.last_day == TODAY
    assert drafted().opportunity.last_day is None


@pytest.mark.parametrize(("planned", "may"), [(None, True), (False, False)])
def test_whether_residents_chair_it_is_the_catalogues_word_until_the_editor_says_otherwise(
    planned: bool | None, may: bool
) -> None:
    assert drafted(plan=replace(A_PLAN, chairing=planned)).opportunity.chairing is may


@pytest.mark.parametrize(
    ("grants", "trusts"),
    [
        ([Grant(Role.CHAMPION, "R0B"), Grant(Role.RDPL, "RXF")], {"R0B", "RXF"}),
        ([Grant(Role.COLLEGE_TUTOR, "R0B")], {"R0B"}),
        ([Grant(Role.TPD, "NTH001")], {"RXF", "RTD"}),
        ([Grant(Role.TPD, "EAN001")], set()),
        ([Grant(Role.SLRDE, "R0B"), Grant(Role.RESIDENT_DOCTOR), Grant(Role.GUARDIAN, "R0B")], set()),
    ],
    ids=["editors", "tutor", "director", "director of nobody yet", "others"],
)
def test_one_drafts_at_ones_own_trust_or_where_ones_programme_is(grants: list[Grant], trusts: set[str]) -> None:
    by = Actor(uuid4(), frozenset(grants))

    assert drafts_at(by, placed_at={"NTH001": {"RXF", "RTD"}, "YHD001": {"RVW"}}) == trusts


@given(st.integers(-400, 400), st.integers(0, 400))
def test_it_is_open_up_to_its_last_day_and_never_once_closed(start: int, lasts: int) -> None:
    first = TODAY + timedelta(days=start)
    opportunity = an_opportunity(first_day=first, last_day=first + timedelta(days=lasts))

    assert opportunity.is_open(TODAY) == (start + lasts >= 0)
    closed = close(opportunity, by=CHAMPION, drafts_at={"R0B"}, reason=ClosingReason.OVER, at=NOW).opportunity
    assert not closed.is_open(TODAY)


def test_closing_needs_the_version_that_is_and_happens_once() -> None:
    opportunity = an_opportunity(version=3)
    with pytest.raises(LostUpdate):
        close(opportunity, by=CHAMPION, drafts_at={"R0B"}, reason=ClosingReason.FILLED, at=NOW, match=2)

    closed = close(
        opportunity, by=CHAMPION, drafts_at={"R0B"}, reason=ClosingReason.FILLED, at=NOW, match=3
    ).opportunity

    with pytest.raises(AlreadyClosed):
        close(closed, by=CHAMPION, drafts_at={"R0B"}, reason=ClosingReason.OVER, at=NOW)


def test_a_doctor_works_where_a_placement_that_is_not_cancelled_holds_today() -> None:
    placements = [
        a_placement(),
        a_placement(host="RXF", end=TODAY),
        a_placement(host="RTD", start=TODAY + timedelta(days=1)),
        a_placement(host="RVW", cancelled=True),
    ]

    assert hosts(placements, on=TODAY) == {"R0B", "RXF"}
