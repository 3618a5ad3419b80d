"""How the criteria are shown to people."""

from collections.abc import Sequence
from typing import Any

import pytest

from fairlead.commands.criteria import lines_of


def an_indicator(**facts: Any) -> dict[str, Any]:
    ordinary = {"code": "T-E1", "numerator": 2, "denominator": 3, "value": 0.6667, "target": 0.8, "better": "higher"}
    ordinary |= {"measure": "share", "unit": ""}
    evidence = {"at": "2026-11-22T09:00:00Z", "event_id": "018f", "events": 2, "events_this_quarter": 2}
    return {**ordinary, "met": False, "evidence": evidence, "national": None, **facts}


def shown(*indicators: dict[str, Any], beside: Sequence[dict[str, Any]] = ()) -> list[str]:
    criterion = {"code": "T-E1", "kind": "essential", "promise": "Leave is looked on kindly", "indicators": indicators}
    told = {"heading": "not for publication", "period": "2026-27-Q3", "as_of": "2026-11-22", "criteria": [criterion]}
    told |= {
        "beside": beside,
        "residents": {"census_day": "2026-10-07", "heads": 12, "less_than_full_time": 3, "wte": 10.8},
    }
    return [" ".join(line.split()) for line in lines_of(told)]


def test_an_indicator_is_a_line_with_its_share_its_target_and_its_last_evidence() -> None:
    assert shown(an_indicator()) == [
        "not for publication (2026-27-Q3, as of 2026-11-22)",
        "12 residents in post on 2026-10-07, 10.8 whole-time equivalents",
        "T-E1 essential Leave is looked on kindly",
        "T-E1 2 of 3 66.7% at least 80%: not met 2 events, the last on 2026-11-22: 018f",
    ]


@pytest.mark.parametrize(
    ("measure", "unit", "line"),
    [
        ("per_hundred", "hours", "T-E1 15 of 30 50 hours per 100 at most 20 hours per 100: not met no evidence"),
        ("median", "days", "T-E1 15 of 30 50 days at most 20 days: not met no evidence"),
    ],
)
def test_what_is_no_share_is_told_in_its_unit(measure: str, unit: str, line: str) -> None:
    counts = {"numerator": 15, "denominator": 30, "value": 50.0, "target": 20, "better": "lower", "evidence": None}

    assert shown(an_indicator(**counts, measure=measure, unit=unit))[-1] == line


def test_what_was_published_of_the_whole_country_stands_below_with_its_source() -> None:
    rule = an_indicator(code="R30", national={"share": 0.92, "as_of": "January 2026", "source": "NHS England"})

    assert shown(beside=[rule])[-1] == "nationally 92%, January 2026: NHS England"
    assert shown(beside=[an_indicator(code="R30")])[-1].startswith("R30 2 of 3")


def test_nothing_to_count_and_no_evidence_are_said_as_such() -> None:
    nothing = an_indicator(numerator=0, denominator=0, value=None, met=None, better="lower", evidence=None)

    assert shown(nothing)[-1] == "T-E1 0 of 0 at most 80%: nothing to count no evidence"


def test_a_criterion_without_an_indicator_says_so() -> None:
    assert shown()[-1] == "not measured yet"


def test_the_pledge_and_the_rules_stand_beside_the_27() -> None:
    assert shown(beside=[an_indicator(code="SIGNED", numerator=1, denominator=1, value=1.0, met=True)])[-2:] == [
        "beside the 27: who has pledged them, and the rules that none of them names",
        "SIGNED 1 of 1 100.0% at least 80%: met 2 events, the last on 2026-11-22: 018f",
    ]
