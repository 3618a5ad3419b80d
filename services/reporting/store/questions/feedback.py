"""Feedback on leading."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # Residents at the trust: in post on any day of the quarter so far, or given feedback there, which proves it.
    "F-E1": """
        SELECT host AS trust, CAST(begins AS date) AS quarter, doctor_id AS thing, false AS kept, grade
        FROM placement, generate_series(date_trunc('quarter', starts_on),
                                        least(ends_on, CAST(:as_of AS date)), interval '3 months') AS begins
        WHERE type = 'in_post' AND NOT cancelled AND starts_on <= CAST(:as_of AS date)
        UNION ALL
        SELECT trust, CAST(date_trunc('quarter', activity_date) AS date), doctor_id, true,
               (SELECT grade FROM placement
                WHERE placement.doctor_id = feedback.doctor_id AND activity_date BETWEEN starts_on AND ends_on
                ORDER BY host = trust DESC, starts_on DESC LIMIT 1)
        FROM feedback""",
}
