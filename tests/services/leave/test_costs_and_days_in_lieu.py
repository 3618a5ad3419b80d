"""What a study budget never pays is said at once (R21); leave on a day off has a day instead (R23)."""

from typing import Any

import pytest

from chassis.rules import Rule, set_rule
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import OrganisationKind
from tests.services.deaneries import a_dean, a_deanery
from tests.services.leave.conftest import REQUEST, Ward

COSTS = [{"kind": "course_fee", "pounds": 900}, {"kind": "exam_fee", "pounds": 450}]
SATURDAY = {"first_day": "2027-01-22", "last_day": "2027-01-23"}
IN_LIEU = {"in_lieu": [{"off": "2027-01-23", "instead": "2027-01-25"}], "within_hours": True}


async def asked(ward: Ward, **facts: Any) -> dict[str, Any]:
    answer = await ward.post(ward.doctor, "", REQUEST | facts)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_what_the_budget_never_pays_is_warned_of_and_sends_nothing_to_the_head_of_school(ward: Ward) -> None:
    answer = await asked(ward, costs=COSTS)

    assert answer["warnings"] == [
        "The study budget never pays for an exam: £450.00 of these costs is not for it to pay."
    ]
    assert [step["role"] for step in answer["steps"]] == ["rota_coordinator", "tpd"]
    seen = (await ward.get(ward.doctor, f"/{answer['id']}")).json()
    assert (seen["cost"], [each["kind"] for each in seen["costs"]]) == ("900.00", ["course_fee", "exam_fee"])


async def test_what_the_budget_pays_beyond_the_limit_has_one_more_step(ward: Ward) -> None:
    answer = await asked(ward, costs=[{"kind": "course_fee", "pounds": 1001}])

    assert answer["warnings"] == []
    assert len(answer["steps"]) == 3


async def test_a_region_says_what_its_budget_never_pays(ward: Ward) -> None:
    deanery = OrganisationRegistered(
        code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
    )
    await ward.leave.hears(deanery)
    async with ward.leave.begin() as work:
        await set_rule(work, Rule("leave.never_paid", "NTH", work.today, ["travel"]), reason="by train alone")

    assert (await asked(ward, costs=COSTS))["warnings"] == []


async def test_cost_and_costs_are_not_both_said(ward: Ward) -> None:
    answer = await ward.post(ward.doctor, "", REQUEST | {"cost": 10, "costs": COSTS})

    assert answer.status_code == 422


async def test_leave_on_a_day_off_names_the_day_instead_and_whoever_agrees_reads_it(ward: Ward) -> None:
    leave_id = (await asked(ward, **SATURDAY, **IN_LIEU))["id"]

    seen = (await ward.get(ward.coordinator, f"/{leave_id}")).json()

    assert (seen["in_lieu"], seen["within_hours"]) == (IN_LIEU["in_lieu"], True)
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204


@pytest.mark.parametrize(("of", "given"), [("WES", True), ("NTH", False)])
async def test_whether_a_day_off_has_another_is_the_regions_own_on_the_day_of_asking(
    ward: Ward, of: str, given: bool
) -> None:
    """R23: NTH answers for R0B. What was agreed before stands, and who names no such day asks as ever."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    before = (await asked(ward, **SATURDAY, **IN_LIEU))["id"]
    assert await ward.leave.rules(a_dean(of), "leave.days_in_lieu", False, of=of) == 204

    async with ward.leave.http(ward.doctor) as http:
        [form] = (await http.get("/api/leave/form")).json()["items"]
    later = {"first_day": "2027-02-26", "last_day": "2027-02-27"}
    pair = IN_LIEU | {"in_lieu": [{"off": "2027-02-27", "instead": "2027-03-01"}]}
    answers = [await ward.post(ward.doctor, path, REQUEST | later | pair) for path in ("/check", "")]
    without = await ward.post(ward.doctor, "", REQUEST | later)

    assert form["days_in_lieu"] is given
    assert [answer.status_code for answer in answers] == ([200, 201] if given else [422, 422])
    if not given:
        problem = answers[1].json()
        assert (problem["type"].rpartition("/")[2], problem["field"]) == ("no-days-in-lieu", "in_lieu")
    assert without.status_code == 201
    assert (await ward.get(ward.coordinator, f"/{before}")).json()["in_lieu"] == IN_LIEU["in_lieu"]
    assert (await ward.post(ward.coordinator, f"/{before}/approval")).status_code == 204


@pytest.mark.parametrize(
    ("facts", "slug", "field"),
    [
        ({"within_hours": False}, "hours-not-declared", "within_hours"),
        ({"in_lieu": [{"off": "2027-01-24", "instead": "2027-01-25"}]}, "days-in-lieu-do-not-fit", "in_lieu.0.off"),
        ({"in_lieu": [{"off": "2027-01-23", "instead": "2027-01-22"}]}, "days-in-lieu-do-not-fit", "in_lieu.0.instead"),
        ({"in_lieu": [{"off": "2027-01-23", "instead": "2026-11-22"}]}, "days-in-lieu-do-not-fit", "in_lieu"),
        ({"in_lieu": [*IN_LIEU["in_lieu"], *IN_LIEU["in_lieu"]]}, "days-in-lieu-do-not-fit", "in_lieu.1.off"),
        (
            {"in_lieu": [*IN_LIEU["in_lieu"], {"off": "2027-01-22", "instead": "2027-01-25"}]},
            "days-in-lieu-do-not-fit",
            "in_lieu.1.instead",
        ),
    ],
    ids=["hours", "no day of it", "a day of it", "today", "off twice", "instead twice"],
)
async def test_days_in_lieu_that_do_not_fit_say_which_and_why(
    ward: Ward, facts: dict[str, Any], slug: str, field: str
) -> None:
    answer = await ward.post(ward.doctor, "", REQUEST | SATURDAY | IN_LIEU | facts)

    assert answer.status_code == 422
    assert answer.json()["type"].endswith(slug)
    assert answer.json()["field"] == field
