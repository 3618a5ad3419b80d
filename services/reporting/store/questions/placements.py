"""What is told of placements in time."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # Starting in the quarter, in post; told early enough (R30, design 12.6). Never heard announced: not told.
    "R30": """
        SELECT host AS trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement_id AS thing,
               coalesce(last_announced_on <= starts_on - CAST(:r30_notice_days AS int), false) AS kept, grade
        FROM placement WHERE type = 'in_post' AND NOT cancelled""",
}
