"""What leave keeps of protected time."""

from services.leave.store.time.access import (
    access_of,
    access_within_days,
    ask_after_rotas,
    ask_anew,
    keep_access,
    onboarded,
)
from services.leave.store.time.counting import note_counted, tallies, uncounted_months
from services.leave.store.time.notices import end_notices, notices_due, put_off_notices, tell_later
from services.leave.store.time.reports import (
    add_consent,
    add_report,
    consents_to,
    keep_report,
    look_at_report,
    lost_time_report,
    my_reports,
    note_readings,
    readings_of,
    reports_at,
    reports_shared_with,
    revoke_consent,
)
from services.leave.store.time.self_development import (
    keep_self_development,
    look_at_placement,
    look_at_self_development,
    placement_to_plan,
    placements_to_plan,
    sdt_hours,
    self_development_of,
)
from services.leave.store.time.terms import exception_system, fewest, time_terms

__all__ = [
    "access_of",
    "access_within_days",
    "add_consent",
    "add_report",
    "ask_after_rotas",
    "ask_anew",
    "consents_to",
    "end_notices",
    "exception_system",
    "fewest",
    "keep_access",
    "keep_report",
    "keep_self_development",
    "look_at_placement",
    "look_at_report",
    "look_at_self_development",
    "lost_time_report",
    "my_reports",
    "note_counted",
    "note_readings",
    "notices_due",
    "onboarded",
    "placement_to_plan",
    "placements_to_plan",
    "put_off_notices",
    "readings_of",
    "reports_at",
    "reports_shared_with",
    "revoke_consent",
    "sdt_hours",
    "self_development_of",
    "tallies",
    "tell_later",
    "time_terms",
    "uncounted_months",
]
