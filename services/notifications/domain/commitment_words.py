"""What is said of the commitment that organisations sign."""

from collections.abc import Mapping

from contracts import Event
from contracts.registry import CommitmentLapsing, CommitmentRenewed, CommitmentSigned, CommitmentWithdrawn
from contracts.vocabulary import WithdrawalReason
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day

_REASONS: Mapping[WithdrawalReason, str] = {
    WithdrawalReason.BOARD_DECISION: "the board has decided so",
    WithdrawalReason.ORGANISATION_ENDS: "the organisation ends, or becomes part of another one",
    WithdrawalReason.SIGNED_IN_ERROR: "it was signed in error",
    WithdrawalReason.OTHER: "another one",
}


def _in_force(event: CommitmentSigned | CommitmentRenewed, names: Names) -> tuple[str, ...]:
    endorsed = day(event.endorsed_on) if event.endorsed_on else "not yet"
    return (
        f"Organisation: {names.organisation(event.trust)}",
        f"Leadership champion: {names.person(event.champion_id)}",
        f"Endorsed by the resident doctors' forum: {endorsed}",
        f"To be reviewed by: {day(event.review_due)}",
    )


def _signed(event: CommitmentSigned, names: Names) -> Words:
    return same("The leadership commitment is signed", f"Signed on: {day(event.signed_on)}", *_in_force(event, names))


def _renewed(event: CommitmentRenewed, names: Names) -> Words:
    renewed = f"Renewed on: {day(event.renewed_on)}"
    return same("The leadership commitment is renewed", renewed, *_in_force(event, names))


def _withdrawn(event: CommitmentWithdrawn, names: Names) -> Words:
    return same(
        "A leadership commitment is withdrawn",
        f"Organisation: {names.organisation(event.trust)}",
        f"Withdrawn on: {day(event.withdrawn_on)}",
        f"Reason: {_REASONS[event.reason]}",
    )


def _lapsing(event: CommitmentLapsing, names: Names) -> Words:
    return same(
        "The leadership commitment is due for review",
        f"Organisation: {names.organisation(event.trust)}",
        f"Renew it by: {day(event.review_due)}. After that day it no longer counts as in date.",
        "A senior leader or the senior lead for resident doctor experience renews it.",
    )


COMMITMENT_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (CommitmentSigned, Category.COMMITMENT): _signed,
    (CommitmentRenewed, Category.COMMITMENT): _renewed,
    (CommitmentWithdrawn, Category.COMMITMENT): _withdrawn,
    (CommitmentLapsing, Category.COMMITMENT): _lapsing,
}
