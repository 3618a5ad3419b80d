"""R33: beside a region's own shares stand those of the whole country, as they were published."""

from typing import Any

from services.reporting.domain import INDICATORS
from tests.services.deaneries import a_dean
from tests.services.reporting.reading import OPERATOR, Reporting
from tests.services.reporting.test_criteria import asks

RULE = "reporting.national_percent"
JANUARY = {"R30": 0.92, "R31": 0.82, "R32": 0.76}


async def beside(reporting: Reporting) -> dict[str, Any]:
    told = (await asks(reporting)).json()
    every = [*told["beside"], *(one for criterion in told["criteria"] for one in criterion["indicators"])]
    return {one["code"]: one["national"] for one in every if one["national"]}


async def test_those_of_january_2026_stand_with_their_source_and_beside_nothing_else(reporting: Reporting) -> None:
    told = await beside(reporting)

    assert {code: one["share"] for code, one in told.items()} == JANUARY
    assert {one["as_of"] for one in told.values()} == {"January 2026"}
    assert all(one["source"].startswith("NHS England") for one in told.values())
    assert (await reporting.region())["national"] == told
    assert told.keys() <= INDICATORS.keys()


async def test_they_are_data_that_an_operator_brings_up_to_date_and_a_region_does_not(reporting: Reporting) -> None:
    newer = {"of": {"R30": 95, "R31": 88, "R32": 80.5}, "as_of": "July 2026", "source": "NHS England, July"}

    assert await reporting.driver.rules(a_dean("Y63"), RULE, newer, of="Y63") == 403
    assert await reporting.driver.rules(OPERATOR, RULE, newer, of="") == 204

    told = await beside(reporting)
    assert {code: one["share"] for code, one in told.items()} == {"R30": 0.95, "R31": 0.88, "R32": 0.805}
    assert told["R32"] == {"share": 0.805, "as_of": "July 2026", "source": "NHS England, July"}


async def test_no_share_of_a_country_is_more_than_all_of_it(reporting: Reporting) -> None:
    wrong = {"of": {"R30": 101, "R31": 88, "R32": 80}, "as_of": "July 2026", "source": "NHS England, July"}

    assert await reporting.driver.rules(OPERATOR, RULE, wrong, of="") == 422
