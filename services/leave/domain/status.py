"""How a request for leave stands."""

from enum import StrEnum


class Status(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    """Approved, but the doctor no longer wants it and the desk that released it has yet to confirm (R28)."""
    RETURNED = "returned"
    """With its doctor, to be completed or changed: it holds no day, and no desk's time runs (R15)."""
    REFUSED = "refused"
    LAPSED = "lapsed"
    """Its days are over, and nobody had decided: neither a yes nor a no (R16)."""
    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"
    """Decided in the region's system of record, and noted here under its reference (R29)."""


OPEN = frozenset({Status.WAITING, Status.RETURNED, Status.APPROVED, Status.WITHDRAWAL_ASKED, Status.RECORDED})
"""The doctor may yet be away on these days."""

UNDECIDED = frozenset({Status.WAITING, Status.RETURNED})
"""Nobody has decided yet, whether it is a desk's turn or its doctor's."""
