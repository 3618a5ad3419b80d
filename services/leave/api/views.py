"""A request as its doctor and its deciders see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from contracts import Actor
from contracts.vocabulary import AppealOutcome, LeavePurpose, LeaveType, PlacementField, RefusalReason, Role
from services.leave import domain
from services.leave.api.bodies import AbroadView, CostView, DayInLieuView, DayView, Shown
from services.leave.api.entitlement import Days
from services.leave.api.steps import StepView
from services.leave.domain import Abroad, DayOff, LeaveRequest, Status, SystemOfRecord


class RefusalView(Shown):
    reason: RefusalReason
    explanation: str
    alternative: str
    next_step: str
    alternative_first_day: date | None
    alternative_last_day: date | None


class Appeal(Shown):
    """How to appeal, until when, and to whom (R19)."""

    how: str
    until: date
    role: Role
    scope: str

    @classmethod
    def against(cls, request: LeaveRequest) -> Self | None:
        if request.appeal_by is None:
            return None
        how = (
            "An appeal is about how the decision was reached. Say what went wrong by the end of "
            f"{request.appeal_by:%A} {request.appeal_by.day} {request.appeal_by:%B %Y}; the director of medical "
            f"education of {request.director.scope} answers, or the dean where the director decided."
        )
        return cls(how=how, until=request.appeal_by, role=request.director.role, scope=request.director.scope)


class AppealView(Shown):
    """An appeal as its doctor and those who answer it see it."""

    words: str
    appealed_at: datetime
    role: Role
    scope: str
    acknowledge_by: date
    acknowledged_at: datetime | None
    answer_by: date | None
    answered_at: datetime | None
    answered_by: UUID | None
    outcome: AppealOutcome | None
    explanation: str | None


class ClaimView(Shown):
    claimed_on: date
    pay_by: date
    paid_on: date | None
    attended: bool


class LeaveView(Shown):
    """A request as its doctor and its deciders see it."""

    id: UUID
    doctor_id: UUID
    status: Status
    type: LeaveType
    leadership: bool
    activity: str
    provider: str
    first_day: date
    last_day: date
    purpose: LeavePurpose
    from_midday: bool
    until_midday: bool
    days: Days
    additional_days: Days
    days_said: Days | None
    """The same where its doctor said otherwise than its working days."""
    exam_on: date | None
    cost: Decimal
    international: bool
    abroad: AbroadView | None
    """Of leave abroad, to its doctor and to whom it waits for; null in a list."""
    supervisor_agrees: bool
    rota_agrees: bool
    trust: str
    short_notice_reason: str | None
    submitted_at: datetime
    days_asked_on: date | None
    """Since when its days are asked for, where they were others before it was returned: notice counts from then."""
    steps: tuple[StepView, ...]
    refusal: RefusalView | None
    appeal: Appeal | None
    appeals: tuple[AppealView, ...]
    alternative_taken_at: datetime | None
    instead_of: UUID | None
    standing: SystemOfRecord
    """Where it is decided (R29)."""
    costs: tuple[CostView, ...]
    funded_percent: Decimal | None
    """Of its cost, what a study budget pays of leave of its category (R20); null: nothing is said of that.

    Null in a list, where it is not looked up.
    """
    in_lieu: tuple[DayInLieuView, ...]
    within_hours: bool
    external_ref: str | None
    about: UUID | None
    location: str | None
    remote: bool
    claim_by: date | None
    claim: ClaimView | None
    placement_affected: bool
    placement_affected_at: datetime | None
    placement_affected_fields: tuple[PlacementField, ...]
    withdrawal_asked_at: datetime | None
    capacity: tuple[DayView, ...]
    """Of each day that its department's calendar has: how many may be away, and how many others are (T-D1).

    Empty in a list.
    """
    refusal_codes: tuple[RefusalReason, ...]
    """With which of them it may be refused where it was asked for (R17). Empty in a list."""
    waits_for_you: bool
    """Whether whoever reads it may decide what waits of it now: its step, its withdrawal or its appeal."""
    version: int

    @classmethod
    def of(
        cls,
        request: LeaveRequest,
        *,
        by: Actor,
        standing: SystemOfRecord,
        capacity: Iterable[DayOff] = (),
        funded: Decimal | None = None,
        refusal_codes: tuple[RefusalReason, ...] = (),
        abroad: Abroad | None = None,
    ) -> Self:
        affected = request.affected
        return cls(
            id=request.leave_id,
            doctor_id=request.doctor_id,
            status=request.status,
            type=request.type,
            leadership=request.leadership,
            activity=request.activity,
            provider=request.provider,
            first_day=request.first_day,
            last_day=request.last_day,
            purpose=request.purpose,
            from_midday=request.from_midday,
            until_midday=request.until_midday,
            days=request.days,
            additional_days=request.additional_days,
            days_said=request.days if request.days != request.spell.days else None,
            exam_on=request.exam_on,
            cost=request.cost,
            international=request.international,
            abroad=AbroadView.model_validate(abroad) if abroad else None,
            supervisor_agrees=request.supervisor_agrees,
            rota_agrees=request.rota_agrees,
            trust=request.trust,
            short_notice_reason=request.short_notice_reason,
            submitted_at=request.submitted_at,
            days_asked_on=request.days_asked_on,
            steps=tuple(map(StepView.model_validate, request.steps)),
            refusal=RefusalView.model_validate(request.refusal) if request.refusal else None,
            appeal=Appeal.against(request),
            appeals=tuple(_appeal(each) for each in request.appeals),
            alternative_taken_at=request.alternative_taken_at,
            instead_of=request.instead_of,
            standing=standing,
            costs=tuple(map(CostView.model_validate, request.costs)),
            funded_percent=funded,
            in_lieu=tuple(map(DayInLieuView.model_validate, request.in_lieu)),
            within_hours=request.within_hours,
            external_ref=request.external_ref,
            about=request.about,
            location=request.location,
            remote=request.remote,
            claim_by=request.claim_by,
            claim=ClaimView.model_validate(request.claim) if request.claim else None,
            placement_affected=affected is not None,
            placement_affected_at=affected.at if affected else None,
            placement_affected_fields=affected.fields if affected else (),
            withdrawal_asked_at=request.withdrawal_asked_at,
            capacity=tuple(map(DayView.model_validate, capacity)),
            refusal_codes=refusal_codes,
            waits_for_you=domain.waits_for(request, by),
            version=request.version,
        )


class LeavePage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[LeaveView, ...]
    next: UUID | None

    @classmethod
    def of(
        cls,
        requests: Sequence[LeaveRequest],
        *,
        by: Actor,
        standings: Mapping[tuple[str, LeaveType], SystemOfRecord],
        limit: int,
    ) -> Self:
        full = len(requests) == limit
        items = tuple(LeaveView.of(each, by=by, standing=standings[each.trust, each.type]) for each in requests)
        return cls(items=items, next=requests[-1].leave_id if full else None)


def _appeal(appeal: domain.Appeal) -> AppealView:
    return AppealView.model_validate(appeal)
