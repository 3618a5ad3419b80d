"""Codes that are copied from paper, and what strangers are shown of a name."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recognition.domain import BITS, Pace, TooMany, grouped, initials, spelled, understood


@given(st.integers(0, 2**BITS - 1), st.integers(0, 2**BITS - 1))
def test_every_number_has_a_code_of_its_own_that_is_understood(one: int, other: int) -> None:
    assert understood(spelled(one)) == spelled(one)
    assert len(spelled(one)) == 12
    assert (spelled(one) == spelled(other)) == (one == other)


@pytest.mark.parametrize(
    "typed",
    ["7k3m9qxt2b4f", "7K3M-9QXT-2B4F", " 7k3m 9qxt 2b4f ", "7K3M9QXT2B4F"],
)
def test_small_letters_hyphens_and_spaces_do_not_matter(typed: str) -> None:
    assert understood(typed) == "7K3M9QXT2B4F"


@pytest.mark.parametrize(
    "pasted",
    [
        "7K3M\u20119QXT\u20132B4F",
        "7K3M\u00ad9QXT\u22122B4F",
        "7K3M\u200b9QXT\u2060\ufeff2B4F",
        "7K3M\u00a09QXT\u20032B4F\r\n",
        "\uff17\uff2b\uff13\uff2d\uff0d\uff19\uff31\uff38\uff34\uff0d\uff12\uff22\uff14\uff26",
        "\u201c7K3M-9QXT-2B4F\u201d",
    ],
    ids=["other dashes", "soft hyphen, minus", "zero width", "other spaces", "full width", "quoted"],
)
def test_what_a_document_makes_of_a_code_does_not_matter(pasted: str) -> None:
    assert understood(pasted) == "7K3M9QXT2B4F"


def test_letters_that_look_like_digits_are_read_as_these() -> None:
    assert understood("oO0i-Il1L-0101") == understood("000111110101") == "000111110101"


@pytest.mark.parametrize("typed", ["", "7K3M9QXT2B4", "7K3M9QXT2B4FF", "7K3M9QXT2B4U", "7K3M9QXT2B4é", "7K3M9QXT2B4\n"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert understood(typed) is None


def test_a_code_is_read_in_groups_of_four() -> None:
    assert grouped("7K3M9QXT2B4F") == "7K3M-9QXT-2B4F"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dr Amara Okafor-Reid", "A. O-R."),
        ("Professor Żaneta van der Berg", "Ż. V. D. B."),
        ("o\N{RIGHT SINGLE QUOTATION MARK}Neill", "O."),
        ("Ng", "N."),
        ("Dr. Prof.", "D. P."),
    ],
)
def test_a_name_is_shown_as_its_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_minute_has_room_for_so_many_and_the_next_one_for_as_many_again() -> None:
    pace, at = Pace(2), datetime(2026, 11, 22, 9, 0, 50, tzinfo=UTC)
    pace.take(at=at)
    pace.take(at=at)

    with pytest.raises(TooMany) as refused:
        pace.take(at=at)

    assert refused.value.retry_after == 10
    pace.take(at=at.replace(minute=1))
