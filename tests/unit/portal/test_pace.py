"""One reader who asks too often keeps no other from asking."""

from datetime import UTC, datetime

import pytest

from services.portal.domain import Pace, TooMany, reader

AT = datetime(2026, 11, 22, 9, 0, 50, tzinfo=UTC)


def test_each_reader_has_a_minute_of_their_own_and_the_next_one_again() -> None:
    pace = Pace()
    for who in ("one", "one", "other"):
        pace.take(who, at_most=2, at=AT)

    with pytest.raises(TooMany) as refused:
        pace.take("one", at_most=2, at=AT)

    assert refused.value.retry_after == 10
    pace.take("other", at_most=2, at=AT)
    pace.take("one", at_most=2, at=AT.replace(minute=1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "testclient", True),
    ],
)
def test_a_reader_is_an_address_without_what_is_theirs_to_choose(one: str, other: str, same: bool) -> None:
    assert (reader(one) == reader(other)) is same
