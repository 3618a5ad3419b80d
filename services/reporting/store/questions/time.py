"""Time to lead, and to learn it."""

from collections.abc import Callable, Mapping

from services.reporting.domain import READERS
from services.reporting.store.questions.placed import HOURS, department_on, grade_on

_OF_LEAVE = """
        SELECT trust, CAST(date_trunc('quarter', {day}) AS date) AS quarter, {thing} AS thing, {kept} AS kept,
               {told}
        FROM {facts} AS fact WHERE {which}"""


def _of_leave(
    facts: str,
    *,
    day: str,
    kept: str,
    which: str = "leadership",
    thing: str = "leave_id",
    told_on: Callable[[str], str] = grade_on,
) -> str:
    """Told by the placement of the leave's first day."""
    return _OF_LEAVE.format(facts=facts, day=day, kept=kept, which=which, thing=thing, told=told_on("first_day"))


# A row for each half day there was, because a figure counts things: how many doctors left how much is not asked.
_TAKEN = """
        SELECT trust, CAST(date_trunc('quarter', last_day) AS date) AS quarter, doctor_id AS thing,
               number <= half_days_taken AS kept,
               {told}
        FROM leave_year AS fact, generate_series(1, half_days) AS number"""

_DAYS_TO_DECISION = """
        SELECT fact.trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing,
               decided_on - submitted_on - days_with_doctor AS amount,
               {grade}
        FROM leave_decision AS fact JOIN leave_asked USING (leave_id) WHERE fact.leadership"""

_IN_POST = """
        SELECT host AS trust, CAST(begins AS date) AS quarter, placement_id AS thing, {kept} AS kept, grade,
               {hours} AS hours, site
        FROM spell JOIN self_development USING (placement_id),
             generate_series(date_trunc('quarter', starts_on), least(ends_on, CAST(:as_of AS date)),
                             interval '3 months') AS begins
        WHERE type = 'in_post' AND starts_on <= CAST(:as_of AS date) AND {which}"""

_READS = """
               EXISTS (SELECT FROM appointment WHERE role = '{role}' AND appointment.trust = reader
                       AND appointment.starts_on <= CAST(:as_of AS date)
                       AND coalesce(appointment.ends_on, 'infinity') >= CAST(:as_of AS date))"""

# Deputies included, at everyone who employs somebody there: one report that nobody reads is one too many (R42).
_READABLE = """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, site AS thing, site,
               bool_and({both}) AS kept
        FROM (SELECT DISTINCT host, site, coalesce(employer, host) AS reader FROM spell
              WHERE type = 'in_post' AND CAST(:as_of AS date) BETWEEN starts_on AND ends_on) AS there
        GROUP BY host, site"""

_LOST_TIME = """
        SELECT trust, CAST(date_trunc('quarter', month) AS date) AS quarter, month AS thing, nth <= {kept} AS kept
        FROM lost_time CROSS JOIN generate_series(1, reports) AS nth"""

QUESTIONS: Mapping[str, str] = {
    "T-E1": _of_leave("leave_decision", day="decided_on", kept="approved"),
    "T-E1-7D": _of_leave(
        "leave_step",
        day="decided_on",
        kept="decided_on <= coalesce(due_on, reached_on + CAST(:t_e1_decide_days AS int))",
        thing="event_id",
    ),
    "T-E1-MD": _DAYS_TO_DECISION.format(grade=grade_on("first_day")),
    "T-E1-AL": _of_leave(
        "leave_decision", day="decided_on", kept="alternative_taken", which="leadership AND NOT approved"
    ),
    "T-E1-NR": _of_leave("leave_asked", day="submitted_on", kept="no_response"),
    "R17": _of_leave("leave_decision", day="decided_on", kept="approved", which="release"),
    # Minimum staffing although asked early enough: the owner of leave judges that (R18).
    "R18": _of_leave(
        "leave_decision",
        day="decided_on",
        kept="avoidable",
        which="NOT approved AND NOT release",
        told_on=department_on,
    ),
    "R19": _of_leave("leave_appeal", day="appealed_on", kept="late", which="true"),
    "T-D1": _TAKEN.format(told=department_on("last_day")),
    # A row for each half day that a department's doctors earn in the days of its calendar: the first can be held.
    "T-D1-CG": """
        SELECT trust, CAST(date_trunc('quarter', first_day) AS date) AS quarter, capacity_id AS thing,
               number <= half_days_free AS kept, department AS specialty
        FROM capacity, generate_series(1, half_days_owed) AS number""",
    # By when it is due leave says; only of what was published before it did, reporting's own rule tells.
    "T-D1-BR": """
        SELECT trust, CAST(date_trunc('quarter', first_day) AS date) AS quarter, capacity_id AS thing,
               first_published_on <= coalesce(publish_by, first_day - CAST(:r32_rota_days AS int)) AS kept,
               department AS specialty
        FROM capacity""",
    # A placement counts in every quarter that it reaches into, as it stands today; a doctor's two placements are two.
    # Who is owed no time is not asked whether they have it.
    "T-E2": _IN_POST.format(kept="minutes >= required AND in_work_schedule", which="required > 0", hours=HOURS),
    "T-E2-RC": _IN_POST.format(kept="coalesce(gets_it, false)", which="minutes > 0", hours=HOURS),
    "T-D2-LV": _READABLE.format(both=" AND ".join(_READS.format(role=role) for role in sorted(READERS))),
    # Counted per trust and month, and only where R48 lets: as many things as there were reports, those kept first.
    "T-D2": _LOST_TIME.format(kept="acknowledged_in_time"),
    "T-D2-TR": _LOST_TIME.format(kept="resolved_in_time"),
    "T-D2-GB": _LOST_TIME.format(kept="reinstated"),
    # As many things as there were doctors, in the same counts; the hours of all of them stand at the first.
    "T-D2-HL": """
        SELECT trust, CAST(date_trunc('quarter', month) AS date) AS quarter, month AS thing,
               CASE nth WHEN 1 THEN minutes_lost / 60.0 ELSE 0 END AS amount
        FROM lost_time CROSS JOIN generate_series(1, doctors) AS nth""",
}
