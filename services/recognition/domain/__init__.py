"""Recognition, pure: who may certify what, what strangers are shown of it, and how a code is written and read."""

from services.recognition.domain.certificates import (
    ISSUERS,
    Activity,
    Certificate,
    Decision,
    Record,
    Signatory,
    issue,
    revoke,
    share,
    trusts_issued_for,
)
from services.recognition.domain.codes import BITS, grouped, spelled, understood
from services.recognition.domain.names import initials
from services.recognition.domain.pace import Pace
from services.recognition.domain.refusals import (
    AlreadyIssued,
    AlreadyRevoked,
    IssuerUnknown,
    NoLongerHolds,
    NotPrintable,
    OwnParticipation,
    TooMany,
)

__all__ = [
    "BITS",
    "ISSUERS",
    "Activity",
    "AlreadyIssued",
    "AlreadyRevoked",
    "Certificate",
    "Decision",
    "IssuerUnknown",
    "NoLongerHolds",
    "NotPrintable",
    "OwnParticipation",
    "Pace",
    "Record",
    "Signatory",
    "TooMany",
    "grouped",
    "initials",
    "issue",
    "revoke",
    "share",
    "spelled",
    "trusts_issued_for",
    "understood",
]
