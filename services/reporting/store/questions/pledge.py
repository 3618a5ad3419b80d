"""Who has pledged the 27 promises."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # In date: signed, not withdrawn, and the day of its review has not passed.
    "SIGNED": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, host AS thing,
               EXISTS (SELECT FROM commitment WHERE commitment.trust = host AND signed_on <= CAST(:as_of AS date)
                       AND review_due >= CAST(:as_of AS date)
                       AND coalesce(withdrawn_on, 'infinity') > CAST(:as_of AS date)) AS kept
        FROM hosting""",
}
