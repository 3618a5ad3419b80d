"""How leave ends other than by a decision: its doctor takes it back, or its days pass and nobody decided."""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime

from contracts.leave.requests import OfLeave, Step
from contracts.vocabulary import OdsCode, Role


class LeaveWithdrawalAsked(OfLeave):
    """The doctor no longer wants leave that is approved, and the desk that released it is to confirm (R28)."""

    type: ClassVar[str] = "fairlead.leave.withdrawal_asked.v1"
    waiting: Step
    asked_at: AwareDatetime


class LeaveWithdrawn(OfLeave):
    """The doctor no longer wants it; approved leave once its releaser confirmed (R28).

    It takes back the days, not the decision: T-E1 counts decisions and goes on counting the approval.
    """

    type: ClassVar[str] = "fairlead.leave.withdrawn.v1"
    withdrawn_at: AwareDatetime
    confirmed_by: Role | None = None
    """Who confirmed it; nobody had to where it was not approved yet."""


class LeaveLapsed(OfLeave):
    """Its last day is over and nobody decided about it: neither a yes nor a no, and nobody's (R16)."""

    type: ClassVar[str] = "fairlead.leave.lapsed.v1"
    waiting: Step | None = None
    """The step that nobody decided; none where it was with its doctor, to be completed."""
    director_at: OdsCode | None = None
    """Whose director could have stood in; the trust's own where it is not said."""
    submitted_on: date
    """The London date of the request as it was first made."""
    lapsed_at: AwareDatetime
    reached_at: AwareDatetime | None = None
    """When that step was reached (R15)."""
    due_on: date | None = None
    """The London date by which that step was to be decided, by its own trust's rule (R15)."""
