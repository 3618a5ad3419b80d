"""A refusal with its words, and the appeal against how it was reached. The words never leave this service."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.vocabulary import AppealOutcome, RefusalReason, Role
from services.leave.domain.chain import Desk


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, what instead, and what to do next (R17). The words never leave this service."""

    reason: RefusalReason
    explanation: str
    alternative: str
    next_step: str
    alternative_first_day: date | None = None
    """Days that are offered instead, which the doctor takes with one tap."""
    alternative_last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """What went wrong in how leave was refused, who answers, by when, and what they said (R19). Words stay here."""

    words: str
    appealed_at: datetime
    role: Role
    scope: str
    acknowledge_by: date
    acknowledged_at: datetime | None = None
    answer_by: date | None = None
    answered_at: datetime | None = None
    answered_by: UUID | None = None
    outcome: AppealOutcome | None = None
    explanation: str | None = None

    @property
    def desk(self) -> Desk:
        return Desk(self.role, self.scope)
