"""Leading, recognised."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # A certificate proves that there was something to certify, if it is heard of first. One issued in time and revoked
    # for a mistake still counts once another stands in its place; none standing does not.
    "C-D3": """
        SELECT trust, CAST(date_trunc('quarter', min(confirmed_on)) AS date) AS quarter, participation_id AS thing,
               bool_or(in_time) AND bool_or(stands) AS kept
        FROM (SELECT trust, confirmed_on, participation_id, false AS in_time, false AS stands FROM participation
              UNION ALL
              SELECT trust, confirmed_on, participation_id,
                     issued_on <= confirmed_on + at_trust(CAST(:c_d3_issue_days AS jsonb), trust), revoked_on IS NULL
              FROM certificate) AS confirmed
        GROUP BY trust, participation_id""",
}
