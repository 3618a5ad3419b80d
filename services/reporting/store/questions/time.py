"""Time to lead, and to learn it."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    "T-E1": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, approved AS kept
        FROM leave_decision WHERE leadership""",
    # Minimum staffing although asked early enough: the owner of leave judges that (R18).
    "R18": """
        SELECT trust, CAST(date_trunc('quarter', decided_on) AS date) AS quarter, leave_id AS thing, avoidable AS kept
        FROM leave_decision WHERE NOT approved""",
}
