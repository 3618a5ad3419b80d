"""The signed commitment: what it holds, who reads it and who may decide about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from chassis.errors import Declined, Forbidden, LostUpdate, NotFound
from contracts import Actor
from contracts.vocabulary import BoardRole, CommitmentText, Role, WithdrawalReason
from services.registry.domain.access import answers_for

SIGNERS = frozenset({Role.SENIOR_LEADER, Role.SLRDE})
"""Who signs, renews and withdraws for their trust."""


class NotYourTrust(Forbidden):
    slug = "not-your-trust"
    title = "You hold no role at this trust that may do this"


class AlreadySigned(Declined):
    slug = "already-signed"
    title = "This organisation has signed the commitment: renew it or withdraw it"


class AlreadyWithdrawn(Declined):
    slug = "commitment-withdrawn"
    title = "This commitment is withdrawn: sign it again"


class NoSuchChampion(Declined):
    status = 422
    slug = "no-such-champion"
    title = "A commitment names the leadership champion who is in post"


class DateNotPossible(Declined):
    status = 422
    slug = "date-not-possible"
    title = "This date cannot be"


@dataclass(frozen=True, slots=True)
class Signature:
    """What is signed, by whom, and until when it is to hold. ``None``: as late as may be, or whoever is in post."""

    text: CommitmentText
    signatory: str
    board_role: BoardRole
    champion_id: UUID | None
    endorsed_on: date | None
    review_due: date | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """An organisation's pledge from its signing to its withdrawal, in the state of its last renewal."""

    commitment_id: UUID
    trust: str
    text: CommitmentText
    signatory: str
    board_role: BoardRole
    champion_id: UUID
    endorsed_on: date | None
    signed_on: date
    review_due: date
    renewed_on: date | None = None
    lapsing_said: date | None = None
    """The review that was last said to come near."""
    withdrawn_on: date | None = None
    reason: WithdrawalReason | None = None
    words: str | None = None
    version: int = 1

    def in_date(self, today: date) -> bool:
        return self.withdrawn_on is None and self.review_due >= today

    def seen_by(self, actor: Actor, *, deaneries: Collection[str]) -> Self:
        """Itself, for those of its trust and of the deaneries that answer for it. Raises NotFound for others."""
        if not answers_for(actor, self.trust, deaneries=deaneries):
            raise NotFound
        return self

    def held_by(self, actor: Actor, match: int | None) -> Self:
        """Itself, for its signers, while it stands. Raises NotFound, LostUpdate, AlreadyWithdrawn."""
        if not signs_for(actor, self.trust):
            raise NotFound
        LostUpdate.unless_at(match, self.version, f"commitment {self.commitment_id}")
        if self.withdrawn_on is not None:
            raise AlreadyWithdrawn
        return self


def signs_for(actor: Actor, trust: str) -> bool:
    return any(grant.role in SIGNERS and grant.scope == trust for grant in actor.grants)
