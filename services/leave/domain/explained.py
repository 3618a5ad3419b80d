"""Reasons that whoever they concern can read: of so many characters at least (R17)."""

from unicodedata import category

from services.leave.domain.obstacles import ReasonTooShort


def visible(text: str) -> int:
    """How many characters of a text can be read: letters, digits, marks of punctuation and symbols."""
    return sum(category(each)[0] in "LNPS" for each in text) + text.strip().count(" ")


def check_explained(text: str, *, at_least: int, field: str) -> None:
    """Raises ReasonTooShort."""
    written = visible(text)
    if written < at_least:
        raise ReasonTooShort(
            f"{field} has {written} characters that can be read; write at least {at_least}", field=field
        )
