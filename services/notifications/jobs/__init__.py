"""What time drives: delivery workers, and what waits for a holder, a person or the end of an import."""

from services.notifications.jobs.delivering import Postman
from services.notifications.jobs.pushing import Herald
from services.notifications.jobs.waiting import see_to_waiting

__all__ = ["Herald", "Postman", "see_to_waiting"]
