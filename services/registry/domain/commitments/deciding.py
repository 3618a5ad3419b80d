"""What is decided about a commitment: signed, stood by at each review, withdrawn; and its review comes near."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.clock import add_months
from contracts import Actor, Event
from contracts.registry import CommitmentLapsing, CommitmentRenewed, CommitmentSigned, CommitmentWithdrawn
from contracts.vocabulary import WithdrawalReason
from services.registry.domain.commitments.commitment import (
    SIGNERS,
    AlreadySigned,
    Commitment,
    DateNotPossible,
    NoSuchChampion,
    NotYourTrust,
    Signature,
    signs_for,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The commitment as it is from now on, and what is said of it."""

    commitment: Commitment
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds on the day of a signature: the champions in post, the deaneries, the longest time to a review."""

    today: date
    champions: Collection[UUID]
    deaneries: tuple[str, ...]
    longest_months: int


def sign(
    trust: str,
    signature: Signature,
    *,
    commitment_id: UUID,
    signed_on: date,
    standing: Commitment | None,
    by: Actor,
    terms: Terms,
) -> Decision:
    """Pledge it for a trust that has not. Raises NotYourTrust, AlreadySigned, NoSuchChampion, DateNotPossible."""
    if not signs_for(by, trust):
        raise NotYourTrust(f"to sign for {trust} needs one of the roles {', '.join(sorted(SIGNERS))} there")
    if standing is not None:
        raise AlreadySigned(f"{trust} signed on {standing.signed_on}", commitment_id=str(standing.commitment_id))
    _check_past("signed_on", signed_on, terms.today)
    signed = Commitment(
        commitment_id=commitment_id,
        trust=trust,
        text=signature.text,
        signatory=signature.signatory,
        board_role=signature.board_role,
        champion_id=_champion(signature.champion_id, trust, terms),
        endorsed_on=_endorsed(signature, terms),
        signed_on=signed_on,
        review_due=_review(signature.review_due, after=signed_on, terms=terms),
    )
    return Decision(signed, (CommitmentSigned(**_said(signed), deaneries=terms.deaneries),))


def renew(standing: Commitment, signature: Signature, *, by: Actor, terms: Terms, match: int | None = None) -> Decision:
    """Stand by it until the next review; without a new endorsement the last one is still told.

    Raises NotFound, LostUpdate, AlreadyWithdrawn, NoSuchChampion, DateNotPossible.
    """
    renewed = replace(
        standing.held_by(by, match),
        text=signature.text,
        signatory=signature.signatory,
        board_role=signature.board_role,
        champion_id=_champion(signature.champion_id, standing.trust, terms),
        endorsed_on=_endorsed(signature, terms) or standing.endorsed_on,
        review_due=_review(signature.review_due, after=terms.today, terms=terms),
        renewed_on=terms.today,
    )
    said = CommitmentRenewed(**_said(renewed), deaneries=terms.deaneries, renewed_on=terms.today)
    return Decision(renewed, (said,))


def withdraw(
    standing: Commitment,
    *,
    reason: WithdrawalReason,
    words: str,
    by: Actor,
    today: date,
    deaneries: tuple[str, ...],
    match: int | None = None,
) -> Decision:
    """No longer stand by it, and why. Raises NotFound, LostUpdate, AlreadyWithdrawn."""
    withdrawn = replace(standing.held_by(by, match), withdrawn_on=today, reason=reason, words=words)
    said = CommitmentWithdrawn(
        commitment_id=standing.commitment_id,
        trust=standing.trust,
        deaneries=deaneries,
        champion_id=standing.champion_id,
        reason=reason,
        withdrawn_on=today,
    )
    return Decision(withdrawn, (said,))


def lapsing(standing: Commitment, *, deaneries: tuple[str, ...]) -> Decision:
    """Its review comes near, or has passed: that is said once for each day a review is due."""
    said = CommitmentLapsing(
        commitment_id=standing.commitment_id,
        trust=standing.trust,
        deaneries=deaneries,
        champion_id=standing.champion_id,
        review_due=standing.review_due,
    )
    return Decision(replace(standing, lapsing_said=standing.review_due), (said,))


def _said(one: Commitment) -> dict[str, object]:
    """The facts of a signature that leave the house: not its signatory."""
    return {
        "commitment_id": one.commitment_id,
        "trust": one.trust,
        "text": one.text,
        "board_role": one.board_role,
        "champion_id": one.champion_id,
        "endorsed_on": one.endorsed_on,
        "signed_on": one.signed_on,
        "review_due": one.review_due,
    }


def _champion(named: UUID | None, trust: str, terms: Terms) -> UUID:
    """The one named, or the only one there is; deputies do not count."""
    if not terms.champions:
        raise NoSuchChampion(f"{trust} has no leadership champion today: have one appointed first")
    if named is None and len(terms.champions) > 1:
        raise NoSuchChampion(
            f"{trust} has {len(terms.champions)} leadership champions today: name one", field="champion_id"
        )
    if named is not None and named not in terms.champions:
        text = f"this person is not leadership champion of {trust} today: leave them out, or name who is"
        raise NoSuchChampion(text, field="champion_id")
    return named or next(iter(terms.champions))


def _endorsed(signature: Signature, terms: Terms) -> date | None:
    if signature.endorsed_on is not None:
        _check_past("endorsed_on", signature.endorsed_on, terms.today)
    return signature.endorsed_on


def _review(wanted: date | None, *, after: date, terms: Terms) -> date:
    latest = add_months(after, terms.longest_months)
    if wanted is not None and not after < wanted <= latest:
        raise DateNotPossible(f"review_due {wanted}: give a day after {after}, and {latest} at the latest")
    return wanted or latest


def _check_past(name: str, day: date, today: date) -> None:
    if day > today:
        raise DateNotPossible(f"{name} {day} is still to come: today is {today}")
