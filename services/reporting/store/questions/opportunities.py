"""Opportunities to lead."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
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
}
