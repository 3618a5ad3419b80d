"""Leaders to learn from."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # Of slots that stand, every place, the booked ones first: as many are kept as there are bookings.
    "M-E1": """
        SELECT trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, slot_id AS thing, nth <= booked AS kept
        FROM shadowing_slot
        CROSS JOIN LATERAL (SELECT count(*) AS booked FROM shadowing_booking
                            WHERE shadowing_booking.slot_id = shadowing_slot.slot_id AND ended_by IS NULL) AS taken
        CROSS JOIN generate_series(1, places) AS nth
        WHERE NOT cancelled""",
    "M-E1-NC": """
        SELECT trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, slot_id AS thing,
               kind = 'non_clinical' AS kept
        FROM shadowing_slot WHERE NOT cancelled""",
    "M-E1-HC": """
        SELECT trust, CAST(date_trunc('quarter', starts_on) AS date) AS quarter, booking_id AS thing,
               coalesce(ended_by = 'host', false) AS kept
        FROM shadowing_booking JOIN shadowing_slot USING (slot_id)""",
    # Only trusts appoint champions, so practices that host do not count; a deputy does not fill a vacancy.
    "M-E3": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, host AS thing,
               EXISTS (SELECT FROM appointment
                       WHERE role = 'champion' AND appointment.trust = host AND NOT deputy
                             AND starts_on <= CAST(:as_of AS date)
                             AND coalesce(ends_on, 'infinity') >= CAST(:as_of AS date)) AS kept
        FROM hosting""",
    # Every day without one since that was said; the days before anybody looked are nobody's fault.
    "M-E3-DV": """
        SELECT host AS trust, CAST(date_trunc('quarter', CAST(:as_of AS date)) AS date) AS quarter, day AS thing,
               EXISTS (SELECT FROM vacancy WHERE vacancy.trust = host AND role = 'champion' AND since <= day)
               AND NOT EXISTS (SELECT FROM appointment
                               WHERE role = 'champion' AND appointment.trust = host AND NOT deputy
                                     AND starts_on <= day AND coalesce(ends_on, 'infinity') >= day) AS kept
        FROM hosting CROSS JOIN generate_series(date_trunc('quarter', CAST(:as_of AS date)), CAST(:as_of AS date),
                                                interval '1 day') AS day""",
}
