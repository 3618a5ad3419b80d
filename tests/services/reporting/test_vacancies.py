"""M-E3-DV: on how many days of the quarter trusts that host had no leadership champion."""

from datetime import date

from contracts.vocabulary import VacancyStage
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_champion, a_placement, a_vacancy, announced

HERE = ("R0B", "2026-27-Q3")
SO_FAR = 53
"""Days from 1 October to 22 November, both included."""


async def test_every_day_since_the_vacancy_counts_and_none_before_anybody_looked(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()))
    before = await reporting.figures("M-E3-DV")
    await reporting.hears(a_vacancy(vacant_since=date(2026, 11, 18)), a_vacancy(role="rdpl"))

    assert before[HERE] == (0, SO_FAR)
    assert (await reporting.figures("M-E3-DV"))[HERE] == (5, SO_FAR)


async def test_a_champion_ends_it_from_their_first_day_and_a_deputy_does_not(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), a_vacancy(vacant_since=date(2026, 11, 18)))
    await reporting.hears(a_champion(starts_on=date(2026, 11, 18), deputy=True))
    await reporting.hears(a_champion(starts_on=date(2026, 11, 21)))

    assert (await reporting.figures("M-E3-DV"))[HERE] == (3, SO_FAR)


async def test_a_vacancy_that_began_before_the_quarter_counts_from_its_first_day(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), a_vacancy(vacant_since=date(2026, 8, 1)))

    assert (await reporting.figures("M-E3-DV"))[HERE] == (SO_FAR, SO_FAR)
    reporting.driver.clock.forward(days=1)
    assert (await reporting.figures("M-E3-DV"))[HERE] == (SO_FAR + 1, SO_FAR + 1)


async def test_saying_that_it_lasts_does_not_count_it_twice_and_names_what_moved_it(reporting: Reporting) -> None:
    vacancy = a_vacancy()
    await reporting.hears(announced(a_placement()))
    await reporting.movements()
    [stamp] = await reporting.hears(vacancy)
    [newest, *_] = await reporting.movements(code="M-E3-DV", trust="R0B")
    await reporting.hears(vacancy.model_copy(update={"stage": VacancyStage.REGION}))

    assert (newest["because"], newest["numerator"]) == (str(stamp.id), 5)
    assert (await reporting.figures("M-E3-DV"))[HERE] == (5, SO_FAR)
