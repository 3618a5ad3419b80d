"""One decision in the chain: whose turn it is, since when, and how long that may take."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from chassis.clock import london_date
from contracts import Actor
from contracts.vocabulary import Role
from services.leave.domain.chain import Desk
from services.leave.domain.delegation import stood_in_for
from services.leave.domain.terms import Terms


class Verdict(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"
    RETURNED = "returned"
    """Neither: its doctor is to complete or change it first."""
    LAPSED = "lapsed"
    """Nobody said anything until its days were over (R16)."""


class Rung(StrEnum):
    """What has been said of a step that waits (R16)."""

    REMINDED = "reminded"
    OVERDUE = "overdue"
    NO_RESPONSE = "no_response"


@dataclass(frozen=True, slots=True)
class Ladder:
    """When the rungs are reached, as the rules stood when the step was (R16), or when it gave the request back."""

    remind_at: datetime
    overdue_at: datetime
    no_response_at: datetime
    said: Rung | None = None

    @property
    def ahead(self) -> dict[Rung, datetime]:
        """The rungs not said yet, lowest first."""
        all_rungs = {
            Rung.REMINDED: self.remind_at,
            Rung.OVERDUE: self.overdue_at,
            Rung.NO_RESPONSE: self.no_response_at,
        }
        said = list(Rung).index(self.said) + 1 if self.said else 0
        return {rung: all_rungs[rung] for rung in list(Rung)[said:]}


@dataclass(frozen=True, slots=True)
class Step:
    """One decision in the chain: whose it is, by when once it is theirs, and what they said."""

    role: Role
    scope: str
    due_at: datetime | None = None
    reached_at: datetime | None = None
    ladder: Ladder | None = None
    verdict: Verdict | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    note: str | None = None
    given_to: Desk | None = None
    """Whose it is, where the director may decide because that desk is empty or has not answered (R10, R16)."""
    stood_in_for: UUID | None = None
    """Who had handed the desk over to whoever decided (R89)."""

    @property
    def desk(self) -> Desk:
        return Desk(self.role, self.scope)

    def begun(self, terms: Terms) -> Self:
        """The same with its turn, and its whole time, from now on."""
        ladder = Ladder(terms.remind_at, terms.overdue_at, terms.no_response_at)
        return replace(self, due_at=terms.decide_by, reached_at=terms.at, ladder=ladder)

    def at(self, desk: Desk) -> Self:
        """The same at another desk, whose turn it is in place of the one that it was given to."""
        if desk == self.desk:
            return self
        return replace(self, role=desk.role, scope=desk.scope, given_to=self.given_to or self.desk)

    def decided(self, verdict: Verdict, *, by: Actor, at: datetime, note: str | None = None) -> Self:
        """With what they said, and for whom if they stand in at its desk."""
        instead_of = stood_in_for(by, self.desk)
        return replace(
            self, verdict=verdict, decided_by=by.person_id, decided_at=at, note=note, stood_in_for=instead_of
        )

    @property
    def due_on(self) -> date | None:
        """The London date on which it is due, once it is reached."""
        return london_date(self.due_at) if self.due_at else None

    @property
    def had_no_response(self) -> bool:
        return self.ladder is not None and self.ladder.said is Rung.NO_RESPONSE

    @property
    def is_return(self) -> bool:
        return self.verdict is Verdict.RETURNED

    def is_held_by(self, actor: Actor) -> bool:
        return actor.holds(self.role, at=self.scope)
