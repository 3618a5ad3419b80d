"""What a batch of placement changes costs: statements for the batch, none for each placement."""

from collections import Counter

from tests.services.reporting.reading import Reporting
from tests.services.statements import counted
from tests.unit.reporting.makers import a_placement, announced, changed

MOST = 11
"""The door's eight and the journal among them."""


async def _cost(reporting: Reporting, many: int) -> Counter[str]:
    """Of folding so many changes of placements that are known."""
    placements = [a_placement() for _ in range(many)]
    await reporting.hears(*map(announced, placements))
    changes = [changed(placement, host="RXF") for placement in placements]
    records = [reporting.driver.record(one, reporting.driver.stamped(one)) for one in changes]
    with counted() as found:
        await reporting.driver.running.door.take(records)
    return found


async def test_folding_three_hundred_changes_costs_the_statements_of_folding_three(reporting: Reporting) -> None:
    await _cost(reporting, 2)

    few, many = await _cost(reporting, 3), await _cost(reporting, 300)

    assert many == few
    assert few.total() <= MOST, few
