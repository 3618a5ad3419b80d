"""No notice leads to nowhere without a word: each kind that is told has its place among the pages."""

from services.notifications.domain import matter
from services.portal.pages.notices import TELLS
from tests.unit.notifications.happenings import ONE_OF_EACH


def test_each_kind_that_is_told_is_decided_and_no_other() -> None:
    told = {matter(event).kind for event in ONE_OF_EACH}

    assert set(TELLS) == told
