"""How indicators stand today: figure, target and evidence, of one trust or of many together."""

from collections.abc import Collection, Sequence

from chassis.rules import rules_named
from chassis.work import UnitOfWork
from services.reporting.domain import NOTHING, Cell, Indicator, National, Standing, quarter_of, together
from services.reporting.store.evidence import evidence_of
from services.reporting.store.figures import figures

_NATIONAL = "reporting.national_percent"


async def targets(work: UnitOfWork, indicators: Collection[Indicator], *, region: str | None) -> dict[str, float]:
    """The share that each is to reach today, or not to pass, by its code: the region's own where it has set one."""
    rules = await rules_named(work, [one.target for one in indicators], on=work.today, of=[region] if region else [])
    return {one.code: rules[one.target] for one in indicators}


async def nationally(work: UnitOfWork) -> dict[str, National]:
    """What was last published of the whole country, by the code of the indicator of the same (R33)."""
    said = (await rules_named(work, [_NATIONAL], on=work.today))[_NATIONAL]
    return {
        code: National(share=round(percent / 100, 4), as_of=said["as_of"], source=said["source"])
        for code, percent in said["of"].items()
    }


async def standing(
    work: UnitOfWork, indicators: Sequence[Indicator], *, trusts: Collection[str] | None, region: str | None
) -> list[Standing]:
    """Each in this quarter, by the targets of today: the region's own where it has set some."""
    codes = [one.code for one in indicators]
    quarter = quarter_of(work.today).first_day
    now = await figures(work, codes=codes, as_of=work.today, quarters=[quarter], trusts=trusts)
    aims = await targets(work, indicators, region=region)
    seen = await evidence_of(work, codes=codes, trusts=trusts)
    national = await nationally(work)
    return [
        Standing(
            indicator=one,
            figure=now.get(Cell(one.code, None, quarter), NOTHING),
            target=aims[one.code],
            evidence=together(evidence for cell, evidence in seen.items() if cell.code == one.code),
            this_quarter=seen.get(Cell(one.code, None, quarter)),
            national=national.get(one.code),
        )
        for one in indicators
    ]
