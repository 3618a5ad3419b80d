"""Criteria: what tells how each promise is kept, against its target, and what stands behind it."""

from datetime import date, timedelta
from typing import Any

import pytest

from contracts import Actor, Grant
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain import HEADING, INDICATORS
from tests.services.deaneries import a_dean
from tests.services.driver import an_actor
from tests.services.reporting.reading import ANALYST, Reporting
from tests.unit.reporting.leave_makers import a_refusal, an_approval
from tests.unit.reporting.makers import (
    NOW,
    a_champion,
    a_commitment,
    a_deanery,
    a_placement,
    a_trust,
    announced,
    changed,
)


async def asks(reporting: Reporting, actor: Actor = ANALYST, **asked: str) -> Any:
    await reporting.driver.run_job("record movements")
    async with reporting.driver.http(actor) as client:
        return await client.get("/api/reporting/criteria", params=asked)


async def indicator(reporting: Reporting, wanted: str, **asked: str) -> dict[str, Any]:
    answer = await asks(reporting, **asked)
    assert answer.status_code == 200, answer.text
    shown = [one for criterion in answer.json()["criteria"] for one in criterion["indicators"]]
    return next(one for one in shown if one["code"] == wanted)


async def test_all_27_are_told_and_one_without_an_indicator_has_none(reporting: Reporting) -> None:
    told = (await asks(reporting)).json()

    assert (told["heading"], told["as_of"], told["period"]) == (HEADING, "2026-11-22", "2026-27-Q3")
    assert [one["code"] for one in told["criteria"]] == list(CriterionCode)
    measured = {one.criterion for one in INDICATORS.values()}
    assert {one["code"] for one in told["criteria"] if not one["indicators"]} == set(CriterionCode) - measured
    [champion] = [one for one in told["criteria"] if one["code"] == "M-E3"]
    assert (champion["theme"], champion["kind"]) == ("role_modelling", "essential")


async def test_an_indicator_is_told_with_its_target_and_the_last_event_that_shows_it(reporting: Reporting) -> None:
    _, last, _ = await reporting.hears(an_approval(), an_approval(), a_refusal(leadership=True))

    told = await indicator(reporting, "T-E1", code="T-E1")

    assert told == {
        "code": "T-E1",
        "meaning": "Decisions on leave for leadership development, and those that approved it",
        "numerator": 2,
        "denominator": 3,
        "value": 0.6667,
        "target": 0.8,
        "better": "higher",
        "measure": "share",
        "unit": "",
        "met": False,
        "owner": "tpd",
        "evidence": {
            "at": last.time.isoformat().replace("+00:00", "Z"),
            "event_id": str(last.id),
            "events": 2,
            "events_this_quarter": 2,
        },
        "national": None,
    }


async def test_where_fewer_are_better_a_broken_promise_is_the_evidence(reporting: Reporting) -> None:
    await reporting.hears(a_refusal(avoidable=False))
    assert (await indicator(reporting, "R18"))["met"] is True

    await reporting.hears(a_refusal())

    told = await indicator(reporting, "R18")
    assert (told["better"], told["met"], told["evidence"]["events"]) == ("lower", False, 2)


async def test_nothing_to_count_meets_and_misses_nothing(reporting: Reporting) -> None:
    told = await indicator(reporting, "T-E1")

    assert (told["value"], told["met"], told["evidence"]) == (None, None, None)


async def test_evidence_adds_up_over_batches_and_quarters(reporting: Reporting) -> None:
    earlier = NOW - timedelta(days=80)
    await reporting.hears(an_approval(approved_at=earlier))
    await asks(reporting)
    await reporting.hears(an_approval())
    await asks(reporting)
    [last] = await reporting.hears(an_approval())

    evidence = (await indicator(reporting, "T-E1"))["evidence"]

    assert (evidence["events"], evidence["events_this_quarter"]) == (3, 2)
    assert evidence["event_id"] == str(last.id)


async def test_the_same_event_heard_twice_is_evidence_once(reporting: Reporting) -> None:
    approval = an_approval()
    [stamp] = await reporting.hears(approval)
    await reporting.driver.hears(approval, stamp=stamp)

    assert (await indicator(reporting, "T-E1"))["evidence"]["events"] == 1


async def test_what_only_touches_a_figure_is_no_evidence_for_it(reporting: Reporting) -> None:
    placement = a_placement(start=date(2026, 8, 5))
    await reporting.hears(announced(placement), changed(placement, end=date(2027, 7, 31)))

    assert (await indicator(reporting, "M-E3"))["evidence"] is None
    [made] = await reporting.hears(a_champion())

    assert (await indicator(reporting, "M-E3"))["evidence"]["event_id"] == str(made.id)


async def test_a_trust_is_asked_about_alone(reporting: Reporting) -> None:
    known = (a_trust("R0B"), a_trust("RXF"))
    await reporting.hears(*known, an_approval(trust="R0B"), a_refusal(trust="RXF", leadership=True))

    here, there = [await indicator(reporting, "T-E1", trust=code) for code in ("R0B", "RXF")]

    assert [(one["numerator"], one["denominator"], one["met"]) for one in (here, there)] == [
        (1, 1, True),
        (0, 1, False),
    ]
    assert there["evidence"] is None


async def test_a_region_is_judged_by_its_own_target(reporting: Reporting) -> None:
    await reporting.hears(
        a_deanery("Y63"), a_trust("R0B", region="Y63"), an_approval(trust="R0B"), a_refusal(leadership=True)
    )
    assert await reporting.driver.rules(a_dean("Y63"), "reporting.t_e1_target", 0.5, of="Y63") == 204
    assert await reporting.driver.rules(a_dean("Y63"), "reporting.census_month", 2, of="Y63") == 403

    assert (await indicator(reporting, "T-E1"))["met"] is False
    theirs = await indicator(reporting, "T-E1", deanery="Y63")
    assert (theirs["target"], theirs["met"]) == (0.5, True)


async def test_an_analyst_asks_about_trusts_of_their_own_deanery_and_no_other(reporting: Reporting) -> None:
    await reporting.hears(a_deanery("Y63"), a_trust("R0B", region="Y63"), a_trust("RJ1", region="Y56"))
    analyst = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))

    answers = [(await asks(reporting, analyst, trust=code)).status_code for code in ("R0B", "RJ1", "RXX")]

    assert answers == [200, 404, 404]


@pytest.mark.parametrize("code", ["ZZZ", "Y63", "R0B01"])
async def test_what_is_no_trust_is_no_row_of_noughts_but_said(reporting: Reporting, code: str) -> None:
    site = a_trust("R0B01", kind="site", parent="R0B")
    await reporting.hears(a_deanery("Y63"), a_trust("R0B"), site)

    answer = await asks(reporting, trust=code)

    assert answer.status_code == 404
    assert answer.json()["detail"].startswith(f"there is no trust {code}")


@pytest.mark.parametrize("code", ["X-E1", "T-E1-7D", ""])
async def test_a_code_that_is_none_is_sent_back_with_those_beside_the_27(reporting: Reporting, code: str) -> None:
    answer = await asks(reporting, code=code)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/no-such-promise")
    assert "SIGNED" in answer.json()["detail"]


async def test_the_pledge_and_the_rules_are_told_beside_the_27(reporting: Reporting) -> None:
    signed, _ = await reporting.hears(a_commitment(), announced(a_placement()))

    told = (await asks(reporting)).json()

    assert {one["code"] for one in told["beside"]} == {c for c, one in INDICATORS.items() if one.criterion is None}
    [pledge] = (await asks(reporting, code="SIGNED")).json()["beside"]
    assert pledge in told["beside"]
    assert (pledge["numerator"], pledge["denominator"], pledge["met"]) == (1, 1, True)
    assert pledge["evidence"]["event_id"] == str(signed.id)


async def test_one_criterion_is_told_without_what_is_beside_it(reporting: Reporting) -> None:
    told = (await asks(reporting, code="T-E1")).json()

    assert ([one["code"] for one in told["criteria"]], told["beside"]) == (["T-E1"], [])


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.SLRDE, Role.RDPL, Role.DME, Role.OPERATOR])
async def test_exact_figures_of_a_trust_are_not_for_the_trust_yet(reporting: Reporting, role: Role) -> None:
    assert (await asks(reporting, an_actor(Grant(role, "R0B")), trust="R0B")).status_code == 403
