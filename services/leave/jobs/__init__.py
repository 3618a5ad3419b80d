"""What time drives."""

from services.leave.jobs.chasing import chase
from services.leave.jobs.lapsing import let_lapse
from services.leave.jobs.protected_time import count_lost_time, say_owed_time, say_private_notices
from services.leave.jobs.unused import correct_leave_years, look_at_leave_years

__all__ = [
    "chase",
    "correct_leave_years",
    "count_lost_time",
    "let_lapse",
    "look_at_leave_years",
    "say_owed_time",
    "say_private_notices",
]
