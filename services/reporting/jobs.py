"""What time drives: recording how the figures moved."""

from collections.abc import Mapping

from chassis.jobs import Begin
from chassis.work import UnitOfWork
from contracts.reporting import PromiseDisputed
from services.reporting import domain, store
from services.reporting.domain import Cell


async def record_movements(begin: Begin) -> bool:
    """Record the cells that events touched since the last time, where their figure is another one."""
    async with begin() as work:
        taken = await store.take_touched(work)
        touches = {cell: touch for cell, touch in taken.items() if domain.is_standing(cell, today=work.today)}
        regional: dict[Cell, store.Touch] = {}
        for cell, touch in touches.items():
            whole = Cell(cell.code, None, cell.quarter)
            regional[whole] = max(touch, regional.get(whole, touch), key=lambda touch: touch.at)
        if touches:
            await _record(work, {**touches, **regional})
    return False


async def record_the_day(begin: Begin) -> bool:
    """Record what moved because time passed: a placement began, an appointment ended, a rota fell due ahead."""
    async with begin() as work:
        this_quarter = [domain.quarter_of(work.today).first_day]
        for codes, quarters in ((domain.MOVED_BY_TIME - domain.ONCE_DUE, this_quarter), (domain.ONCE_DUE, None)):
            now = await store.figures(work, codes=codes, quarters=quarters, as_of=work.today)
            before = await store.last_recorded(work, codes=codes, quarters=quarters)
            await _keep(work, dict.fromkeys([*now, *before], store.Touch(work.now, None)), before=before, now=now)
    return False


async def say_what_was_not_so(begin: Begin) -> bool:
    """Say what doctors said on days that are over, in no order: neither an hour nor a trace leads back to a tap."""
    async with begin() as work:
        for organisation, code, on in await store.take_unsaid_disputes(work):
            work.say(PromiseDisputed(organisation=organisation, code=code, month=on.replace(day=1)))
    return False


async def record_everything(work: UnitOfWork) -> None:
    """Record every figure that is another one than last recorded: the facts themselves were put right."""
    codes = list(domain.MEANINGS)
    now = await store.figures(work, codes=codes, as_of=work.today)
    before = await store.last_recorded(work, codes=codes)
    cells = [cell for cell in [*now, *before] if domain.is_standing(cell, today=work.today)]
    await _keep(work, dict.fromkeys(cells, store.Touch(work.now, None)), before=before, now=now)


async def _record(work: UnitOfWork, touches: Mapping[Cell, store.Touch]) -> None:
    codes = {cell.code for cell in touches}
    quarters = {cell.quarter for cell in touches}
    now = await store.figures(work, codes=codes, quarters=quarters, as_of=work.today)
    before = await store.last_recorded(work, codes=codes, quarters=quarters)
    await _keep(work, touches, before=before, now=now)


async def _keep(
    work: UnitOfWork, touches: Mapping[Cell, store.Touch], *, before: domain.Figures, now: domain.Figures
) -> None:
    moved = domain.moved(touches, before=before, now=now)
    await store.record(work, {cell: (figure, touches[cell]) for cell, figure in moved.items()})
