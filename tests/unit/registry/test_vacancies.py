"""Who is told of a vacancy and when (R74); when a peer lead's stay ends (R75). Pure."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary import AppointmentScope, Role, VacancyStage
from services.registry.domain.appointments import Appointment
from services.registry.domain.vacancies import Patience, Spell, Vacancy, leaves_on, report, succession

TODAY = date(2026, 11, 22)
PATIENCE = Patience(trust_days=0, region_days=28)
VACANCY = Vacancy(UUID(int=1), "R0B", Role.CHAMPION, TODAY)
LEAD = Appointment(UUID(int=2), UUID(int=3), Role.RDPL, AppointmentScope.ORGANISATION, "R0B", date(2026, 8, 5))


def stages(vacancy: Vacancy, day: date) -> tuple[Vacancy, list[VacancyStage]]:
    decision = report(vacancy, today=day, patience=PATIENCE, deaneries=("Y63",))
    return decision.vacancy, [event.stage for event in decision.events]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, ["trust"]), (27, ["trust"]), (28, ["trust", "region"]), (400, ["trust", "region"])],
)
def test_a_vacancy_found_after_so_many_days_has_come_to_all_it_should_have(days: int, said: list[str]) -> None:
    assert stages(VACANCY, TODAY + timedelta(days=days))[1] == said


@given(st.lists(st.integers(min_value=0, max_value=60), max_size=20).map(sorted))
def test_however_often_it_is_looked_at_each_is_told_once(days: list[int]) -> None:
    vacancy, said = VACANCY, []
    for each in days:
        vacancy, stages_said = stages(vacancy, TODAY + timedelta(days=each))
        said += stages_said
    assert said == ["trust", "region"][: (len(days) > 0) + any(each >= 28 for each in days)]


@pytest.mark.parametrize(
    ("spells", "last"),
    [
        ([], None),
        ([(date(2026, 8, 5), date(2026, 12, 1))], date(2026, 12, 1)),
        ([(date(2026, 8, 5), date(2026, 11, 22))], date(2026, 11, 22)),
        ([(date(2026, 11, 23), date(2027, 2, 2))], None),
        ([(date(2026, 12, 2), date(2027, 4, 6)), (date(2026, 8, 5), date(2026, 12, 1))], date(2027, 4, 6)),
        ([(date(2026, 8, 5), date(2026, 12, 1)), (date(2026, 12, 3), date(2027, 4, 6))], date(2026, 12, 1)),
        ([(date(2026, 8, 5), date(2027, 8, 3)), (date(2026, 12, 2), date(2027, 2, 2))], date(2027, 8, 3)),
        ([(date(2026, 8, 5), date.max), (date(2026, 12, 2), date(2027, 2, 2))], date.max),
        ([(date(2026, 8, 5), date(2026, 11, 21)), (date(2026, 11, 22), date(2027, 2, 2))], date(2027, 2, 2)),
    ],
)
def test_a_stay_goes_on_through_placements_without_a_gap(spells: list[Spell], last: date | None) -> None:
    assert leaves_on(spells, today=TODAY) == last


@pytest.mark.parametrize(("days_left", "is_due"), [(57, False), (56, True), (0, True)])
def test_succession_is_due_eight_weeks_before_a_rotation(days_left: int, is_due: bool) -> None:
    last = TODAY + timedelta(days=days_left)

    due = succession(LEAD, [(date(2026, 8, 5), last)], today=TODAY, ahead=56)

    assert (due is not None) == is_due
    assert due is None or (due.leaves_on, due.appointment_id, due.code) == (last, LEAD.id, "R0B")


def test_a_term_that_ends_before_the_rotation_needs_no_word_of_it() -> None:
    stay = [(date(2026, 8, 5), date(2026, 12, 1))]
    ending, outlasting = (replace(LEAD, ends_on=day) for day in (date(2026, 12, 1), date(2026, 12, 2)))

    assert succession(ending, stay, today=TODAY, ahead=56) is None
    assert succession(outlasting, stay, today=TODAY, ahead=56) is not None
