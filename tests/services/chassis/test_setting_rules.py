"""Dated rules over HTTP: read by all, set by whoever answers for a place, from a day on, with their name kept."""

from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from chassis.audit import deeds
from chassis.errors import Declined, NotFound
from chassis.rules import Rule, alike, rule, rules_at, set_rule, who_has_own
from chassis.ruling import may_set
from chassis.tables import rule as kept
from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.chassis.conftest import Toy
from tests.services.driver import an_actor
from tests.services.statements import counted

TODAY = date(2026, 11, 22)
DEAN = an_actor(Grant(Role.DEAN, "Y60"))
SETTERS = {Role.DEAN: ["toy.days"], Role.DME: ["toy.local"]}


@pytest.fixture
async def ruled(toy: Toy) -> Toy:
    defaults = {"toy.days": 7, "toy.local": {"led": None}, "toy.seconds": 30}
    async with toy.begin() as work:
        rows = [{"name": name, "valid_from": date(1900, 1, 1), "value": value} for name, value in defaults.items()]
        await work.run(insert(kept), rows)
    return toy


async def put(toy: Toy, actor: Actor, name: str, **body: Any) -> httpx.Response:
    ordinary = {"of": "", "valid_from": "2026-11-22", "value": 9, "reason": "agreed by the board"}
    return await toy.http(actor).put(f"/api/toy/rules/{name}", json=ordinary | body)


async def test_an_operator_sets_a_default_from_a_day_on_and_the_audit_says_why(ruled: Toy) -> None:
    operator = an_actor(Grant(Role.OPERATOR))

    assert (await put(ruled, operator, "toy.days", valid_from="2026-12-01")).status_code == 204

    async with ruled.begin() as work:
        assert await rule(work, "toy.days", on=date(2026, 11, 30), of=[]) == 7
        assert await rule(work, "toy.days", on=date(2026, 12, 1), of=[]) == 9
        (deed,) = await deeds(work)
    assert (deed.person_id, deed.about) == (operator.person_id, "rule toy.days of everybody from 2026-12-01")
    assert (deed.deed, deed.reason) == ("set", "agreed by the board")


async def test_a_second_thought_on_the_same_day_takes_the_place_of_the_first(ruled: Toy) -> None:
    operator = an_actor(Grant(Role.OPERATOR))
    await put(ruled, operator, "toy.days", of="Y60", value=5)
    await put(ruled, operator, "toy.days", of="Y60", value=6)

    shown = (await ruled.http(an_actor(Grant(Role.RESIDENT_DOCTOR))).get("/api/toy/rules")).json()

    assert [(each["of"], each["value"]) for each in shown if each["name"] == "toy.days"] == [("", 7), ("Y60", 6)]
    async with ruled.begin() as work:
        assert len(await deeds(work)) == 2


@pytest.mark.parametrize(
    ("name", "body", "status", "slug"),
    [
        ("toy.days", {"valid_from": "2026-11-21"}, 422, "rule-in-the-past"),
        ("toy.days", {"value": "nine"}, 422, "rule-misshapen"),
        ("toy.days", {"value": -1}, 422, "rule-misshapen"),
        ("toy.days", {"value": 7.5}, 422, "a whole number from 0 to 100000"),
        ("toy.local", {"value": {"led": 10, "f1": 3}}, 422, "rule-misshapen"),
        ("toy.unheard_of", {}, 404, "not-found"),
        ("toy.days", {"reason": " "}, 422, "unprocessable"),
    ],
)
async def test_what_cannot_be_a_rule_is_sent_back(
    ruled: Toy, name: str, body: dict[str, Any], status: int, slug: str
) -> None:
    answer = await put(ruled, an_actor(Grant(Role.OPERATOR)), name, **body)

    assert answer.status_code == status
    assert slug in answer.text or slug == "unprocessable"
    async with ruled.begin() as work:
        assert await deeds(work) == []


async def test_what_its_default_may_leave_unsaid_can_be_unsaid_again(ruled: Toy) -> None:
    operator = an_actor(Grant(Role.OPERATOR))

    for value in ({"led": 10}, {"led": None}, {"led": 3}):
        assert (await put(ruled, operator, "toy.local", value=value)).status_code == 204
    assert (await put(ruled, operator, "toy.local", of="Y60", value={"led": None})).status_code == 204

    async with ruled.begin() as work:
        assert await rule(work, "toy.local", on=TODAY, of=["Y60"]) == {"led": None}
        assert await rule(work, "toy.local", on=TODAY, of=[]) == {"led": 3}


async def test_whoever_has_no_part_in_rules_sets_none(ruled: Toy) -> None:
    director = an_actor(Grant(Role.DME, "R0B"))

    assert (await put(ruled, director, "toy.days", of="R0B")).status_code == 403
    assert (await put(ruled, DEAN, "toy.days", of="Y61")).status_code == 403
    assert (await put(ruled, DEAN, "toy.seconds", of="Y60")).status_code == 403


async def test_whoever_answers_for_a_place_sets_its_own_and_the_audit_says_who(ruled: Toy) -> None:
    assert (await put(ruled, DEAN, "toy.days", of="Y60", value=5)).status_code == 204

    async with ruled.begin() as work:
        assert await rule(work, "toy.days", on=TODAY, of=["Y60"]) == 5
        (deed,) = await deeds(work)
    assert (deed.person_id, deed.about) == (DEAN.person_id, "rule toy.days of Y60 from 2026-11-22")


async def test_an_auditor_reads_what_was_done_at_their_place_and_for_everybody(ruled: Toy) -> None:
    operator = an_actor(Grant(Role.OPERATOR))
    for of in ("", "Y60", "Y61"):
        await put(ruled, operator, "toy.days", of=of)
    both = an_actor(Grant(Role.AUDITOR, "Y60"), Grant(Role.DEAN, "Y61"))

    read = [(await ruled.http(who).get("/api/toy/operator/deeds")).json() for who in (operator, both)]
    refused = await ruled.http(DEAN).get("/api/toy/operator/deeds")

    assert [[deed["place"] for deed in deeds_] for deeds_ in read] == [["Y61", "Y60", ""], ["Y60", ""]]
    assert refused.status_code == 403


async def test_a_rule_that_is_read_at_no_place_is_set_for_everybody_or_not_at_all(ruled: Toy) -> None:
    operator = an_actor(Grant(Role.OPERATOR))

    refused = await put(ruled, operator, "toy.seconds", of="Y60")

    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (422, "rule-of-everybody")
    assert "set it without saying whose" in refused.json()["detail"]
    assert (await put(ruled, operator, "toy.seconds")).status_code == 204
    async with ruled.begin() as work:
        assert [deed.about for deed in await deeds(work)] == ["rule toy.seconds of everybody from 2026-11-22"]


async def test_a_rule_is_read_as_it_is_declared(ruled: Toy) -> None:
    async with ruled.begin() as work:
        with pytest.raises(ValueError, match=r"toy\.days is read by place"):
            await rule(work, "toy.days", on=TODAY)
        with pytest.raises(ValueError, match=r"toy\.seconds is read at no place"):
            await rule(work, "toy.seconds", on=TODAY, of=["Y60"])
        with pytest.raises(ValueError, match=r"toy\.seconds is read at no place"):
            await rules_at(work, ["toy.days", "toy.seconds"], {"R0B": ["Y60"]}, on=TODAY)


async def test_of_several_places_each_has_its_own(ruled: Toy) -> None:
    async with ruled.begin() as work:
        for of, value in (("R0B", 3), ("Y60", 5)):
            await set_rule(work, Rule("toy.days", of, TODAY, value), reason="")
        await set_rule(work, Rule("toy.days", "Y61", date(2026, 11, 23), 9), reason="from tomorrow")
        whose = {"R0B": ["R0B", "Y60"], "R0C": ["R0C", "Y60"], "R0D": ["R0D", "Y61"], "R0E": []}

        found = await rules_at(work, ["toy.days"], whose, on=TODAY)

        assert {place: values["toy.days"] for place, values in found.items()} == {
            "R0B": 3, "R0C": 5, "R0D": 7, "R0E": 7
        }  # fmt: skip
        assert await who_has_own(work, ["toy.days"], on=TODAY) == {"R0B", "Y60"}


@pytest.mark.parametrize(
    ("name", "of", "allowed"),
    [("toy.days", "Y60", True), ("toy.days", "Y61", False), ("toy.days", "", False), ("toy.local", "Y60", False)],
)
def test_a_role_sets_its_own_rules_at_its_own_place(name: str, of: str, *, allowed: bool) -> None:
    assert may_set(DEAN, name, of, SETTERS) is allowed


async def test_the_nearest_place_with_a_rule_of_its_own_wins(ruled: Toy) -> None:
    async with ruled.begin() as work:
        for of, value in (("R0B", 3), ("Y60", 5)):
            await set_rule(work, Rule("toy.days", of, TODAY, value), reason="")
        assert await rule(work, "toy.days", on=TODAY, of=["R0B", "Y60"]) == 3
        assert await rule(work, "toy.days", on=TODAY, of=["Y60", "R0B"]) == 5
        assert await rule(work, "toy.days", on=TODAY, of=["R0C", "Y60"]) == 5
        assert await rule(work, "toy.days", on=TODAY, of=["R0C"]) == 7
        with pytest.raises(Declined):
            await set_rule(work, Rule("toy.days", "R0B", date(2026, 11, 1), 3), reason="")


async def test_a_rule_that_was_read_before_it_is_set_is_read_anew_in_the_same_unit_of_work(ruled: Toy) -> None:
    async with ruled.begin(actor=DEAN) as work:
        assert await rule(work, "toy.days", on=TODAY, of=["Y60"]) == 7
        await set_rule(work, Rule("toy.days", "Y60", TODAY, 9), reason="agreed")

        assert await rule(work, "toy.days", on=TODAY, of=["Y60"]) == 9


async def test_a_rule_that_is_set_and_undone_is_read_as_it_was(ruled: Toy) -> None:
    async with ruled.begin(actor=DEAN) as work:
        with pytest.raises(NotFound):
            async with work.attempt():
                await set_rule(work, Rule("toy.days", "Y60", TODAY, 9), reason="agreed")
                assert await rule(work, "toy.days", on=TODAY, of=["Y60"]) == 9
                raise NotFound

        assert await rule(work, "toy.days", on=TODAY, of=["Y60"]) == 7


async def test_all_that_a_unit_of_work_asks_about_the_same_places_is_read_once(ruled: Toy) -> None:
    async with ruled.begin(actor=DEAN) as work:
        with counted() as found:
            for day in (TODAY, date(2027, 1, 1)):
                assert await rule(work, "toy.days", on=day, of=["Y60"]) == 7
                assert await rule(work, "toy.seconds", on=day) == 30

    assert found == {"SELECT rule": 1}


@pytest.mark.parametrize(
    ("default", "value", "same"),
    [
        (7, True, False),
        (1.0, 0.5, True),
        (1.0, float("inf"), False),
        (1.0, 1e12, False),
        (True, 1, False),
        (None, 10, True),
        (None, None, True),
        (7, None, False),
        (["a"], ["b", "c"], True),
        (["a"], [1], False),
        ("a", "b", True),
        ({"a": 1}, {"a": 2}, True),
        ({"a": 1}, {"b": 2}, False),
    ],
)
def test_a_value_has_the_shape_of_its_default(default: Any, value: Any, *, same: bool) -> None:
    assert alike(default, value) is same


@pytest.mark.parametrize(
    ("name", "value", "same"),
    [
        ("toy.days", 9, True),
        ("toy.days", 7.5, False),
        ("toy.days", 7.0, False),
        ("toy.days", True, False),
        ("toy.days", 1e12, False),
        ("toy.days", 10**12, False),
        ("toy.appeal_working_days", 1_000, True),
        ("toy.appeal_working_days", 1_001, False),
        ("toy.lapses_after_months", 1_201, False),
        ("toy.year_month", 12, True),
        ("toy.year_month", 0, False),
        ("toy.year_month", 13, False),
        ("toy.r1_target", 0.9, True),
        ("toy.r1_target", -0.9, False),
    ],
)
def test_what_is_counted_is_a_whole_number_that_its_name_can_have(name: str, value: float, *, same: bool) -> None:
    assert alike(1, value, name=name) is same


@pytest.mark.parametrize(
    ("value", "same"), [(0.5, True), (1, True), (1.0, True), (True, False), (0.25, False), (0, False), (2, False)]
)
def test_what_days_are_rounded_to_is_a_half_or_a_whole_one(value: float, *, same: bool) -> None:
    assert alike(0.5, value, name="toy.rounded_to_days") is same


@pytest.mark.parametrize(
    ("value", "same"),
    [(["a"], True), (["b", "a"], True), (["a", "a"], True), ([], False), (["c"], False), (["a", "c"], False)],
)
def test_codes_are_some_of_those_that_there_are_and_at_least_one(value: list[str], *, same: bool) -> None:
    assert alike(["a", "b"], value, name="toy.refusal_codes") is same
