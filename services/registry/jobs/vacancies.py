"""Looks every day for roles that nobody holds, and for peer leads whose rotation takes them away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from chassis.ids import uuid7
from chassis.jobs import Begin
from chassis.rules import rules_at
from chassis.work import UnitOfWork
from contracts import Event
from services.registry import store
from services.registry.domain import vacancies
from services.registry.domain.vacancies import Vacancy

_TRUST_DAYS, _REGION_DAYS = "registry.vacancy_trust_days", "registry.vacancy_region_days"
_AHEAD = "registry.succession_days"


async def look_for_vacancies(begin: Begin) -> None:
    """Vacancies begin, last and end (R74, rules ``registry.vacancy_trust_days`` and ``registry.vacancy_region_days``).

    Nobody is appointed meanwhile: what was found unfilled still is when that is said.
    """
    async with begin() as work:
        await store.write_alone(work)
        deaneries = await store.deaneries_for(work)
        unfilled = await _as_of_today(work)
        patience = await _patience(work, {one.trust: deaneries.whose_rules(one.trust) for one in unfilled})
        touched: list[Vacancy] = []
        events: list[Event] = []
        for vacancy in unfilled:
            above = deaneries.above(vacancy.trust)
            decision = vacancies.report(vacancy, today=work.today, patience=patience[vacancy.trust], deaneries=above)
            touched.append(decision.vacancy)
            events += decision.events
        await store.keep_vacancies(work, touched)
        work.say(*events)


async def look_for_successions(begin: Begin) -> None:
    """Peer leads who rotate away within so many days (R75, rule ``registry.succession_days``)."""
    async with begin() as work:
        stays = await store.stays_of_peer_leads(work)
        whose = await store.whose_rules(work, {held.code for held, _ in stays})
        ahead = await rules_at(work, [_AHEAD], whose, on=work.today)
        for held, spells in stays:
            due = vacancies.succession(held, spells, today=work.today, ahead=ahead[held.code][_AHEAD])
            if due is not None and await store.note_succession(work, held, leaves_on=due.leaves_on):
                work.say(due)


async def _patience(work: UnitOfWork, whose: Mapping[str, Sequence[str]]) -> dict[str, vacancies.Patience]:
    found = await rules_at(work, [_TRUST_DAYS, _REGION_DAYS], whose, on=work.today)
    return {trust: vacancies.Patience(ruled[_TRUST_DAYS], ruled[_REGION_DAYS]) for trust, ruled in found.items()}


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
