"""Time to lead, and to learn it."""

from collections.abc import Mapping

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
    # A row for each half day there was, because a figure counts things: how many doctors left how much is not asked.
    "T-D1": """
        SELECT trust, CAST(date_trunc('quarter', last_day) AS date) AS quarter, doctor_id AS thing,
               number <= half_days_taken AS kept
        FROM leave_year, generate_series(1, half_days) AS number""",
    # Minimum staffing although asked early enough: the owner of leave judges that (R18).
    "R18": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, avoidable AS kept
        FROM leave_decision WHERE NOT approved""",
}
