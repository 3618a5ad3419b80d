"""The figures as the facts tell them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import TextClause, text

from chassis.rules import rules_named
from chassis.work import UnitOfWork
from services.reporting.domain import APPENDIX, INDICATORS, Cell, Figure, Measure, Split
from services.reporting.store.questions import QUESTIONS
from services.reporting.store.questions.placed import HOURS
from services.reporting.store.ruling import rules_to_bind

_BANDS = "reporting.grade_bands"

_KNOWN = """
    WITH spell AS (
        SELECT placement_id, doctor_id, host, site, employer, type, grade, wte,
               coalesce(host_since, starts_on) AS starts_on, ends_on
        FROM placement WHERE NOT cancelled
        UNION ALL
        SELECT placement_id, doctor_id, former_host, site, employer, type, grade, wte, starts_on, host_since - 1
        FROM placement WHERE NOT cancelled AND former_host IS NOT NULL),
    hosting AS (
        SELECT host FROM (SELECT DISTINCT host FROM spell WHERE ends_on >= CAST(:as_of AS date)) AS there
        LEFT JOIN organisation ON code = host WHERE coalesce(kind, 'trust') = 'trust'),
    residents AS (
        SELECT host AS trust, CAST(begins AS date) AS quarter, doctor_id AS thing, grade, {hours} AS hours, site
        FROM spell, generate_series(date_trunc('quarter', starts_on),
                                    least(ends_on, CAST(:as_of AS date)), interval '3 months') AS begins,
             LATERAL (SELECT CAST(begins + make_interval(months => CAST(:census_month AS int) - 1) AS date) AS opens)
                 AS counting,
             LATERAL (SELECT opens + (10 - CAST(extract(isodow FROM opens) AS int)) % 7 AS wednesday) AS census
        WHERE type = 'in_post' AND wednesday BETWEEN starts_on AND ends_on)"""
"""Placements by where they were when: before and after a merger that they ran through. The trusts that host one today
or later; practices that host are not asked for what a trust promises. And who is in post where on the census day of a
quarter that has begun, once for each placement: whoever comes later counts from the next quarter (R85)."""

_WANTED = """
    WHERE (CAST(:trusts AS text[]) IS NULL OR trust = ANY(CAST(:trusts AS text[])))
      AND (CAST(:quarters AS date[]) IS NULL OR quarter = ANY(CAST(:quarters AS date[])))"""

_NUMERATORS: Mapping[Measure, str] = {
    Measure.SHARE: "{count} FILTER (WHERE kept)",
    Measure.PER_HUNDRED: "CAST(round(sum(amount)) AS bigint)",
    Measure.MEDIAN: "percentile_disc(0.5) WITHIN GROUP (ORDER BY amount)",
}

# A doctor at two trusts counts once at each, and once in the region: the region's row is not the sum of the others.
_COUNTED = """
    SELECT trust, quarter, {numerator} AS numerator, {count} AS denominator
    FROM ({things}) AS counted"""
_PER_CELL = "GROUP BY GROUPING SETS ((trust, quarter), (quarter))"

_BANDED = """
          LEFT JOIN unnest(CAST(:grades AS text[]), CAST(:bands AS text[])) AS known(name, band)
            ON name = lower(replace(grade, ' ', ''))"""
_IN_PARTS = """
    SELECT trust, quarter, part, {numerator} AS numerator, {count} AS denominator
    FROM (SELECT things.*, coalesce({part}, 'other') AS part FROM ({things}) AS things {banded}) AS counted"""
_PER_CELL_AND_PART = "GROUP BY GROUPING SETS ((trust, quarter, part), (quarter, part))"


async def figures(
    work: UnitOfWork,
    *,
    codes: Iterable[str],
    as_of: date,
    trusts: Collection[str] | None = None,
    quarters: Collection[date] | None = None,
) -> dict[Cell, Figure]:
    """The figures as they stand on a day, none with a 0 denominator; ``None``: all trusts, all quarters."""
    questions = {code: _question(code, _COUNTED, _PER_CELL) for code in codes}
    given = {"as_of": as_of, **_narrowed(trusts, quarters)}
    found: dict[Cell, Figure] = {}
    for code, question in (await _bound(work, questions, given)).items():
        for row in await work.all(question):
            found[Cell(code, row["trust"], row["quarter"])] = Figure(row["numerator"], row["denominator"])
    return found


async def figures_in_parts(
    work: UnitOfWork, code: str, *, by: Split, as_of: date, quarter: date, trusts: Collection[str] | None
) -> dict[tuple[Cell, str], Figure]:
    """One quarter's figures of an indicator told by that; a grade of no band and what is not known are ``other``."""
    bands = {
        "".join(grade.casefold().split()): band
        for band, grades in (await rules_named(work, [_BANDS], on=as_of))[_BANDS].items()
        for grade in grades
    }
    given = {"as_of": as_of, "grades": list(bands), "bands": list(bands.values()), **_narrowed(trusts, [quarter])}
    parted = _question(code, _IN_PARTS, _PER_CELL_AND_PART, by=by)
    [question] = (await _bound(work, {code: parted}, given)).values()
    return {
        (Cell(code, row["trust"], row["quarter"]), row["part"]): Figure(row["numerator"], row["denominator"])
        for row in await work.all(question)
    }


def _question(code: str, counted: str, grouped: str, *, by: Split | None = None) -> TextClause:
    count = "count(DISTINCT thing)" if INDICATORS[code].repeats else "count(*)"
    asked = counted.format(
        things=QUESTIONS[code],
        count=count,
        numerator=_NUMERATORS[INDICATORS[code].measure].format(count=count),
        part="band" if by is Split.GRADE else by,
        banded=_BANDED if by is Split.GRADE else "",
    )
    return text(_KNOWN.format(hours=HOURS) + asked + _WANTED + grouped)


def _narrowed(trusts: Collection[str] | None, quarters: Collection[date] | None) -> dict[str, Any]:
    return {
        "families": list(APPENDIX),
        "trusts": None if trusts is None else sorted(trusts),
        "quarters": None if quarters is None else sorted(quarters),
    }


async def _bound(
    work: UnitOfWork, questions: Mapping[str, TextClause], given: Mapping[str, Any]
) -> dict[str, TextClause]:
    """Each question with what it binds: what is given, else the dated rule of that name."""
    rules = {name for question in questions.values() for name in question.compile().params} - given.keys()
    values = {**given, **await rules_to_bind(work, rules, on=given["as_of"])}
    return {
        code: question.bindparams(**{name: values[name] for name in question.compile().params})
        for code, question in questions.items()
    }
