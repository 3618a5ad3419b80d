"""Feedback on leading."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # Residents at the trust: in post on any day of the quarter so far, or given feedback there, which proves it.
    "F-E1": """
        SELECT trust, quarter, thing, false AS kept, grade FROM residents
        UNION ALL
        SELECT trust, CAST(date_trunc('quarter', activity_date) AS date), doctor_id, true,
               (SELECT grade FROM placement
                WHERE placement.doctor_id = feedback.doctor_id AND activity_date BETWEEN starts_on AND ends_on
                ORDER BY host = trust DESC, starts_on DESC LIMIT 1)
        FROM feedback""",
}
