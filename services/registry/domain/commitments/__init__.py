"""The signed commitment, pure: an organisation pledges it, stands by it at each review, or withdraws it."""

from services.registry.domain.commitments.commitment import SIGNERS, Commitment, Signature, signs_for
from services.registry.domain.commitments.deciding import Decision, Terms, lapsing, renew, sign, withdraw

__all__ = [
    "SIGNERS",
    "Commitment",
    "Decision",
    "Signature",
    "Terms",
    "lapsing",
    "renew",
    "sign",
    "signs_for",
    "withdraw",
]
