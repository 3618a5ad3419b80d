"""What a chief registrar's record must say, as the trust's region has it today."""

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain.fellowships import Standard
from services.opportunities.store.organisations import whose_rules


async def chief_registrar_standard(work: UnitOfWork, trust: str) -> Standard:
    """R78."""
    of = (await whose_rules(work, [trust]))[trust]
    stated = await rule(work, "opportunities.chief_registrar", on=work.today, of=of)
    return Standard(**{**stated, "grades": tuple(stated["grades"])})
