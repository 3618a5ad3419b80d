"""A request for leave: what was asked, the steps that decide it, and how it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from chassis.errors import LostUpdate
from contracts import Actor
from contracts.vocabulary import LeavePurpose, LeaveType, PlacementField, Role
from services.leave.domain.chain import Desk, held_or_escalated, staffed
from services.leave.domain.claims import Claim
from services.leave.domain.costs import Cost
from services.leave.domain.days import Spell
from services.leave.domain.lieu import InLieu
from services.leave.domain.refusal import Appeal, Refusal
from services.leave.domain.step import Step


class Status(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    """Approved, but the doctor no longer wants it and the desk that released it has yet to confirm (R28)."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"
    """Decided in the region's system of record, and noted here under its reference (R29)."""


OPEN = frozenset({Status.WAITING, Status.APPROVED, Status.WITHDRAWAL_ASKED, Status.RECORDED})
"""The doctor may be away on these days."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a doctor asks for."""

    leave_id: UUID
    doctor_id: UUID
    type: LeaveType
    leadership: bool
    activity: str
    provider: str | None
    """None: the trust itself, of release from duty."""
    first_day: date
    last_day: date
    purpose: LeavePurpose = LeavePurpose.DISCRETIONARY
    from_midday: bool = False
    until_midday: bool = False
    days: Decimal | None = None
    """How many days of entitlement it takes, where the doctor says otherwise than its working days."""
    exam_on: date | None = None
    cost: Decimal = Decimal(0)
    """Estimated, in pounds: it decides who is asked (R14); nothing is paid here."""
    international: bool = False
    supervisor_agrees: bool = False
    rota_agrees: bool = False
    short_notice_reason: str | None = None
    external_ref: str | None = None
    """What the region's system of record calls it (R29)."""
    about: UUID | None = None
    """The seat, slot, meeting or course that release is asked for, where it has an id."""
    costs: tuple[Cost, ...] = ()
    """Estimated, each by what it is for; of these, ``cost`` is what a study budget may pay (R21)."""
    in_lieu: tuple[InLieu, ...] = ()
    within_hours: bool = False
    """Declared: the days in lieu keep to the limits of hours (R23)."""

    @property
    def spell(self) -> Spell:
        return Spell(self.first_day, self.last_day, from_midday=self.from_midday, until_midday=self.until_midday)

    @property
    def days_taken(self) -> Decimal:
        return self.spell.days if self.days is None else self.days


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
class LeaveRequest:
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
    """Of them, beyond what the entitlement held when it was asked for (R3)."""
    exam_on: date | None
    cost: Decimal
    international: bool
    supervisor_agrees: bool
    rota_agrees: bool
    short_notice_reason: str | None
    submitted_at: datetime
    submitted_on: date
    """The London date of the request, which notice is counted from (R18)."""
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
    costs: tuple[Cost, ...] = ()
    in_lieu: tuple[InLieu, ...] = ()
    """Whoever agrees to the leave agrees to these days (R23)."""
    within_hours: bool = False
    claim_by: date | None = None
    """The last day to claim what it cost, once it is approved (R24)."""
    claim: Claim | None = None
    affected: Affected | None = None
    withdrawal_asked_at: datetime | None = None
    """When the doctor asked to give approved leave back (R28)."""
    version: int = 1

    @property
    def waiting_step(self) -> Step | None:
        """The step whose turn it is; none while approved leave stands, nor once it is refused or withdrawn."""
        if self.status not in (Status.WAITING, Status.WITHDRAWAL_ASKED):
            return None
        return next((step for step in self.steps if step.verdict is None), None)

    @property
    def spell(self) -> Spell:
        return Spell(self.first_day, self.last_day, from_midday=self.from_midday, until_midday=self.until_midday)

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
    def waits_for_director(self) -> bool:
        """Whether the trust's director may decide as well, because the desk has not for so long (R16)."""
        step = self.waiting_step
        return step is not None and step.had_no_response

    @property
    def next_rung_at(self) -> datetime | None:
        """When there is something to say next of the waiting step, or of the appeal that waits."""
        if appeal := self.open_appeal:
            return appeal.late_at
        step = self.waiting_step
        return min(step.ladder.ahead.values(), default=None) if step and step.ladder else None

    @property
    def reached_steps(self) -> tuple[Step, ...]:
        """The steps already decided and the waiting one: who has or had this request before them."""
        return tuple(step for step in self.steps if step.verdict is not None or step is self.waiting_step)

    @property
    def days_ahead(self) -> int:
        """First day minus the London date of the request (R18)."""
        return (self.first_day - self.submitted_on).days

    def is_open(self, today: date) -> bool:
        """Waiting or approved, withdrawal asked or not, and not over."""
        return self.status in OPEN and self.last_day >= today

    def seen_at(self, version: int | None) -> Self:
        """Itself, when the reader knew this very version or named none. Raises LostUpdate."""
        LostUpdate.unless_at(version, self.version, f"leave request {self.leave_id}", **self.by_whom)
        return self

    @property
    def by_whom(self) -> dict[str, str]:
        """Who was first, for whoever comes second: the last to have decided, by id alone."""
        deciders = [str(step.decided_by) for step in self.steps if step.decided_by]
        return {"decided_by": deciders[-1]} if deciders else {}

    def as_held(self, holders: Mapping[Desk, Collection[UUID]]) -> Self:
        """This request with what waits where it is today: a desk that has emptied since is the director's (R10).

        Until the director decides, a step or an appeal goes back to its own desk as soon as somebody holds that again.
        """
        waiting = self.waiting_desk
        if waiting is None:
            return self
        desk = held_or_escalated(waiting, trust=self.trust, staffed=staffed(holders, besides=self.doctor_id))
        if step := self.waiting_step:
            return self.with_waiting(replace(step, role=desk.role, scope=desk.scope))
        if desk == waiting:
            return self
        *answered, appeal = self.appeals
        moved = replace(appeal, role=desk.role, scope=desk.scope, given_to=waiting)
        return replace(self, appeals=(*answered, moved))

    def turn_of(self, actor: Actor) -> Step | None:
        """The waiting step when it is theirs, at the desk they decide it from; none when it is somebody else's turn."""
        step = self.waiting_step
        if step is None or step.is_held_by(actor):
            return step
        director = Desk(Role.DME, self.trust)
        as_director = replace(step, role=director.role, scope=director.scope)
        return as_director if self.waits_for_director and as_director.is_held_by(actor) else None

    def with_waiting(self, step: Step) -> Self:
        """This request with another step in place of the waiting one."""
        waiting = self.waiting_step
        return replace(self, steps=tuple(step if each is waiting else each for each in self.steps))
