"""Feedback on leading."""

from collections.abc import Mapping

from services.reporting.store.questions.placed import post_on

# Residents at the trust: in post on any day of the quarter so far, or given feedback there, which proves it.
_GIVEN = """
        SELECT trust, quarter, thing, false AS kept, grade, hours, site FROM residents
        UNION ALL
        SELECT trust, CAST(date_trunc('quarter', activity_date) AS date), doctor_id, true,
               {post}
        FROM feedback AS fact"""

QUESTIONS: Mapping[str, str] = {"F-E1": _GIVEN.format(post=post_on("activity_date"))}
