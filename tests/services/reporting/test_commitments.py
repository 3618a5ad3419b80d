"""SIGNED: which of the trusts that host placements have signed the commitment, and are in date."""

from datetime import date

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import a_commitment, a_placement, announced, renewed, withdrawn

NOW_PERIOD = "2026-27-Q3"
HERE = ("R0B", NOW_PERIOD)


async def test_a_trust_that_hosts_has_signed_or_has_not(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), announced(a_placement(host="RXF")), a_commitment())

    assert await reporting.figures("SIGNED") == {
        HERE: (1, 1),
        ("RXF", NOW_PERIOD): (0, 1),
        (None, NOW_PERIOD): (1, 2),
    }


async def test_a_commitment_is_in_date_to_the_day_of_its_review_and_again_once_renewed(reporting: Reporting) -> None:
    commitment = a_commitment(review_due=date(2026, 11, 22))
    await reporting.hears(announced(a_placement()), commitment)
    on_the_day = await reporting.figures("SIGNED")
    reporting.driver.clock.forward(days=1)
    after_it = await reporting.figures("SIGNED")
    await reporting.hears(renewed(commitment, review_due=date(2027, 11, 23)))

    assert [on_the_day[HERE], after_it[HERE]] == [(1, 1), (0, 1)]
    assert (await reporting.figures("SIGNED"))[HERE] == (1, 1)


async def test_what_is_withdrawn_does_not_count_until_it_is_signed_again(reporting: Reporting) -> None:
    commitment = a_commitment()
    await reporting.hears(announced(a_placement()), commitment, withdrawn(commitment))
    assert (await reporting.figures("SIGNED"))[HERE] == (0, 1)

    await reporting.hears(a_commitment(signed_on=date(2026, 11, 22)))

    assert (await reporting.figures("SIGNED"))[HERE] == (1, 1)


async def test_the_signature_that_moved_the_figure_is_named(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()))
    await reporting.movements()
    [stamp] = await reporting.hears(a_commitment())

    [newest, *_] = await reporting.movements(code="SIGNED", trust="R0B")

    assert (newest["because"], newest["numerator"]) == (str(stamp.id), 1)


async def test_a_review_that_passes_is_recorded_without_a_cause(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), a_commitment(review_due=date(2026, 11, 22)))
    await reporting.movements()
    reporting.driver.clock.forward(days=1)
    await reporting.driver.run_job("record the day")

    [newest, *_] = await reporting.movements(code="SIGNED", trust="R0B")

    assert (newest["because"], newest["numerator"]) == (None, 0)
