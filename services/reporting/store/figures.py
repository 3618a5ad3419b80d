"""The indicators as questions to the facts: one row per thing counted, and whether it is in the numerator.

A quarter of the financial year begins where a calendar quarter does, so ``date_trunc`` finds it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import text

from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.vocabulary import OpportunityFamily
from services.reporting.domain import Cell, Figure

_THINGS: Mapping[str, str] = {
    # Starting in the quarter, in post; told early enough (R30, design 12.6). Never heard announced: not told.
    "R30": """
        SELECT host AS trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement_id AS thing,
               coalesce(last_announced_on <= starts_on - CAST(:notice_days AS int), false) AS kept
        FROM placement WHERE type = 'in_post' AND NOT cancelled""",
    # Live: published, not closed, not over. Each trust that hosts placements is to have one of each family.
    "O-E1": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, wanted AS thing,
               EXISTS (SELECT FROM opportunity WHERE opportunity.trust = host AND family = wanted AND closed_on IS NULL
                       AND coalesce(last_day, 'infinity') >= CAST(:as_of AS date)) AS kept
        FROM hosting CROSS JOIN unnest(CAST(:families AS text[])) AS wanted""",
    "O-E1-CO": """
        SELECT trust, CAST(date_trunc('quarter', published_on) AS date) AS quarter, opportunity_id AS thing,
               co_produced AS kept
        FROM opportunity""",
    # Minimum staffing although asked early enough: the owner of leave judges that (R18).
    "R18": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, avoidable AS kept
        FROM leave_decision WHERE NOT approved""",
    "T-E1": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, approved AS kept
        FROM leave_decision WHERE leadership""",
    # Residents at the trust: in post on any day of the quarter so far, or given feedback there, which proves it.
    "F-E1": """
        SELECT host AS trust, CAST(begins AS date) AS quarter, doctor_id AS thing, false AS kept
        FROM placement, generate_series(date_trunc('quarter', starts_on),
                                        least(ends_on, CAST(:as_of AS date)), interval '3 months') AS begins
        WHERE type = 'in_post' AND NOT cancelled AND starts_on <= CAST(:as_of AS date)
        UNION ALL
        SELECT trust, CAST(date_trunc('quarter', activity_date) AS date), doctor_id, true
        FROM feedback""",
    # A certificate proves that there was something to certify, if it is heard of first. One issued in time and revoked
    # for a mistake still counts once another stands in its place; none standing does not.
    "C-D3": """
        SELECT trust, CAST(date_trunc('quarter', min(confirmed_on)) AS date) AS quarter, participation_id AS thing,
               bool_or(in_time) AND bool_or(stands) AS kept
        FROM (SELECT trust, confirmed_on, participation_id, false AS in_time, false AS stands FROM participation
              UNION ALL
              SELECT trust, confirmed_on, participation_id,
                     issued_on <= confirmed_on + CAST(:issue_days AS int), revoked_on IS NULL
              FROM certificate) AS confirmed
        GROUP BY trust, participation_id""",
    # Of slots that stand, every place, the booked ones first: as many are kept as there are bookings.
    "M-E1": """
        SELECT trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, slot_id AS thing, nth <= booked AS kept
        FROM shadowing_slot
        CROSS JOIN LATERAL (SELECT count(*) AS booked FROM shadowing_booking
                            WHERE shadowing_booking.slot_id = shadowing_slot.slot_id AND ended_by IS NULL) AS taken
        CROSS JOIN generate_series(1, places) AS nth
        WHERE NOT cancelled""",
    "M-E1-NC": """
        SELECT trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, slot_id AS thing,
               kind = 'non_clinical' AS kept
        FROM shadowing_slot WHERE NOT cancelled""",
    "M-E1-HC": """
        SELECT trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, booking_id AS thing,
               coalesce(ended_by = 'host', false) AS kept
        FROM shadowing_booking JOIN shadowing_slot USING (slot_id)""",
    # Only trusts appoint champions, so practices that host do not count; a deputy does not fill a vacancy.
    "M-E3": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, host AS thing,
               EXISTS (SELECT FROM champion WHERE champion.trust = host AND NOT deputy
                       AND starts_on <= CAST(:as_of AS date)
                       AND coalesce(ends_on, 'infinity') >= CAST(:as_of AS date)) AS kept
        FROM hosting""",
}

# The same doctor is there by more than one placement. Counting the distinct is slow, and elsewhere nothing repeats.
_REPEATED = frozenset({"F-E1"})

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
    given = {
        "as_of": as_of,
        "notice_days": await rule(work, "reporting.r30_notice_days", on=as_of),
        "families": list(OpportunityFamily),
        "issue_days": await rule(work, "reporting.c_d3_issue_days", on=as_of),
        "trusts": None if trusts is None else sorted(trusts),
        "quarters": None if quarters is None else sorted(quarters),
    }
    found: dict[Cell, Figure] = {}
    for code in codes:
        count = "count(DISTINCT thing)" if code in _REPEATED else "count(*)"
        question = text(_COUNTED.format(things=_THINGS[code], count=count))
        wanted = question.bindparams(**{name: given[name] for name in question.compile().params})
        for row in await work.all(wanted):
            found[Cell(code, row["trust"], row["quarter"])] = Figure(row["numerator"], row["denominator"])
    return found
