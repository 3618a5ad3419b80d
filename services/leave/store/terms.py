"""The rules for leave, as they stand today at a trust: its own, else its deanery's, else everybody's."""

from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal

from chassis.clock import add_working_days, end_of_day, morning_of
from chassis.rules import rule, rules_at, rules_named
from chassis.work import UnitOfWork
from contracts.vocabulary import LeavePurpose, LeaveType, RefusalReason
from services.leave.domain import CostKind, Course, Declaration, Placement, SystemOfRecord, Terms
from services.leave.domain.earning import stage_of
from services.leave.store.organisations import deaneries_of, whose_rules, whose_rules_at

_RECORD = "leave.system_of_record"
_NAMES = (
    "leave.earliest_days",
    "leave.notice_days",
    "leave.release_notice_days",
    "leave.decide_within_days",
    "leave.avoidable_days_ahead",
    "leave.appeal_working_days",
    "leave.acknowledge_working_days",
    "leave.answer_working_days",
    "leave.remind_on_day",
    "leave.no_response_on_day",
    "leave.refusal_min_chars",
    "leave.refusal_codes",
    "leave.private_study_days",
    "leave.taster_days",
    "leave.taster_days_in_all",
    "leave.international_events",
    "leave.international_curriculum_first",
    "leave.claim_within_days",
    "leave.pay_within_days",
    "leave.never_paid",
)


COURSE = (
    "leave.declarations",
    "leave.standard_purposes",
    "leave.standard_activities",
    "leave.programme_office",
    "leave.cost_above",
    "leave.cost_first",
    "leave.international_step",
    "leave.school",
    "leave.days_in_lieu",
    "leave.stages",
)


async def course(work: UnitOfWork, placement: Placement) -> Course:
    """What decides about requests from a placement: as its programme has it, else its deanery (R11-R14, R23)."""
    deanery = (await deaneries_of(work, {placement.host}, on=work.today)).get(placement.host)
    of = [each for each in (placement.programme, deanery) if each]
    found = await rules_named(work, COURSE, on=work.today, of=of)
    stage = stage_of(placement, found["leave.stages"])
    return Course(
        declarations=frozenset(each for each in Declaration if each in found["leave.declarations"]),
        standard=frozenset(each for each in LeavePurpose if each in found["leave.standard_purposes"][stage]),
        listed=frozenset(found["leave.standard_activities"][stage]),
        programme_office=stage in found["leave.programme_office"],
        cost_above=Decimal(str(found["leave.cost_above"])),
        cost_first=found["leave.cost_first"],
        international=found["leave.international_step"],
        school=found["leave.school"] or None,
        days_in_lieu=found["leave.days_in_lieu"],
        deanery=deanery,
    )


async def system_of_record(work: UnitOfWork, trust: str, leave_type: LeaveType) -> SystemOfRecord:
    """Where leave of a type is decided of those who work at a trust (R29); release from duty is the trust's own."""
    return (await systems_of_record(work, {(trust, leave_type)}))[trust, leave_type]


async def systems_of_record(
    work: UnitOfWork, asked: Collection[tuple[str, LeaveType]]
) -> dict[tuple[str, LeaveType], SystemOfRecord]:
    """The same of several trusts and types at once."""
    whose = await whose_rules_at(work, {trust for trust, kind in asked if kind is not LeaveType.RELEASE})
    found = await rules_at(work, [_RECORD], whose, on=work.today) if whose else {}
    known = {each.value: each for each in SystemOfRecord}
    elsewhere = {trust: known.get(values[_RECORD], SystemOfRecord.HERE) for trust, values in found.items()}
    here = SystemOfRecord.HERE
    return {(trust, kind): here if kind is LeaveType.RELEASE else elsewhere[trust] for trust, kind in asked}


async def delegation_days(work: UnitOfWork, scope: str) -> int:
    """For how many days a desk of this scope is handed over at most (R89)."""
    days: int = await rule(work, "leave.delegation_days", on=work.today, of=await whose_rules(work, scope))
    return days


async def capacity_ahead_days(work: UnitOfWork, trust: str) -> int:
    """How long before its first day a department's calendar is in time for rosters to be made from it (T-D1)."""
    days: int = await rule(work, "leave.capacity_ahead_days", on=work.today, of=await whose_rules(work, trust))
    return days


async def terms(work: UnitOfWork, trust: str) -> Terms:
    """Read the dated rules and work them out to dates. A step is due at the end of its day in London (R15, R90)."""
    today = work.today
    found = await rules_named(work, _NAMES, on=today, of=await whose_rules(work, trust))
    due = today + timedelta(days=found["leave.decide_within_days"])
    return Terms(
        at=work.now,
        today=today,
        earliest=today + timedelta(days=found["leave.earliest_days"]),
        notice_days=found["leave.notice_days"],
        release_notice_days=found["leave.release_notice_days"],
        decide_by=end_of_day(due),
        avoidable_days_ahead=found["leave.avoidable_days_ahead"],
        appeal_by=add_working_days(today, found["leave.appeal_working_days"]),
        acknowledge_by=add_working_days(today, found["leave.acknowledge_working_days"]),
        answer_by=add_working_days(today, found["leave.answer_working_days"]),
        remind_at=morning_of(today + timedelta(days=found["leave.remind_on_day"])),
        overdue_at=morning_of(due + timedelta(days=1)),
        no_response_at=morning_of(today + timedelta(days=found["leave.no_response_on_day"])),
        refusal_min_chars=found["leave.refusal_min_chars"],
        refusal_codes=tuple(each for each in RefusalReason if each in found["leave.refusal_codes"]),
        private_study_days=Decimal(str(found["leave.private_study_days"])),
        taster_days=Decimal(str(found["leave.taster_days"])),
        taster_days_in_all=Decimal(str(found["leave.taster_days_in_all"])),
        international_events=found["leave.international_events"],
        curriculum_first=found["leave.international_curriculum_first"],
        claim_days=found["leave.claim_within_days"],
        pay_days=found["leave.pay_within_days"],
        never_paid=frozenset(each for each in CostKind if each in found["leave.never_paid"]),
    )
