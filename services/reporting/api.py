"""What reporting answers over HTTP: figures and when they moved, criteria, promises, and the journey of an event."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import Begun, Router
from chassis.work import UnitOfWork
from contracts.vocabulary import CriterionCode, OdsCode
from services.reporting import domain, store
from services.reporting.domain import INDICATORS, MEANINGS
from services.reporting.views import (
    CriteriaAsked,
    CriteriaView,
    CriterionView,
    HistoryAsked,
    HistoryView,
    IndicatorView,
    MovementView,
    MyPromises,
    NationalView,
    PartsAsked,
    PartsView,
    PartView,
    PromisesOfPlacement,
    RegionView,
    ResidentsView,
    StandingView,
    TargetView,
    TraceView,
    trace_view,
)

router = Router(prefix="/api/reporting", tags=["reporting"])

MOST_EFFECTS = 1000
"""An import may lead to tens of thousands; an operator reads the first."""


@router.get("/region")
async def region(work: Begun, deanery: OdsCode | None = None) -> RegionView:
    """The figures as they stand today, of one deanery's hosts or of all."""
    deanery = domain.deanery_for(work.actor, asked=deanery)
    trusts = None if deanery is None else await store.trusts_of(work, deanery, on=work.today)
    figures = await store.figures(work, codes=MEANINGS, as_of=work.today, trusts=trusts)
    moved = await store.last_moved(work, trusts=trusts)
    in_order = sorted(figures.items(), key=lambda item: (item[0].code, item[0].quarter, item[0].trust or ""))
    indicators = [IndicatorView.of(cell, figure, moved.get(cell)) for cell, figure in in_order]
    aims = await store.targets(work, INDICATORS.values(), region=deanery)
    targets = {code: TargetView.of(INDICATORS[code], share) for code, share in aims.items()}
    national = {code: NationalView.model_validate(one) for code, one in (await store.nationally(work)).items()}
    return RegionView(as_of=work.today, deanery=deanery, indicators=indicators, targets=targets, national=national)


@router.get("/region/history")
async def history(work: Begun, asked: Annotated[HistoryAsked, Query()]) -> HistoryView:
    """When figures moved and because of which event, newest first; with a deanery, only its hosts' own."""
    deanery = domain.deanery_for(work.actor, asked=asked.deanery)
    among = None if deanery is None else await store.trusts_of(work, deanery, on=work.today)
    quarter = None if asked.period is None else domain.quarter_named(asked.period).first_day
    rows = await store.movements(
        work,
        code=asked.code,
        trust=asked.trust,
        quarter=quarter,
        among=among,
        before=asked.before,
        limit=asked.limit + 1,
    )
    if asked.trust is not None and not rows:
        await _trusts_asked(work, deanery, trust=asked.trust)
    shown = rows[: asked.limit]
    return HistoryView(
        items=[MovementView.of(row) for row in shown], next=shown[-1]["id"] if len(rows) > len(shown) else None
    )


@router.get("/region/parts")
async def parts(work: Begun, asked: Annotated[PartsAsked, Query()]) -> PartsView:
    """One quarter of an indicator by bands of grades, hours, sites or specialties, of each host and of all together."""
    indicator = domain.told_by(asked.code, asked.by)
    deanery = domain.deanery_for(work.actor, asked=asked.deanery)
    trusts = await _trusts_asked(work, deanery, trust=asked.trust)
    quarter = domain.quarter_of(work.today) if asked.period is None else domain.quarter_named(asked.period)
    figures = await store.figures_in_parts(
        work, indicator.code, by=asked.by, as_of=work.today, quarter=quarter.first_day, trusts=trusts
    )
    in_order = sorted(figures.items(), key=lambda item: (item[0][0].trust or "", item[0][1]))
    return PartsView(
        as_of=work.today,
        deanery=deanery,
        by=asked.by,
        measure=indicator.measure,
        unit=indicator.unit,
        items=[PartView.of(cell, part, figure) for (cell, part), figure in in_order],
    )


@router.get("/criteria")
async def criteria(work: Begun, asked: Annotated[CriteriaAsked, Query()]) -> CriteriaView:
    """How each promise and rule is kept: its indicators against their targets, and what stands behind them."""
    deanery = domain.deanery_for(work.actor, asked=asked.deanery)
    trusts = await _trusts_asked(work, deanery, trust=asked.trust)
    wanted, beside = domain.asked_for(asked.code)
    indicators = [*(indicator for criterion in wanted for indicator in criterion.indicators), *beside]
    standing = await store.standing(work, indicators, trusts=trusts, region=deanery)
    return CriteriaView(
        as_of=work.today,
        period=domain.quarter_of(work.today).label,
        deanery=deanery,
        trust=asked.trust,
        residents=ResidentsView.model_validate(await store.residents(work, trusts=trusts)),
        criteria=[CriterionView.of(criterion, standing) for criterion in wanted],
        beside=[StandingView.of(one) for one in standing if one.indicator in beside],
    )


async def _trusts_asked(work: UnitOfWork, deanery: str | None, *, trust: str | None) -> frozenset[str] | None:
    """The one trust asked for among those of the deanery, or all of them; ``None`` is every trust there is.

    Raises NotFound for a trust that nobody knows, or the deanery does not answer for.
    """
    theirs = None if deanery is None else await store.trusts_of(work, deanery, on=work.today)
    if trust is None:
        return theirs
    return domain.trust_among(await store.hosts_named(work, trust) if theirs is None else theirs, trust=trust)


@router.get("/promises")
async def my_promises(work: Begun) -> MyPromises:
    """What was promised to whoever asks, placement by placement; nobody else can ask."""
    me = work.actor.person_id
    spells = await store.spells_of(work, me)
    keepings = await store.keepings_of(work, spells, doctor_id=me, today=work.today)
    disputed = await store.disputes_of(work, me)
    accounts = {one: domain.accounts_of(one, keepings=keepings, disputed=disputed) for one in spells}
    return MyPromises(items=[PromisesOfPlacement.of(spell, of) for spell, of in accounts.items()])


@router.post("/promises/{placement_id}/{code}/dispute", status_code=204)
async def dispute_promise(placement_id: UUID, code: CriterionCode, work: Begun) -> None:
    """It was not kept: counted for the organisation and month on a later day, not saying by whom; once is enough."""
    spell = await store.spell(work, placement_id, doctor_id=work.actor.person_id)
    domain.may_dispute(spell, code, today=work.today)
    await store.keep_dispute(work, spell, code)


@router.get("/events/{event_id}/trace")
async def trace(event_id: UUID, work: Begun) -> TraceView:
    """What led to an event, what it led to, and how long each step took."""
    event = await store.noted(work, event_id)
    way = await store.way_to(work, event_id)
    effects = await store.effects_of(work, event_id, limit=MOST_EFFECTS + 1)
    return trace_view(way, event, effects[:MOST_EFFECTS], truncated=len(effects) > MOST_EFFECTS)
