"""Feedback on leading."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # Of the residents of the census alone: whoever comes later, and is given feedback, counts from the next quarter.
    "F-E1": """
        SELECT trust, quarter, thing,
               EXISTS (SELECT FROM feedback AS given
                       WHERE given.doctor_id = thing AND given.trust = residents.trust
                             AND CAST(date_trunc('quarter', given.activity_date) AS date) = quarter) AS kept,
               grade, hours, site
        FROM residents""",
}
