"""The region's rules for training, as they stand today."""

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain.training import Terms
from services.opportunities.store.organisations import rule_at


async def training_terms(work: UnitOfWork) -> Terms:
    return Terms(
        most_seats=int(await rule(work, "opportunities.training_most_seats", on=work.today)),
        days_ahead=int(await rule(work, "opportunities.training_days_ahead", on=work.today)),
    )


async def fewest_chars_of_a_refusal(work: UnitOfWork, trust: str) -> int:
    """How much whoever refuses release at a trust must write at least (R17)."""
    return int(await rule_at(work, "opportunities.refusal_min_chars", trust))
