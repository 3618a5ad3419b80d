"""The region's rules for training, as they stand today."""

from chassis.rules import rule, rules_named
from chassis.work import UnitOfWork
from contracts.vocabulary import RefusalReason
from services.opportunities.domain.training import RefusalTerms, Terms
from services.opportunities.store.organisations import whose_rules

_CODES = "opportunities.refusal_codes"
_FEWEST_CHARS = "opportunities.refusal_min_chars"


async def training_terms(work: UnitOfWork) -> Terms:
    return Terms(
        most_seats=int(await rule(work, "opportunities.training_most_seats", on=work.today)),
        days_ahead=int(await rule(work, "opportunities.training_days_ahead", on=work.today)),
    )


async def refusal_terms(work: UnitOfWork, trust: str) -> RefusalTerms:
    """With which codes release is refused at a trust, and how much is to be written at least (R17)."""
    of = (await whose_rules(work, [trust]))[trust]
    found = await rules_named(work, (_CODES, _FEWEST_CHARS), on=work.today, of=of)
    return RefusalTerms(
        codes=tuple(each for each in RefusalReason if each in found[_CODES]), fewest_chars=int(found[_FEWEST_CHARS])
    )
