"""Each indicator can be asked, and has a target that a migration set."""

import pytest

from chassis.rules import rule
from services.reporting import store
from services.reporting.domain import INDICATORS, Measure
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import TODAY


@pytest.mark.parametrize("code", INDICATORS)
async def test_it_has_a_question_that_the_facts_answer_and_a_target(reporting: Reporting, code: str) -> None:
    async with reporting.driver.begin() as work:
        assert await store.figures(work, codes=[code], as_of=TODAY) == {}
        target = await rule(work, INDICATORS[code].target, on=TODAY, of=[])
        assert 0 <= target <= 1 or INDICATORS[code].measure is not Measure.SHARE
