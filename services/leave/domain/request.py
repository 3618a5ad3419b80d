"""A request for leave: what was asked, the steps that decide it, and how it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Self
from uuid import UUID

from chassis.clock import london_date
from chassis.errors import Versioned
from contracts import Actor
from contracts.vocabulary import LeavePurpose, LeaveType, PlacementField, Role
from services.leave.domain.chain import Desk, first_held, held_or_escalated, staffed
from services.leave.domain.claims import Claim
from services.leave.domain.costs import Cost
from services.leave.domain.days import Spell
from services.leave.domain.lieu import InLieu
from services.leave.domain.refusal import Appeal, Refusal
from services.leave.domain.status import OPEN, UNDECIDED, Status
from services.leave.domain.step import Step, Verdict


@dataclass(frozen=True, slots=True)
class Affected:
    """A placement change touched this leave: when, and in which fields (none when it was cancelled)."""

    at: datetime
    fields: tuple[PlacementField, ...] = ()
    cancelled: bool = False

    def and_then(self, later: "Affected") -> "Affected":
        """Both together: everything that changed so far, as of the later one."""
        fields = tuple(dict.fromkeys((*self.fields, *later.fields)))
        return Affected(later.at, fields, self.cancelled or later.cancelled)


@dataclass(frozen=True, slots=True)
class LeaveRequest(Versioned):
    what = "leave request"

    leave_id: UUID
    doctor_id: UUID
    placement_id: UUID
    trust: str
    type: LeaveType
    leadership: bool
    activity: str
    provider: str
    first_day: date
    last_day: date
    purpose: LeavePurpose
    from_midday: bool
    until_midday: bool
    days: Decimal
    """Of entitlement, in halves; those of its working days, unless its doctor said otherwise."""
    additional_days: Decimal
    """Of them, beyond what the entitlement held when it was asked for, or was adjusted since (R3)."""
    exam_on: date | None
    cost: Decimal
    international: bool
    supervisor_agrees: bool
    rota_agrees: bool
    short_notice_reason: str | None
    submitted_at: datetime
    submitted_on: date
    """The London date of the request, which notice of its first days is counted from (R18)."""
    status: Status
    steps: tuple[Step, ...]
    refusal: Refusal | None = None
    appeal_by: date | None = None
    appeals: tuple[Appeal, ...] = ()
    alternative_taken_at: datetime | None = None
    instead_of: UUID | None = None
    """The refused request whose alternative this one is (R17)."""
    external_ref: str | None = None
    about: UUID | None = None
    """What release is asked for, where it has an id."""
    location: str | None = None
    remote: bool = False
    costs: tuple[Cost, ...] = ()
    in_lieu: tuple[InLieu, ...] = ()
    """Whoever agrees to the leave agrees to these days (R23)."""
    within_hours: bool = False
    claim_by: date | None = None
    """The last day to claim what it cost, once it is approved (R24)."""
    claim: Claim | None = None
    affected: Affected | None = None
    director_at: str | None = None
    """Whose director stands in, where that is not the trust's own: of a practice, the employer's."""
    days_asked_on: date | None = None
    """The London date since which these days are asked for, where they were others before it was returned."""
    withdrawal_asked_at: datetime | None = None
    """When the doctor asked to give approved leave back (R28)."""
    version: int = 1

    @property
    def waiting_step(self) -> Step | None:
        """The step whose turn it is; none while approved leave stands or its doctor has it, nor once it is over."""
        if self.status not in (Status.WAITING, Status.WITHDRAWAL_ASKED):
            return None
        return next((step for step in self.steps if step.verdict is None), None)

    @property
    def returned_step(self) -> Step | None:
        """While its doctor has it, the step that returned it."""
        if self.status is not Status.RETURNED:
            return None
        return next(step for step in reversed(self.steps) if step.is_return)

    @property
    def days_with_doctor(self) -> int:
        """From each return of it until it was asked anew, by London dates: nobody's to decide meanwhile (R15)."""
        turns = ((each.decided_at, after.reached_at) for each, after in pairwise(self.steps) if each.is_return)
        return sum((london_date(anew) - london_date(back)).days for back, anew in turns if back and anew)

    @property
    def spell(self) -> Spell:
        return Spell(self.first_day, self.last_day, from_midday=self.from_midday, until_midday=self.until_midday)

    @property
    def director(self) -> Desk:
        """Who decides where a desk is empty (R10), or has not answered for so long (R16)."""
        return Desk(Role.DME, self.director_at or self.trust)

    @property
    def desks(self) -> frozenset[Desk]:
        return frozenset(step.desk for step in self.steps)

    @property
    def releasing_desk(self) -> Desk:
        """Whose it is to confirm that approved leave is given back: the desk that released it (R28)."""
        release = (step.desk for step in self.steps if step.role is Role.ROTA_COORDINATOR)
        return next(release, self.steps[0].desk)

    @property
    def open_appeal(self) -> Appeal | None:
        """The appeal that waits for its answer."""
        return next((each for each in self.appeals if each.outcome is None), None)

    @property
    def waiting_desk(self) -> Desk | None:
        """Whose turn it is: the waiting step's, or of refused leave the one that answers the appeal."""
        waiting = self.waiting_step or self.open_appeal
        return waiting.desk if waiting else None

    @property
    def refused_by(self) -> UUID | None:
        """Who said no last, and so does not answer the appeal against it."""
        return next((step.decided_by for step in reversed(self.steps) if step.verdict is Verdict.REFUSED), None)

    @property
    def answering_desks(self) -> tuple[Desk, ...]:
        """Whose the appeal is that waits: its own desk's; while nobody is there, the director's, then the programme's.

        Who refused does not count as being there. Where nobody is at any of them, it waits at its own.
        """
        if self.open_appeal is None:
            return ()
        programmes = (step.desk for step in self.steps if step.role is Role.TPD)
        return (self.open_appeal.desk, self.director, *programmes)

    @property
    def waits_for_director(self) -> bool:
        """Whether the director may decide as well, because the desk has not for so long (R16)."""
        step = self.waiting_step
        return step is not None and step.had_no_response

    @property
    def next_rung_at(self) -> datetime | None:
        """When there is something to say next: of the waiting step, the appeal that waits, or once to its doctor."""
        if appeal := self.open_appeal:
            return appeal.late_at
        if returned := self.returned_step:
            return returned.ladder.remind_at if returned.ladder and not returned.ladder.said else None
        step = self.waiting_step
        return min(step.ladder.ahead.values(), default=None) if step and step.ladder else None

    @property
    def reached_steps(self) -> tuple[Step, ...]:
        """The steps already decided and the waiting one: who has or had this request before them."""
        return tuple(step for step in self.steps if step.verdict is not None or step is self.waiting_step)

    @property
    def days_ahead(self) -> int:
        """First day minus the London date on which its days were asked for (R18)."""
        return (self.first_day - (self.days_asked_on or self.submitted_on)).days

    def is_open(self, today: date) -> bool:
        """Waiting or approved, withdrawal asked or not, and not over."""
        return self.status in OPEN and self.last_day >= today

    def is_left_undecided(self, today: date) -> bool:
        """Its days are over and nobody decided (R16); what an upheld appeal opened again is owed a decision yet."""
        return self.status in UNDECIDED and self.last_day < today and not self.appeals

    @property
    def lapsed_step(self) -> Step | None:
        """The step that nobody decided until its days were over."""
        return next((step for step in self.steps if step.verdict is Verdict.LAPSED), None)

    @property
    def by_whom(self) -> dict[str, Any]:
        """Who was first, for whoever comes second: the last to have decided or answered, by id alone."""
        if self.status is Status.LAPSED:
            return {}
        decided = [(step.decided_at, step.decided_by) for step in self.steps]
        decided += [(each.answered_at, each.answered_by) for each in self.appeals]
        known = sorted(((at, by) for at, by in decided if at and by), key=lambda each: each[0])
        return {"decided_by": str(known[-1][1])} if known else {}

    def as_held(self, holders: Mapping[Desk, Collection[UUID]]) -> Self:
        """This request with what waits where it is today: a desk that has emptied since is the director's (R10).

        Until the director decides, a step or an appeal goes back to its own desk as soon as somebody holds that again.
        """
        if step := self.waiting_step:
            free = staffed(holders, besides={self.doctor_id})
            desk = held_or_escalated(step.desk, director=self.director, staffed=free)
            return self.with_waiting(step.at(desk))
        if self.open_appeal is None:
            return self
        free = staffed(holders, besides={self.doctor_id, self.refused_by})
        desk = first_held(self.answering_desks, staffed=free)
        *answered, appeal = self.appeals
        if desk == appeal.desk:
            return self
        moved = replace(appeal, role=desk.role, scope=desk.scope, given_to=appeal.desk)
        return replace(self, appeals=(*answered, moved))

    def turn_of(self, actor: Actor) -> Step | None:
        """The waiting step when it is theirs, at the desk they decide it from; none when it is somebody else's turn."""
        step = self.waiting_step
        if step is None or step.is_held_by(actor):
            return step
        as_director = step.at(self.director)
        return as_director if self.waits_for_director and as_director.is_held_by(actor) else None

    def with_waiting(self, step: Step) -> Self:
        """This request with another step in place of the waiting one."""
        waiting = self.waiting_step
        return replace(self, steps=tuple(step if each is waiting else each for each in self.steps))
