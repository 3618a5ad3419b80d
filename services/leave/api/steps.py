"""A step of a request as its doctor and its deciders see it."""

from datetime import datetime
from uuid import UUID

from contracts.vocabulary import Role
from services.leave.api.bodies import Shown
from services.leave.domain import Verdict


class DeskView(Shown):
    role: Role
    scope: str


class StepView(Shown):
    role: Role
    scope: str
    reached_at: datetime | None
    due_at: datetime | None
    verdict: Verdict | None
    decided_by: UUID | None
    decided_at: datetime | None
    note: str | None
    """Of a step that returned it, what is missing."""
    given_to: DeskView | None
    """Whose it is, where the director may decide because that desk is empty or has not answered (R10, R16)."""
    stood_in_for: UUID | None
    """Who had handed the desk over to whoever decided (R89)."""
