"""When a figure meets its target."""

import pytest

from services.reporting.domain import INDICATORS, Figure, meets

HIGHER, LOWER = INDICATORS["R30"], INDICATORS["R18"]


@pytest.mark.parametrize(("kept", "met"), [(54, False), (55, True), (56, True)])
def test_a_share_to_reach_is_met_at_exactly_that_share(kept: int, met: bool) -> None:
    assert meets(HIGHER, Figure(kept, 100), target=0.55) is met


@pytest.mark.parametrize(("kept", "met"), [(0, True), (7, True), (8, False)])
def test_a_share_not_to_pass_is_met_up_to_exactly_that_share(kept: int, met: bool) -> None:
    assert meets(LOWER, Figure(kept, 100), target=0.07) is met


def test_nothing_to_count_neither_meets_nor_misses() -> None:
    assert meets(HIGHER, Figure(0, 0), target=0) is None
