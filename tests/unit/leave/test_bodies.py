"""What leave is asked arrives as it was meant, or not at all."""

from typing import Any

import pytest
from pydantic import ValidationError

from services.leave.api.bodies import NewApproval, NewRefusal, NewRequest

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


UNSEEN = ["\u200b\u202e", "\u2066", "\u00ad \u200d", "\u3164", "\u2800", "a course\0"]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("field", ["activity", "provider", "short_notice_reason"])
def test_a_text_in_which_nothing_can_be_read_is_refused(field: str, unseen: str) -> None:
    with pytest.raises(ValidationError, match=r"something that can be seen|NUL") as refused:
        NewRequest.model_validate({**ORDINARY, field: unseen})
    assert [fault["loc"] for fault in refused.value.errors()] == [(field,)]


def test_what_a_decision_says_can_be_read_too() -> None:
    words = {"explanation": "Two are away.", "alternative": "The week after", "next_step": "Ask again"}
    refusal = {"reason": "minimum_staffing", **words}
    NewRefusal.model_validate(refusal)
    for field in words:
        with pytest.raises(ValidationError, match="something that can be seen"):
            NewRefusal.model_validate({**refusal, field: "\u200b\u200e"})
    with pytest.raises(ValidationError, match="something that can be seen"):
        NewApproval.model_validate({"note": "\u2060"})


@pytest.mark.parametrize("text", ["لغة", "👩🏽\u200d⚕️", "Ré\u200bsumé", "→"])
def test_every_script_can_be_read_whatever_stands_between_its_letters(text: str) -> None:
    assert NewRequest.model_validate({**ORDINARY, "activity": f" {text} "}).activity == text
