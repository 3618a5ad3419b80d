"""What time drives."""

from services.leave.jobs.chasing import chase
from services.leave.jobs.unused import look_at_leave_years

__all__ = ["chase", "look_at_leave_years"]
