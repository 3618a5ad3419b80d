"""What pages say instead of codes, and days as people type them."""

from datetime import date

import pytest

from contracts.vocabulary import (
    ClosingReason,
    DisputedField,
    DisputeOutcome,
    LeavePurpose,
    LeaveType,
    OpportunityFamily,
    OpportunitySetting,
)
from contracts.vocabulary.labels import RELEASES
from services.leave.domain import CostKind, Declaration, Status, SystemOfRecord
from services.opportunities.domain import SuggestionStatus
from services.portal.pages import words
from services.portal.pages.dates import day_in
from services.portal.pages.page import Fault
from services.portal.pages.portfolio import OfferPage
from services.portal.pages.searches import SearchesPage


def test_every_code_that_a_page_shows_has_words() -> None:
    assert set(words.LEAVE_TYPES) == set(LeaveType)
    assert set(words.LEAVE_STATUSES) == {status.value for status in Status}
    assert set(words.COSTS) == set(CostKind)
    assert set(words.PURPOSES) == set(LeavePurpose) - set(RELEASES)
    assert set(words.DECLARATIONS) == set(Declaration)
    assert set(words.STANDINGS) == set(SystemOfRecord) - {SystemOfRecord.HERE}
    assert set(words.DISPUTED) == set(DisputedField)
    assert set(words.OUTCOMES) == set(DisputeOutcome)
    assert set(words.SETTINGS) == set(OpportunitySetting)
    assert set(words.SUGGESTIONS) == {status.value for status in SuggestionStatus}
    assert {value for value, _ in SearchesPage.families} == set(OpportunityFamily)
    assert {value for value, _ in OfferPage.reasons} == set(ClosingReason)


@pytest.mark.parametrize(
    ("typed", "day", "fault"),
    [
        (("14", "9", "2027"), date(2027, 9, 14), None),
        (("014", "09", "2027"), date(2027, 9, 14), None),
        (("29", "2", "2028"), date(2028, 2, 29), None),
        (("29", "2", "2027"), None, Fault("first-day", "The first day must be a real date")),
        (("14", "September", "2027"), None, Fault("first-day", "The first day must be a real date")),
        (("14", "9", "99999999999"), None, Fault("first-day", "The first day must be a real date")),
        (("14", "9", ""), None, Fault("first-year", "The first day must include a year")),
        (("", "9", "2027"), None, Fault("first-day", "The first day must include a day")),
        (("", "", ""), None, Fault("first-day", "Enter the first day")),
    ],
)
def test_a_day_is_real_or_told_at_the_field_that_is_wrong(
    typed: tuple[str, str, str], day: date | None, fault: Fault | None
) -> None:
    faults: list[Fault] = []
    values = dict(zip(("first-day", "first-month", "first-year"), typed, strict=True))

    assert day_in(values, "first", "first day", faults) == day
    assert faults == ([fault] if fault else [])
