"""More than full time is what a doctor's placements in post make together on their fullest day."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary import PlacementType
from services.registry.domain.placements import Placement, above_full_time

FIRST = date(2027, 8, 4)


def placement(share: str, first: int, last: int, *, type_: PlacementType = PlacementType.IN_POST) -> Placement:
    """From and to so many days after the changeover."""
    start, end = (FIRST + timedelta(days=days) for days in (first, last))
    ids = UUID(int=1), UUID(int=2)
    return Placement(
        ids[0], None, ids[1], "post", "R0B", "R0B", None, None, "ST3", None, type_, Decimal(share), start, end
    )


def test_split_posts_may_make_full_time_and_no_more() -> None:
    assert above_full_time(placement("0.6", 0, 100), [placement("0.4", 50, 200)]) is None
    assert above_full_time(placement("0.6", 0, 100), [placement("0.5", 100, 200)]) == Decimal("1.1")
    assert above_full_time(placement("0.6", 0, 100), [placement("0.5", 101, 200)]) is None


def test_others_that_do_not_meet_each_other_are_not_added_up() -> None:
    others = [placement("0.5", 0, 49), placement("0.5", 50, 100)]

    assert above_full_time(placement("0.5", 0, 100), others) is None


def test_only_who_is_in_post_works_and_what_is_cancelled_is_nothing() -> None:
    away = placement("1", 0, 100, type_=PlacementType.PARENTAL_LEAVE)
    gone = placement("1", 0, 100)._replace(cancelled=True)

    assert above_full_time(placement("0.6", 0, 100), [away, gone]) is None


_PLACEMENTS = st.builds(
    lambda share, first, days: placement(share, first, first + days),
    st.sampled_from(["0.2", "0.4", "0.5", "0.8", "1"]), st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip


@given(_PLACEMENTS, st.lists(_PLACEMENTS, max_size=4))
def test_it_is_what_a_count_of_every_day_finds(one: Placement, others: list[Placement]) -> None:
    days = [one.start + timedelta(days=n) for n in range((one.end - one.start).days + 1)]
    most = max(one.wte + sum(each.wte for each in others if each.start <= day <= each.end) for day in days)

    assert above_full_time(one, others) == (most if most > 1 else None)
