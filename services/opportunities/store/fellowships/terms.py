"""What a chief registrar's record must say, as the trust's region has it today."""

from chassis.work import UnitOfWork
from services.opportunities.domain.fellowships import Standard
from services.opportunities.store.organisations import rule_at


async def chief_registrar_standard(work: UnitOfWork, trust: str) -> Standard:
    """R78."""
    stated = await rule_at(work, "opportunities.chief_registrar", trust)
    return Standard(**{**stated, "grades": tuple(stated["grades"])})
