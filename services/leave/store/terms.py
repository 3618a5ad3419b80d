"""The region's rules for leave, as they stand today."""

from datetime import timedelta

from chassis.clock import add_working_days, end_of_day
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.leave.domain import Terms


async def terms(work: UnitOfWork) -> Terms:
    """Read the dated rules and work them out to dates. A step is due at the end of its day in London (R15, R90)."""
    today = work.today
    decide_within = timedelta(days=await rule(work, "leave.decide_within_days", on=today))
    return Terms(
        at=work.now,
        today=today,
        notice_days=await rule(work, "leave.notice_days", on=today),
        decide_by=end_of_day(today + decide_within),
        avoidable_days_ahead=await rule(work, "leave.avoidable_days_ahead", on=today),
        appeal_by=add_working_days(today, await rule(work, "leave.appeal_working_days", on=today)),
        refusal_min_chars=await rule(work, "leave.refusal_min_chars", on=today),
    )
