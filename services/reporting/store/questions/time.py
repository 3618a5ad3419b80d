"""Time to lead, and to learn it."""

from collections.abc import Mapping

_IN_POST = """
        SELECT host AS trust, CAST(begins AS date) AS quarter, placement_id AS thing, {kept} AS kept
        FROM spell {joined} self_development USING (placement_id),
             generate_series(date_trunc('quarter', starts_on), least(ends_on, CAST(:as_of AS date)),
                             interval '3 months') AS begins
        WHERE type = 'in_post' AND starts_on <= CAST(:as_of AS date)"""

_LOST_TIME = """
        SELECT trust, CAST(date_trunc('quarter', month) AS date) AS quarter, month AS thing, nth <= {kept} AS kept
        FROM lost_time CROSS JOIN generate_series(1, reports) AS nth"""

QUESTIONS: Mapping[str, str] = {
    "T-E1": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, approved AS kept
        FROM leave_decision WHERE leadership""",
    "T-E1-7D": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, event_id AS thing,
               decided_on <= reached_on + CAST(:t_e1_decide_days AS int) AS kept
        FROM leave_step WHERE leadership""",
    "T-E1-AL": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing,
               alternative_taken AS kept
        FROM leave_decision WHERE leadership AND NOT approved""",
    "T-E1-NR": """
        SELECT trust, CAST(date_trunc('quarter', submitted_on) AS date) AS quarter, leave_id AS thing,
               no_response AS kept
        FROM leave_asked WHERE leadership""",
    "R17": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, approved AS kept
        FROM leave_decision WHERE release""",
    "R19": """
        SELECT trust, CAST(date_trunc('quarter', appealed_on) AS date) AS quarter, leave_id AS thing, late AS kept
        FROM leave_appeal""",
    # A row for each half day there was, because a figure counts things: how many doctors left how much is not asked.
    "T-D1": """
        SELECT trust, CAST(date_trunc('quarter', last_day) AS date) AS quarter, doctor_id AS thing,
               number <= half_days_taken AS kept
        FROM leave_year, generate_series(1, half_days) AS number""",
    # A row for each half day that a department's doctors earn in the days of its calendar: the first can be held.
    "T-D1-CG": """
        SELECT trust, CAST(date_trunc('quarter', first_day) AS date) AS quarter, capacity_id AS thing,
               number <= half_days_free AS kept
        FROM capacity, generate_series(1, half_days_owed) AS number""",
    "T-D1-BR": """
        SELECT trust, CAST(date_trunc('quarter', first_day) AS date) AS quarter, capacity_id AS thing,
               first_published_on <= first_day - CAST(:r32_rota_days AS int) AS kept
        FROM capacity""",
    # Minimum staffing although asked early enough: the owner of leave judges that (R18).
    "R18": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, avoidable AS kept
        FROM leave_decision WHERE NOT approved AND NOT release""",
    # A placement counts in every quarter that it reaches into, as it stands today; a doctor's two placements are two.
    "T-E2": _IN_POST.format(kept="coalesce(minutes >= required AND in_work_schedule, false)", joined="LEFT JOIN"),
    "T-E2-RC": _IN_POST.format(kept="coalesce(gets_it, false)", joined="JOIN"),
    # Counted per trust and month, and only where R48 lets: as many things as there were reports, those kept first.
    "T-D2": _LOST_TIME.format(kept="acknowledged_in_time"),
    "T-D2-TR": _LOST_TIME.format(kept="resolved_in_time"),
    "T-D2-GB": _LOST_TIME.format(kept="reinstated"),
}
