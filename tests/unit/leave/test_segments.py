"""From when a changed WTE holds inside one placement (R2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary import PlacementType
from services.leave.domain import FormerWte, covering, former_wte
from tests.services.leave.stories import a_placement, at_another_wte, changed
from tests.unit.leave.facts import DOCTOR, PLACEMENT

SAID = a_placement(DOCTOR, wte=Decimal("0.6"))
START, END = PLACEMENT.start, PLACEMENT.end

formers = st.lists(
    st.builds(
        FormerWte,
        st.sampled_from([Decimal("0.5"), Decimal("0.6"), Decimal("0.8")]),
        st.dates(min_value=START - timedelta(days=90), max_value=END + timedelta(days=90)),
    ),
    max_size=5,
    unique_by=lambda each: each.before,
)


@pytest.mark.parametrize(
    ("at", "before"),
    [
        (datetime(2026, 8, 4, 12, tzinfo=UTC), None),
        (datetime(2026, 8, 5, 12, tzinfo=UTC), None),
        (datetime(2026, 8, 5, 23, 30, tzinfo=UTC), date(2026, 8, 6)),
        (datetime(2027, 8, 3, 12, tzinfo=UTC), date(2027, 8, 3)),
        (datetime(2027, 8, 3, 23, 30, tzinfo=UTC), None),
    ],
    ids=["before the first day", "on it", "after it in London", "on the last day", "after it in London, too late"],
)
def test_a_change_ends_a_wte_on_the_day_in_london_on_which_it_was_made_while_the_placement_lasts(
    at: datetime, before: date | None
) -> None:
    ended = former_wte(at_another_wte(SAID, "0.8", at=at))

    assert ended == (FormerWte(Decimal("0.6"), before) if before else None)


def test_a_change_of_something_else_ends_none() -> None:
    assert former_wte(changed(SAID, at=datetime(2027, 2, 3, tzinfo=UTC))) is None


@given(former=formers)
def test_segments_are_the_days_of_the_placement_each_once_and_the_last_is_as_it_is_now(
    former: list[FormerWte],
) -> None:
    found = replace(PLACEMENT, former_wtes=tuple(former)).segments

    days = [one.first_day + timedelta(days=n) for one in found for n in range((one.last_day - one.first_day).days + 1)]
    assert days == [START + timedelta(days=n) for n in range((END - START).days + 1)]
    assert found[-1].wte == PLACEMENT.wte or any(each.before > END for each in former)


@given(former=formers, data=st.data())
def test_in_whatever_order_they_were_heard(former: list[FormerWte], data: st.DataObject) -> None:
    other = data.draw(st.permutations(former))

    assert (
        replace(PLACEMENT, former_wtes=tuple(former)).segments == replace(PLACEMENT, former_wtes=tuple(other)).segments
    )


def test_of_two_changes_on_one_day_what_stood_before_the_first_held_until_then() -> None:
    day = date(2027, 2, 3)
    twice = replace(PLACEMENT, former_wtes=(FormerWte(Decimal("0.6"), day), FormerWte(Decimal("0.1"), day)))

    assert [one.wte for one in twice.segments] == [Decimal("0.6"), Decimal(1)]
    assert (twice.wte_on(day - timedelta(days=1)), twice.wte_on(day)) == (Decimal("0.6"), Decimal(1))


def test_where_a_placement_turns_out_to_begin_later_what_ended_before_is_no_segment() -> None:
    later = replace(PLACEMENT, start=date(2027, 3, 1), former_wtes=(FormerWte(Decimal("0.6"), date(2027, 2, 3)),))

    assert [one.wte for one in later.segments] == [Decimal(1)]


def test_of_a_split_post_the_placement_with_more_time_on_that_day_decides() -> None:
    rising = replace(PLACEMENT, wte=Decimal("0.6"), former_wtes=(FormerWte(Decimal("0.2"), date(2027, 2, 3)),))
    other = replace(PLACEMENT, placement_id=DOCTOR, wte=Decimal("0.4"), type=PlacementType.IN_POST)

    assert covering([rising, other], date(2027, 2, 2)) == other
    assert covering([rising, other], date(2027, 2, 3)) == rising
