"""The rules for protected time, as they stand today: a trust's own where it has any."""

from datetime import timedelta

from chassis.clock import end_of_day
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.leave.domain.time import Fewest, TimeTerms


async def time_terms(work: UnitOfWork) -> TimeTerms:
    """Read the dated rules and work them out to moments: a day ends at 23:59 in London (R41, R46, R90)."""
    today = work.today
    acknowledge_within = timedelta(days=await rule(work, "lost_time.acknowledge_within_days", on=today))
    resolve_within = timedelta(days=await rule(work, "lost_time.resolve_within_days", on=today))
    return TimeTerms(
        at=work.now,
        today=today,
        report_within_days=await rule(work, "lost_time.report_within_days", on=today),
        acknowledge_by=end_of_day(today + acknowledge_within),
        resolve_by=end_of_day(today + resolve_within),
    )


async def exception_system(work: UnitOfWork, *, trust: str) -> str | None:
    """Where the trust's residents raise the contractual report, if it says so (R43)."""
    address: str = await rule(work, "lost_time.exception_system", on=work.today, of=[trust])
    return address or None


async def fewest(work: UnitOfWork) -> Fewest:
    """R48."""
    return Fewest(
        reporters=await rule(work, "lost_time.fewest_reporters", on=work.today),
        doctors=await rule(work, "lost_time.fewest_doctors", on=work.today),
    )
