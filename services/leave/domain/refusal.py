"""A refusal with its words, and the appeal against how it was reached. The words never leave this service."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.clock import morning_of
from contracts.vocabulary import AppealOutcome, AppealStage, RefusalReason, Role
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
    said_late: AppealStage | None = None
    """Which of its two days was said to have passed."""
    given_to: Desk | None = None
    """Whose it is, while that desk is empty and it stands at the director's (R10)."""

    @property
    def desk(self) -> Desk:
        return Desk(self.role, self.scope)

    @property
    def awaited(self) -> AppealStage:
        return AppealStage.ACKNOWLEDGEMENT if self.answer_by is None else AppealStage.ANSWER

    @property
    def due_on(self) -> date:
        return self.answer_by or self.acknowledge_by

    @property
    def late_at(self) -> datetime | None:
        """When it is to be said that it was not dealt with by its day; none once that was said."""
        return None if self.said_late is self.awaited else morning_of(self.due_on + timedelta(days=1))
