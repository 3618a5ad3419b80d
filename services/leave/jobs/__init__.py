"""What time drives."""

from services.leave.jobs.chasing import chase

__all__ = ["chase"]
