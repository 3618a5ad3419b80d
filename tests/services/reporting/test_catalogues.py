"""O-D1: which programmes' catalogues were public early enough before preferences opened (R37)."""

from datetime import date

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.opportunity_makers import a_catalogue, released

PERIOD = "2026-27-Q4"


async def test_released_by_the_day_counts_of_the_programmes_whose_preferences_open(reporting: Reporting) -> None:
    in_time, late, not_yet = a_catalogue(), a_catalogue(trusts=("R0B",)), a_catalogue(trusts=("R0B",))
    await reporting.hears(
        *(in_time, late, not_yet),
        released(in_time, on=date(2027, 1, 4)),
        released(late, on=date(2027, 1, 5)),
    )

    assert await reporting.figures("O-D1") == {
        ("R0B", PERIOD): (1, 3),
        ("RXF", PERIOD): (1, 1),
        (None, PERIOD): (1, 3),
    }, "a programme of two trusts is one in the region"


async def test_a_plan_that_changes_leaves_the_quarter_and_the_trust_that_it_had(reporting: Reporting) -> None:
    before = a_catalogue()
    later = before.model_copy(
        update={"trusts": ("R0B",), "preferences_open_on": date(2027, 4, 12), "release_by": date(2027, 2, 15)}
    )
    await reporting.hears(before)
    await reporting.movements(code="O-D1")
    await reporting.hears(later)

    assert await reporting.figures("O-D1") == {("R0B", "2027-28-Q1"): (0, 1), (None, "2027-28-Q1"): (0, 1)}
    vanished = [one for one in await reporting.movements(code="O-D1", trust="RXF") if one["period"] == PERIOD]
    assert vanished[0]["denominator"] == 0
