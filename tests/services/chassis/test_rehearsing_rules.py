"""A rule is rehearsed: it says what would change, refuses what could not be set in the same words, and sets nothing."""

from collections.abc import Collection
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from chassis.audit import deeds
from chassis.rehearsing import Change, Rehearsal, Ruled, rehearse
from chassis.rules import Rule, all_rules, set_rule
from chassis.tables import rule as kept
from chassis.work import UnitOfWork
from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.chassis.conftest import Toy
from tests.services.driver import an_actor

TODAY = date(2026, 11, 22)
OPERATOR = an_actor(Grant(Role.OPERATOR))


@pytest.fixture
async def ruled(toy: Toy) -> Toy:
    """Everybody's 7 days, 5 of deanery Y60, 3 of its trust R0B."""
    async with toy.begin() as work:
        always = date(1900, 1, 1)
        rows = [{"name": name, "valid_from": always, "value": 7} for name in ("toy.days", "toy.seconds")]
        await work.run(insert(kept), rows)
        for of, value in (("Y60", 5), ("R0B", 3)):
            row = {"name": "toy.days", "region": of, "valid_from": date(2026, 1, 1), "value": value}
            await work.run(insert(kept).values(row))
    return toy


async def everything(_: UnitOfWork, __: str, ___: date) -> Collection[Ruled]:
    return [
        Ruled(("R0B", "Y60"), {"placements": 100}),
        Ruled(("R0C", "Y60"), {"placements": 20, "requests": 2}),
        Ruled(("R0D", "Y60"), {"placements": 10, "requests": 1}),
        Ruled(("R0E", "Y61"), {"placements": 4}),
        Ruled((), {"placements": 1}),
    ]


async def rehearsed(toy: Toy, name: str, of: str, on: date = TODAY) -> Rehearsal:
    async with toy.begin() as work:
        return await rehearse(work, Rule(name, of, on, 9), reach=everything)


async def post(toy: Toy, actor: Actor, name: str, **body: Any) -> httpx.Response:
    ordinary = {"of": "", "valid_from": "2026-11-22", "value": 9, "reason": "agreed by the board"}
    return await toy.http(actor).post(f"/api/toy/rules/{name}/rehearsal", json=ordinary | body)


@pytest.mark.parametrize(
    ("of", "changes"),
    [
        ("Y60", (Change(5, {"placements": 30, "requests": 3}),)),
        ("R0B", (Change(3, {"placements": 100}),)),
        ("R0C", (Change(5, {"placements": 20, "requests": 2}),)),
        ("Y61", (Change(7, {"placements": 4}),)),
        ("", (Change(7, {"placements": 5}),)),
        ("Y69", ()),
    ],
    ids=["a deanery", "a trust with its own", "a trust without", "nobody's yet", "the default", "where nothing is"],
)
async def test_it_concerns_what_has_no_nearer_value_of_its_own(
    ruled: Toy, of: str, changes: tuple[Change, ...]
) -> None:
    assert (await rehearsed(ruled, "toy.days", of)).changes == changes


async def test_of_a_rule_of_everybody_nothing_is_counted(ruled: Toy) -> None:
    """What is counted is what rules are read for at places: a limit of searches is about no placement."""
    assert (await rehearsed(ruled, "toy.seconds", "")).changes == (Change(7),)


async def test_each_value_that_would_give_way_is_said_apart(ruled: Toy) -> None:
    async def of_a_programme(*_: Any) -> Collection[Ruled]:
        return [Ruled(("P1", "Y60"), {"placements": 2}), Ruled(("P1", "Y61"), {"placements": 3})]

    async with ruled.begin() as work:
        found = await rehearse(work, Rule("toy.days", "P1", TODAY, 9), reach=of_a_programme)

    assert found.changes == (Change(5, {"placements": 2}), Change(7, {"placements": 3}))


async def test_it_says_what_holds_on_that_day_and_until_when_it_would(ruled: Toy) -> None:
    async with ruled.begin() as work:
        for day, value in ((date(2027, 4, 1), 11), (date(2027, 8, 4), 12)):
            await set_rule(work, Rule("toy.days", "Y60", day, value), reason="from then on")

    now, spring, autumn = [
        await rehearsed(ruled, "toy.days", "Y60", day) for day in (TODAY, date(2027, 4, 1), date(2027, 9, 1))
    ]

    assert [found.until for found in (now, spring, autumn)] == [date(2027, 4, 1), date(2027, 8, 4), None]
    assert [found.changes[0].before for found in (now, spring, autumn)] == [5, 11, 12]


async def test_nothing_is_set_and_the_audit_says_nothing(ruled: Toy) -> None:
    async with ruled.begin() as work:
        before = await all_rules(work)

    answer = await post(ruled, an_actor(Grant(Role.DEAN, "Y60")), "toy.days", of="Y60")

    assert (answer.status_code, answer.json()) == (200, {"until": None, "changes": [{"before": 5, "counts": {}}]})
    async with ruled.begin() as work:
        assert (await all_rules(work), await deeds(work)) == (before, [])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("toy.days", {"valid_from": "2026-11-21"}),
        ("toy.days", {"value": "nine"}),
        ("toy.days", {"value": 7.5}),
        ("toy.days", {"of": "Y60\n"}),
        ("toy.days", {"reason": " "}),
        ("toy.seconds", {"of": "Y60"}),
        ("toy.unheard_of", {}),
    ],
    ids=["a day that is over", "a word", "half a day", "no code", "no reason", "everybody's at a place", "no rule"],
)
async def test_what_could_not_be_set_is_refused_in_the_same_words(ruled: Toy, name: str, body: dict[str, Any]) -> None:
    ordinary = {"of": "", "valid_from": "2026-11-22", "value": 9, "reason": "agreed by the board"}
    act = await ruled.http(OPERATOR).put(f"/api/toy/rules/{name}", json=ordinary | body)

    rehearsal = await post(ruled, OPERATOR, name, **body)

    assert act.status_code >= 400
    assert (rehearsal.status_code, rehearsal.json()["detail"]) == (act.status_code, act.json()["detail"])


@pytest.mark.parametrize(("role", "scope"), [(Role.DEAN, "Y61"), (Role.RESIDENT_DOCTOR, None), (Role.DME, "Y60")])
async def test_whoever_may_not_set_it_may_not_rehearse_it(ruled: Toy, role: Role, scope: str | None) -> None:
    assert (await post(ruled, an_actor(Grant(role, scope)), "toy.days", of="Y60")).status_code == 403
