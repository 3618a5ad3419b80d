"""What leave is asked arrives as it was meant, or not at all."""

from typing import Any

import pytest
from pydantic import ValidationError

from services.leave.api.bodies import NewRequest

ORDINARY = {
    "type": "study",
    "leadership": True,
    "activity": "A course",
    "provider": "A college",
    "first_day": "2027-02-01",
    "last_day": "2027-02-02",
}


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("leadership", "yes"),
        ("leadership", 1),
        ("first_day", 1801440000),
        ("first_day", "2027-02-01T00:00:00"),
        ("last_day", "02/02/2027"),
        ("activity", 7),
    ],
)
def test_nothing_is_guessed_from_another_type(field: str, sent: Any) -> None:
    NewRequest.model_validate(ORDINARY)
    with pytest.raises(ValidationError) as refused:
        NewRequest.model_validate({**ORDINARY, field: sent})
    assert [fault["loc"] for fault in refused.value.errors()] == [(field,)]
