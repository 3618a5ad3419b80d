"""The figures as the facts tell them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import TextClause, text

from chassis.rules import rules_named
from chassis.work import UnitOfWork
from contracts.vocabulary import OpportunityFamily
from services.reporting.domain import INDICATORS, Cell, Figure
from services.reporting.store.questions import QUESTIONS

# Hosting: the trusts that host placements today or later; practices that host are not asked for what a trust promises.
# A doctor at two trusts counts once at each, and once in the region: the region's row is not the sum of the others.
_COUNTED = """
    WITH hosting AS (
        SELECT host FROM (SELECT DISTINCT host FROM placement
                          WHERE NOT cancelled AND ends_on >= CAST(:as_of AS date)) AS there
        LEFT JOIN organisation ON code = host WHERE coalesce(kind, 'trust') = 'trust')
    SELECT trust, quarter, {count} FILTER (WHERE kept) AS numerator, {count} AS denominator
    FROM ({things}) AS counted
    WHERE (CAST(:trusts AS text[]) IS NULL OR trust = ANY(CAST(:trusts AS text[])))
      AND (CAST(:quarters AS date[]) IS NULL OR quarter = ANY(CAST(:quarters AS date[])))
    GROUP BY GROUPING SETS ((trust, quarter), (quarter))"""


async def figures(
    work: UnitOfWork,
    *,
    codes: Iterable[str],
    as_of: date,
    trusts: Collection[str] | None = None,
    quarters: Collection[date] | None = None,
) -> dict[Cell, Figure]:
    """The figures as they stand on a day, none with a 0 denominator; ``None``: all trusts, all quarters."""
    given: dict[str, Any] = {
        "as_of": as_of,
        "families": list(OpportunityFamily),
        "trusts": None if trusts is None else sorted(trusts),
        "quarters": None if quarters is None else sorted(quarters),
    }
    questions = {code: _question(code) for code in codes}
    rules = {name for question in questions.values() for name in question.compile().params} - given.keys()
    in_force = await rules_named(work, [f"reporting.{name}" for name in rules], on=as_of) if rules else {}
    given |= {name.removeprefix("reporting."): value for name, value in in_force.items()}
    found: dict[Cell, Figure] = {}
    for code, question in questions.items():
        wanted = question.bindparams(**{name: given[name] for name in question.compile().params})
        for row in await work.all(wanted):
            found[Cell(code, row["trust"], row["quarter"])] = Figure(row["numerator"], row["denominator"])
    return found


def _question(code: str) -> TextClause:
    count = "count(DISTINCT thing)" if INDICATORS[code].repeats else "count(*)"
    return text(_COUNTED.format(things=QUESTIONS[code], count=count))
