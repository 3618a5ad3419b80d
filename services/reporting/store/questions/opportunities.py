"""Opportunities to lead: the portfolio, training, the forum, fellowships."""

from collections.abc import Mapping

from services.reporting.store.questions.placed import post_on

# What waits within its time counts as neither. Withdrawn before an answer was due, it never counts.
_ANSWERED = """
        SELECT trust, CAST(date_trunc('quarter', expressed_on) AS date) AS quarter, participation_id AS thing,
               coalesce(answered_on <= answer_by, false) AS kept,
               {post}
        FROM interest AS fact WHERE answered_on IS NOT NULL OR overdue"""

# What a doctor gave back or a trust called off needed nobody's release.
_NOT_RELEASED = """
        SELECT trust, CAST(date_trunc('quarter', first_day) AS date) AS quarter, booking_id AS thing,
               state = 'not_released' AS kept,
               {post}
        FROM training_booking AS fact WHERE state NOT IN ('given_back', 'called_off')"""

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
    # Live today, and published or looked at again not too long ago; the others are stale.
    "O-E1-RV": """
        SELECT trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, opportunity_id AS thing,
               coalesce(review_due >= CAST(:as_of AS date), false) AS kept
        FROM opportunity
        WHERE closed_on IS NULL AND coalesce(last_day, 'infinity') >= CAST(:as_of AS date)""",
    # Starters so far, of trusts. The days after the first are for whoever was heard of late; sent before counts too.
    # Until when it may be sent its owner says; only of what was said before it did, reporting's own rule tells.
    "O-E1-IP": """
        SELECT coalesce(former_host, host) AS trust,
               CAST(date_trunc('quarter', starts_on) AS date) AS quarter, placement.placement_id AS thing,
               coalesce(sent_on <= coalesce(send_by, starts_on + CAST(:o_e1_pack_days AS int)), false) AS kept, grade
        FROM placement
        LEFT JOIN induction_pack ON induction_pack.placement_id = placement.placement_id
                                    AND induction_pack.trust = coalesce(former_host, host)
        LEFT JOIN organisation ON code = coalesce(former_host, host)
        WHERE type = 'in_post' AND NOT cancelled AND starts_on <= CAST(:as_of AS date)
          AND coalesce(kind, 'trust') = 'trust'""",
    # A programme counts once at each of its trusts, and once in the region.
    "O-D1": """
        SELECT trust, CAST(date_trunc('quarter', preferences_open_on) AS date) AS quarter, catalogue_id AS thing,
               coalesce(released_on <= release_by, false) AS kept
        FROM catalogue""",
    "O-D2": """
        SELECT trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, opportunity_id AS thing,
               complete AS kept
        FROM opportunity
        WHERE closed_on IS NULL AND coalesce(last_day, 'infinity') >= CAST(:as_of AS date)""",
    "O-D2-ANS": _ANSWERED.format(post=post_on("expressed_on")),
    # Of the residents of the census alone: whoever comes later, and comes to a course, counts from the next quarter.
    "O-E2": """
        SELECT trust, quarter, thing,
               EXISTS (SELECT FROM training_booking AS came
                       WHERE came.doctor_id = thing AND came.trust = residents.trust AND came.state = 'attended'
                             AND CAST(date_trunc('quarter', came.first_day) AS date) = quarter) AS kept,
               grade, hours, site
        FROM residents""",
    "O-E2-RR": _NOT_RELEASED.format(post=post_on("first_day")),
    "O-E3": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, host AS thing,
               (SELECT count(*) FROM forum_meeting
                WHERE forum_meeting.trust = host AND met_on <= CAST(:as_of AS date)
                      AND met_on > CAST(:as_of AS date) - interval '12 months')
               >= at_trust(CAST(:o_e3_meetings AS jsonb), host) AS kept
        FROM hosting""",
    "O-E3-AT": """
        SELECT trust, CAST(date_trunc('quarter', met_on) AS date) AS quarter, meeting_id AS thing, residents AS amount
        FROM forum_meeting WHERE residents IS NOT NULL""",
    # What waits within its time counts as neither, here and of actions.
    "O-E3-FD": """
        SELECT trust, CAST(date_trunc('quarter', requested_on) AS date) AS quarter, forum_id AS thing,
               coalesce(founded_on <= found_by, false) AS kept
        FROM forum_request WHERE founded_on IS NOT NULL OR found_by < CAST(:as_of AS date)""",
    "O-E3-AC": """
        SELECT trust, CAST(date_trunc('quarter', agreed_on) AS date) AS quarter, action_id AS thing,
               coalesce(closed_on <= due_on, false) AS kept
        FROM forum_action WHERE closed_on IS NOT NULL OR due_on < CAST(:as_of AS date)""",
    "O-D3": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, host AS thing,
               EXISTS (SELECT FROM fellowship WHERE fellowship.trust = host AND NOT in_error
                       AND CAST(:as_of AS date) BETWEEN starts_on AND last_day) AS kept
        FROM hosting""",
    # What its holder has not said anything about proves neither. A fellow may be out of programme: theirs is the grade.
    "O-D3-PS": """
        SELECT trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, fellowship_id AS thing,
               reported_percent >= protected_percent AS kept, grade
        FROM fellowship WHERE NOT in_error AND reported_percent IS NOT NULL
              AND CAST(:as_of AS date) BETWEEN starts_on AND last_day""",
}
