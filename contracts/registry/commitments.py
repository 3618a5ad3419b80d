"""Facts of the signed commitment: what an organisation has pledged, and until when it holds."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import BoardRole, CommitmentText, OdsCode, WithdrawalReason


class _OfCommitment(Event):
    topic: ClassVar[Topic] = Topic.COMMITMENTS

    commitment_id: UUID
    trust: OdsCode
    deaneries: tuple[OdsCode, ...] = ()
    """Those that answer for the trust on that day."""

    @property
    def key(self) -> str:
        return self.trust

    @property
    def subject(self) -> str:
        return str(self.commitment_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class _InForce(_OfCommitment):
    """The whole signature as it stands. The signatory's name stays with the registry."""

    text: CommitmentText
    board_role: BoardRole
    champion_id: UUID
    endorsed_on: date | None = None
    """When the resident doctors' forum endorsed it; none: it has not."""
    signed_on: date
    review_due: date
    """The last day on which it is in date, at most 12 months after it was signed or renewed."""


class CommitmentSigned(_InForce):
    """An organisation pledges the essentials, by somebody of its board."""

    type: ClassVar[str] = "fairlead.commitment.signed.v1"


class CommitmentRenewed(_InForce):
    """An organisation has reviewed its commitment and stands by it until the next review."""

    type: ClassVar[str] = "fairlead.commitment.renewed.v1"
    renewed_on: date


class CommitmentWithdrawn(_OfCommitment):
    """An organisation no longer stands by its commitment. What it wrote of its reason stays with the registry."""

    type: ClassVar[str] = "fairlead.commitment.withdrawn.v1"
    champion_id: UUID
    reason: WithdrawalReason
    withdrawn_on: date


class CommitmentLapsing(_OfCommitment):
    """The review of a commitment comes near; said once for each day that a review is due."""

    type: ClassVar[str] = "fairlead.commitment.lapsing.v1"
    champion_id: UUID
    review_due: date
