from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from chassis.ids import SAID, derived, uuid7

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2500, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_an_id_says_that_it_is_of_version_7_and_when_it_was_made(at: datetime) -> None:
    made = uuid7(at)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == int(at.timestamp() * 1000)


@given(MOMENTS)
def test_ids_of_a_later_millisecond_sort_later(at: datetime) -> None:
    assert uuid7(at) < uuid7(at + timedelta(milliseconds=2))


def test_ids_of_one_moment_differ() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    assert len({uuid7(at) for _ in range(10_000)}) == 10_000


@given(st.uuids(), st.integers(1, 1_000), st.text("abcdefghij_", min_size=1))
def test_a_derived_id_is_the_name_based_id_of_its_cause(cause: UUID, nth: int, consumer: str) -> None:
    assert derived(consumer, cause, nth) == uuid5(SAID, f"{consumer}/{cause}/{nth}")
