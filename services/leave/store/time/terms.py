"""The rules for protected time, as they stand today at a trust: its own, else its deanery's, else everybody's."""

from collections.abc import Collection
from datetime import timedelta

from chassis.clock import end_of_day
from chassis.rules import rule, rules_at, rules_named
from chassis.work import UnitOfWork
from services.leave.domain.time import Counting, Fewest, Outcome, TimeTerms
from services.leave.store.organisations import whose_rules, whose_rules_at

_REPORTING = (
    "lost_time.report_within_days",
    "lost_time.acknowledge_within_days",
    "lost_time.resolve_within_days",
    "lost_time.outcome_codes",
)
_COUNTING = ("lost_time.resolve_within_days", "lost_time.fewest_reporters", "lost_time.fewest_doctors")


async def time_terms(work: UnitOfWork, trust: str | None) -> TimeTerms:
    """Read the dated rules and work them out to moments: a day ends at 23:59 in London (R41, R45, R46, R90).

    As they are at the trust that reads a placement's reports; everybody's for who is in post nowhere.
    """
    today = work.today
    of = await whose_rules(work, trust) if trust else ()
    found = await rules_named(work, _REPORTING, on=today, of=of)
    return TimeTerms(
        at=work.now,
        today=today,
        report_within_days=found["lost_time.report_within_days"],
        acknowledge_by=end_of_day(today + timedelta(days=found["lost_time.acknowledge_within_days"])),
        resolve_by=end_of_day(today + timedelta(days=found["lost_time.resolve_within_days"])),
        outcome_codes=tuple(each for each in Outcome if each in found["lost_time.outcome_codes"]),
    )


async def exception_system(work: UnitOfWork, *, trust: str) -> str | None:
    """Where the trust's residents raise the contractual report, if it says so (R43)."""
    address: str = await rule(work, "lost_time.exception_system", on=work.today, of=[trust])
    return address or None


async def counting(work: UnitOfWork, trusts: Collection[str]) -> dict[str, Counting]:
    """When each trust's months are counted, and how large a count must be to be said (R46, R48)."""
    found = await rules_at(work, _COUNTING, await whose_rules_at(work, trusts), on=work.today)
    return {
        trust: Counting(
            open_days=values["lost_time.resolve_within_days"],
            fewest=Fewest(values["lost_time.fewest_reporters"], values["lost_time.fewest_doctors"]),
        )
        for trust, values in found.items()
    }
