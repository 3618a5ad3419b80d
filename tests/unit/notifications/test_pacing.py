"""How much mail one receiving domain is sent."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain import Pace, Patience, Turn, give_turns, refused, took

NOW = datetime(2026, 11, 22, 9, 0, 20, tzinfo=UTC)
THIS = NOW.replace(second=0)
NEXT = THIS + timedelta(minutes=1)
PATIENCE = Patience(first_seconds=1.0, longest_seconds=45.0, give_up_hours=48.0, resends=3, in_order_minutes=15.0)
PACE = Pace("example.org")


def turns(pace: Pace, *had: datetime | None, per_minute: int = 2, now: datetime = NOW) -> tuple[Pace, list[Turn]]:
    return give_turns(pace, had, per_minute=per_minute, now=now, patience=PATIENCE)


def test_beyond_the_limit_they_are_spread_over_the_minutes_that_follow_in_their_order() -> None:
    pace, given_ = turns(PACE, None, None, None, None, None)

    assert [turn.at for turn in given_] == [
        *(None, None, NEXT, NEXT + timedelta(seconds=30)),
        NEXT + timedelta(minutes=1),
    ]
    assert turns(pace, None)[1][0].at == NEXT + timedelta(seconds=90), "behind those that came before"


def test_a_turn_of_this_minute_is_taken_once_given_and_one_that_was_missed_is_given_anew() -> None:
    full, _ = turns(PACE, None, None)

    assert turns(full, THIS) == (full, [Turn(minute=THIS)])
    assert turns(full, THIS - timedelta(minutes=1))[1] == [Turn(NEXT, NEXT)]


@given(
    per_minute=st.integers(1, 5),
    steps=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 100)), min_size=1, max_size=30),
)
def test_whatever_comes_and_however_late_it_is_taken_no_minute_has_more(
    per_minute: int, steps: list[tuple[int, int]]
) -> None:
    pace, now = PACE, NOW
    later: list[Turn] = []
    went: dict[datetime, int] = {}
    for new, seconds in steps:
        due = [turn.minute for turn in later if turn.at is not None and turn.at <= now]
        later = [turn for turn in later if turn.at is not None and turn.at > now]
        pace, given_ = turns(pace, *due, *[None] * new, per_minute=per_minute, now=now)
        later += [turn for turn in given_ if turn.at is not None]
        minute = now.replace(second=0)
        went[minute] = went.get(minute, 0) + sum(turn.at is None for turn in given_)
        assert all(turn.at is None or turn.at > now for turn in given_)
        now += timedelta(seconds=seconds)

    assert max(went.values()) <= per_minute


def refused_in_a_row(mails: int) -> Pace:
    pace = PACE
    for _ in range(mails):
        pace = refused(pace, again=False, now=NOW, patience=PATIENCE)
    return pace


def test_without_a_limit_all_go_until_two_mails_are_refused_and_then_one_at_a_time() -> None:
    open_again = NOW + timedelta(seconds=1)

    for pace in (PACE, refused_in_a_row(1)):
        assert [turn.at for turn in turns(pace, *[None] * 9, per_minute=0)[1]] == [None] * 9
    closed = refused_in_a_row(2)
    assert [turn.at for turn in turns(closed, None, per_minute=0)[1]] == [open_again]
    trying, given_ = turns(closed, None, None, per_minute=0, now=open_again)
    assert [turn.at for turn in given_] == [None, open_again + timedelta(seconds=1)]
    assert [turn.at for turn in turns(took(trying), None, None, per_minute=0, now=open_again)[1]] == [None, None]


@given(mails=st.integers(2, 100))
def test_each_further_mail_that_is_refused_doubles_the_wait_up_to_the_longest(mails: int) -> None:
    assert refused_in_a_row(mails).closed_until == NOW + timedelta(seconds=min(2 ** (mails - 2), 45))


def test_one_mailbox_that_is_full_for_days_does_not_slow_its_domain() -> None:
    pace = refused_in_a_row(1)
    for _ in range(50):
        pace = refused(pace, again=True, now=NOW, patience=PATIENCE)

    assert (pace.is_slowed, pace.closed_until) == (False, NOW), "it is open"


def test_a_turn_is_not_used_up_while_the_domain_is_closed() -> None:
    pace, [turn] = turns(refused_in_a_row(2), None)

    assert (pace.taken, turn) == (0, Turn(NOW + timedelta(seconds=1)))
