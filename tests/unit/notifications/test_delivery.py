"""What follows from an attempt."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary import Decision
from services.notifications.domain import After, DeliveryState, Outcome, Patience, after

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PATIENCE = Patience(first_seconds=1.0, longest_seconds=45.0, give_up_hours=48.0, resends=3, in_order_minutes=15.0)


def outcome_of(outcome: Outcome, *, attempts: int = 1, unsure: int = 0, age: float = 0, jitter: float = 1.0) -> After:
    created = NOW - timedelta(hours=age)
    facts = {"attempts": attempts, "unsure": unsure, "created": created, "now": NOW, "patience": PATIENCE}
    return after(outcome, jitter=jitter, **facts)  # type: ignore[arg-type]


def test_what_the_relay_took_is_sent() -> None:
    assert outcome_of(Outcome.ACCEPTED, unsure=2) == After(DeliveryState.SENT, Decision.SENT)


def test_what_the_relay_refuses_is_failed_unless_a_copy_may_have_arrived() -> None:
    assert outcome_of(Outcome.REJECTED) == After(DeliveryState.FAILED, Decision.FAILED)
    assert outcome_of(Outcome.REJECTED, unsure=1) == After(DeliveryState.UNKNOWN, Decision.UNKNOWN)


def test_an_unsent_mail_leaves_its_notices_pending_and_an_unsure_one_flags_them() -> None:
    assert outcome_of(Outcome.NOT_SENT).decision is None
    assert outcome_of(Outcome.UNKNOWN, unsure=1).decision is Decision.UNKNOWN


def test_the_fourth_lost_answer_is_the_last() -> None:
    assert outcome_of(Outcome.UNKNOWN, unsure=3).state is DeliveryState.DUE
    assert outcome_of(Outcome.UNKNOWN, unsure=4) == After(DeliveryState.UNKNOWN, Decision.UNKNOWN)


def test_after_two_days_it_is_given_up() -> None:
    assert outcome_of(Outcome.NOT_SENT, age=47.9).state is DeliveryState.DUE
    assert outcome_of(Outcome.NOT_SENT, age=48.1) == After(DeliveryState.FAILED, Decision.FAILED)


@given(attempts=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_it_is_tried_again_soon_and_never_later_than_the_longest_wait(attempts: int, jitter: float) -> None:
    again = outcome_of(Outcome.NOT_SENT, attempts=attempts, jitter=jitter).again_at
    assert again is not None
    wait = (again - NOW).total_seconds()
    assert 0.5 <= wait <= 45
    if attempts == 1:
        assert wait <= 2


@given(
    outcome=st.sampled_from(Outcome),
    attempts=st.integers(1, 100),
    unsure=st.integers(0, 10),
    age=st.floats(0, 100),
)
def test_what_is_not_final_is_tried_again_and_what_is_final_is_not(
    outcome: Outcome, attempts: int, unsure: int, age: float
) -> None:
    then = outcome_of(outcome, attempts=attempts, unsure=unsure, age=age)
    assert (then.again_at is not None) == (then.state is DeliveryState.DUE)
    assert not (unsure and then.state is DeliveryState.FAILED)
