"""Feedback arrives with something in it to be read, or not at all."""

import pytest
from pydantic import ValidationError

from services.feedback.api import NewWords

ORDINARY = {"activity": "Ward round", "did_well": "All", "do_more": "Nothing", "next_step": "Lead the next one"}


@pytest.mark.parametrize("unseen", ["\u200b\u202e", "\u2066", "\u3164", "\u2800"])
@pytest.mark.parametrize("field", ORDINARY)
def test_feedback_in_which_nothing_can_be_read_is_refused(field: str, unseen: str) -> None:
    NewWords.model_validate(ORDINARY)
    with pytest.raises(ValidationError, match="something that can be seen") as refused:
        NewWords.model_validate({**ORDINARY, field: unseen})
    assert [fault["loc"] for fault in refused.value.errors()] == [(field,)]
