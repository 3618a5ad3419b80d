"""Since when which role is vacant where."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import VacancyReported
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(VacancyReported)
async def keep_vacancies(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        rows[event.vacancy_id] = {
            "vacancy_id": event.vacancy_id,
            "trust": event.trust,
            "role": event.role,
            "since": event.vacant_since,
        }
        touches.by(one, trust=event.trust, on=work.today, office=event.role)
    await store.keep_vacancies(work, rows.values())
    await touches.note(work, heard)
