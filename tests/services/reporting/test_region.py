"""The region's view: whose figures, for whom, and when they moved."""

from datetime import date, timedelta

import pytest

from chassis.clock import london_date
from contracts import Actor, Grant
from contracts.leave import LeaveRefused
from contracts.vocabulary import Role
from services.reporting.domain import HEADING, touched_by
from tests.services.driver import an_actor
from tests.services.reporting.reading import ANALYST, OPERATOR, Reporting
from tests.unit.reporting.leave_makers import a_refusal, an_approval
from tests.unit.reporting.makers import NOW, a_champion, a_deanery, a_placement, a_trust, announced, changed

NOW_PERIOD = "2026-27-Q3"


async def test_the_view_says_what_it_is_and_of_which_day(reporting: Reporting) -> None:
    await reporting.hears(a_refusal(), a_refusal(avoidable=False), an_approval())

    region = await reporting.region()

    assert (region["heading"], region["as_of"], region["deanery"]) == (HEADING, "2026-11-22", None)
    assert {
        "code": "T-E1",
        "trust": "R0B",
        "period": NOW_PERIOD,
        "numerator": 1,
        "denominator": 3,
        "value": 0.3333,
        "moved_at": None,
    } in region["indicators"]


async def test_the_view_says_what_each_figure_is_to_reach_and_which_way_is_better(reporting: Reporting) -> None:
    region = await reporting.region()
    async with reporting.driver.http(ANALYST) as client:
        told = (await client.get("/api/reporting/criteria")).json()

    of_criteria = [one for criterion in told["criteria"] for one in criterion["indicators"]]
    standing = {one["code"]: one for one in [*of_criteria, *told["beside"]]}
    for code, one in standing.items():
        said = {"share": one["target"], **{name: one[name] for name in ("better", "measure", "unit")}}
        assert region["targets"][code] == said, code
    assert region["targets"].keys() == region["meanings"].keys() == standing.keys()


async def test_a_deanery_answers_for_all_of_its_nhs_region_where_no_list_is_given(reporting: Reporting) -> None:
    await reporting.hears(a_deanery("Y63"), a_trust("R0B", region="Y63"), a_trust("RJ1", region="Y56"))
    await reporting.hears(a_refusal(trust="R0B"), a_refusal(trust="RJ1"))

    figures = await reporting.figures("R18", deanery="Y63")

    assert figures == {("R0B", NOW_PERIOD): (1, 1), (None, NOW_PERIOD): (1, 1)}


async def test_a_deanery_answers_for_the_list_that_is_in_force(reporting: Reporting) -> None:
    await reporting.hears(
        a_deanery("NTH", trusts=("R0B",), opened_on=date(2026, 1, 1)),
        a_deanery("NTH", trusts=("R0B", "RXF"), opened_on=date(2026, 12, 1)),
        a_refusal(trust="R0B"),
        a_refusal(trust="RXF"),
    )
    assert (await reporting.figures("R18", deanery="NTH"))[None, NOW_PERIOD] == (1, 1)

    reporting.driver.clock.forward(days=10)

    assert (await reporting.figures("R18", deanery="NTH"))[None, NOW_PERIOD] == (2, 2)


async def test_an_unknown_deanery_is_not_there(reporting: Reporting) -> None:
    await reporting.hears(a_trust("R0B"))
    analyst = an_actor(Grant(Role.DEANERY_ANALYST))

    assert await status(reporting, analyst, "/api/reporting/region?deanery=R0B") == 404


async def test_an_analyst_sees_their_own_deanery_and_no_other(reporting: Reporting) -> None:
    await reporting.hears(a_deanery("Y63"), a_deanery("Y56"))
    analyst = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))

    assert await status(reporting, analyst, "/api/reporting/region?deanery=Y63") == 200
    assert await status(reporting, analyst, "/api/reporting/region?deanery=Y56") == 404
    assert await status(reporting, analyst, "/api/reporting/region/history?deanery=Y56") == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DEANERY_ANALYST, Role.DEAN}))
async def test_no_other_role_sees_a_figure(reporting: Reporting, role: Role) -> None:
    somebody = an_actor(Grant(role))

    assert await status(reporting, somebody, "/api/reporting/region") == 403
    assert await status(reporting, somebody, "/api/reporting/region/history") == 403


async def test_a_movement_names_the_event_that_moved_it(reporting: Reporting) -> None:
    placement = a_placement(start=date(2027, 4, 7))
    await reporting.hears(announced(placement))
    assert len(await reporting.movements(code="R30", trust="R0B")) == 1
    reporting.driver.clock.forward(days=50)

    (late,) = await reporting.hears(changed(placement, at=NOW + timedelta(days=80), site="R0B02"))
    newest, first = await reporting.movements(code="R30", trust="R0B", period="2027-28-Q1")

    assert (first["numerator"], newest["numerator"]) == (1, 0)
    assert newest["because"] == str(late.id)
    assert newest["at"] == late.time.isoformat().replace("+00:00", "Z")
    indicators = (await reporting.region())["indicators"]
    assert {row["moved_at"] for row in indicators if row["code"] == "R30"} == {newest["at"]}


async def test_the_region_moves_with_each_of_its_trusts(reporting: Reporting) -> None:
    await reporting.hears(a_refusal(trust="R0B"))
    await reporting.movements()
    await reporting.hears(a_refusal(trust="RXF", avoidable=False))

    of_the_region = [row for row in await reporting.movements(code="R18") if row["trust"] is None]

    assert [(row["numerator"], row["denominator"]) for row in of_the_region] == [(1, 2), (1, 1)]


async def test_what_is_looked_at_again_and_found_the_same_has_not_moved(reporting: Reporting) -> None:
    placement = a_placement()
    await reporting.hears(announced(placement))
    before = await reporting.movements()
    await reporting.hears(changed(placement, end=date(2027, 7, 31)))

    assert await reporting.movements() == before


async def test_a_figure_that_nothing_is_left_of_moves_to_nothing_of_nothing(reporting: Reporting) -> None:
    placement = a_placement(start=date(2027, 4, 7), host="R0B")
    await reporting.hears(announced(placement))
    await reporting.movements()
    await reporting.hears(changed(placement, host="RXF"))

    newest = (await reporting.movements(code="R30", trust="R0B"))[0]

    assert (newest["numerator"], newest["denominator"], newest["value"]) == (0, 0, None)


async def test_what_the_calendar_moves_is_recorded_without_an_event(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=date(2026, 8, 5))), a_champion(ends_on=date(2026, 11, 30)))
    await reporting.movements()
    reporting.driver.clock.forward(days=9)
    await reporting.driver.run_job("record the day")

    newest = (await reporting.movements(code="M-E3", trust="R0B"))[0]

    assert (newest["numerator"], newest["because"]) == (0, None)


async def test_a_new_quarter_leaves_the_last_ones_champions_as_they_were_recorded(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), a_champion())
    await reporting.movements()
    await reporting.hears(a_champion(code="R0B"))
    reporting.driver.clock.forward(days=60)

    last_quarter = await reporting.movements(code="M-E3", trust="R0B", period=NOW_PERIOD)

    assert [(row["numerator"], row["denominator"]) for row in last_quarter] == [(1, 1)]


async def test_history_is_read_page_by_page(reporting: Reporting) -> None:
    await reporting.hears(a_refusal(trust="R0B"), a_refusal(trust="RXF"))
    everything = await reporting.movements()
    analyst = an_actor(Grant(Role.DEAN))
    pages: list[dict[str, object]] = []
    before: dict[str, int | None] = {}
    async with reporting.driver.http(analyst) as client:
        for _ in everything:
            page = (await client.get("/api/reporting/region/history", params={"limit": 1, **before})).json()
            pages += page["items"]
            before = {"before": page["next"]}

    assert pages == everything
    assert before == {"before": None}


async def test_until_movements_are_recorded_they_are_due(reporting: Reporting) -> None:
    refused = a_refusal()
    touched = touched_by(LeaveRefused, trust=refused.trust, on=london_date(NOW), today=london_date(NOW))
    await reporting.hears(refused)
    assert (await reporting.driver.running.readiness.state())["due_deliveries"] == len(touched) >= 2

    await reporting.driver.run_job("record movements")

    assert (await reporting.driver.running.readiness.state())["due_deliveries"] == 0


async def status(reporting: Reporting, actor: Actor, address: str) -> int:
    async with reporting.driver.http(actor) as client:
        return (await client.get(address)).status_code


async def test_an_operator_reads_journeys_but_no_figures(reporting: Reporting) -> None:
    (stamp,) = await reporting.hears(a_refusal())

    assert await status(reporting, OPERATOR, f"/api/reporting/events/{stamp.id}/trace") == 200
    assert await status(reporting, OPERATOR, "/api/reporting/region") == 403


async def test_the_history_of_a_trust_that_nobody_knows_or_another_deanery_has_is_not_found(
    reporting: Reporting,
) -> None:
    await reporting.hears(a_trust("R0B"), a_trust("RXF", region="Y56"), a_deanery("Y63", region="Y63"))
    analyst = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))

    asked = [f"/api/reporting/region/history?trust={trust}" for trust in ("R0B", "RXF", "QQQ")]

    assert [await status(reporting, analyst, each) for each in asked] == [200, 404, 404]
    assert [await status(reporting, an_actor(Grant(Role.DEAN)), each) for each in asked] == [200, 200, 404]


@pytest.mark.parametrize(
    "asked", ["before=99999999999999999999999", "before=0", "period=9999-00-Q4", "period=0000-01-Q1"]
)
async def test_a_place_or_quarter_that_no_history_has_is_sent_back(reporting: Reporting, asked: str) -> None:
    assert await status(reporting, an_actor(Grant(Role.DEAN)), f"/api/reporting/region/history?{asked}") == 422
