"""Looks every day for roles that nobody holds, and for peer leads whose rotation takes them away."""

from dataclasses import replace
from datetime import timedelta

from chassis.ids import uuid7
from chassis.jobs import Begin
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts import Event
from services.registry import store
from services.registry.domain import vacancies
from services.registry.domain.vacancies import Vacancy


async def look_for_vacancies(begin: Begin) -> None:
    """Vacancies begin, last and end (R74, rules ``registry.vacancy_trust_days`` and ``registry.vacancy_region_days``).

    Nobody is appointed meanwhile: what was found unfilled still is when that is said.
    """
    async with begin() as work:
        await store.write_alone(work)
        patience = vacancies.Patience(
            await rule(work, "registry.vacancy_trust_days", on=work.today),
            await rule(work, "registry.vacancy_region_days", on=work.today),
        )
        deaneries = await store.deaneries_for(work)
        touched: list[Vacancy] = []
        events: list[Event] = []
        for vacancy in await _as_of_today(work):
            above = deaneries.above(vacancy.trust)
            decision = vacancies.report(vacancy, today=work.today, patience=patience, deaneries=above)
            touched.append(decision.vacancy)
            events += decision.events
        await store.keep_vacancies(work, touched)
        work.say(*events)


async def look_for_successions(begin: Begin) -> None:
    """Peer leads who rotate away within so many days (R75, rule ``registry.succession_days``)."""
    async with begin() as work:
        ahead = await rule(work, "registry.succession_days", on=work.today)
        for held, spells in await store.stays_of_peer_leads(work):
            due = vacancies.succession(held, spells, today=work.today, ahead=ahead)
            if due is not None and await store.note_succession(work, held, leaves_on=due.leaves_on):
                work.say(due)


async def _as_of_today(work: UnitOfWork) -> list[Vacancy]:
    """Those that are open, new ones with them; and those that are filled are kept as such."""
    unfilled = await store.unfilled_roles(work)
    known = {(one.trust, one.role): one for one in await store.open_vacancies(work)}
    filled = [replace(one, filled_on=work.today) for place, one in known.items() if place not in unfilled]
    await store.keep_vacancies(work, filled)
    return [
        known.get((trust, role))
        or Vacancy(uuid7(work.now), trust, role, last_held + timedelta(days=1) if last_held else work.today)
        for (trust, role), last_held in unfilled.items()
    ]
