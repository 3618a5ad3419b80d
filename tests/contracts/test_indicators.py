"""Every indicator rests on facts that are said and that reporting hears: both ends, and the start of a deadline."""

import pytest

from contracts import EVENTS, Event
from contracts.registry import AppointmentEnded, AppointmentMade, VacancyReported
from contracts.subscriptions import HEARS, KEEPS_A_JOURNAL
from contracts.vocabulary import CriterionCode
from services.reporting.domain import CRITERIA, INDICATORS, Indicator, Measure
from services.reporting.domain.indicators import THEMES
from services.reporting.store.questions import QUESTIONS

every_indicator = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS.keys())


@every_indicator
def test_its_numerator_and_denominator_are_said_and_heard(indicator: Indicator) -> None:
    assert indicator.counted, f"{indicator.code}: no event brings anything into the denominator"
    assert indicator.kept, f"{indicator.code}: no event brings anything into the numerator"
    assert _unsaid(indicator.sources) == set()
    assert _unheard(indicator.sources) == set()


@every_indicator
def test_a_deadline_starts_with_a_fact_that_is_said_and_is_asked_about(indicator: Indicator) -> None:
    if indicator.deadline is None:
        return
    assert indicator.deadline.since, f"{indicator.code}: no event starts its deadline"
    assert _unsaid(frozenset(indicator.deadline.since)) == _unheard(frozenset(indicator.deadline.since)) == set()
    assert f":{indicator.deadline.rule} " in QUESTIONS[indicator.code], "its question does not ask about its deadline"


@every_indicator
def test_what_rests_on_who_holds_an_office_says_which(indicator: Indicator) -> None:
    of_offices = {AppointmentMade, AppointmentEnded, VacancyReported}
    assert bool(indicator.offices) is bool(indicator.sources & of_offices)


def test_every_definition_has_its_question_and_every_question_its_definition() -> None:
    assert QUESTIONS.keys() == INDICATORS.keys()


def test_no_code_is_defined_twice() -> None:
    codes = [one.code for theme in THEMES for one in theme]
    assert sorted(codes) == sorted(set(codes))


def test_an_indicator_of_a_criterion_is_named_after_it_or_after_a_rule() -> None:
    astray = [
        one.code
        for one in INDICATORS.values()
        if one.criterion is not None and not one.code.startswith((one.criterion, "R"))
    ]
    assert astray == []


@every_indicator
def test_what_is_no_share_says_what_it_counts_and_finds_how_much(indicator: Indicator) -> None:
    is_share = indicator.measure is Measure.SHARE
    assert is_share is (indicator.unit == "")
    assert is_share is (" AS amount" not in QUESTIONS[indicator.code])
    assert is_share or not indicator.repeats, "of what is there more than once, no amount can be told"


def test_fourteen_criteria_are_essential_and_thirteen_desirable() -> None:
    kinds = [one.kind.name for one in CRITERIA.values()]
    assert (kinds.count("ESSENTIAL"), kinds.count("DESIRABLE")) == (14, 13)
    assert list(CRITERIA) == list(CriterionCode)


def _unsaid(sources: frozenset[type[Event]]) -> set[type[Event]]:
    return set(sources) - set(EVENTS.values())


def _unheard(sources: frozenset[type[Event]]) -> set[type[Event]]:
    return set(sources) - HEARS[KEEPS_A_JOURNAL]
