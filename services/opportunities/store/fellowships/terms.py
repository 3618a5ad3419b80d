"""What a chief registrar's record must say, as the region has it today."""

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain.fellowships import Standard


async def chief_registrar_standard(work: UnitOfWork) -> Standard:
    """R78."""
    stated = await rule(work, "opportunities.chief_registrar", on=work.today)
    return Standard(**{**stated, "grades": tuple(stated["grades"])})
