"""Who is told of what: one table from each type of event to audience, wording and urgency. Pure."""

from services.notifications.audience.table import AUDIENCE, telling
from services.notifications.audience.terms import Category, Holders, InOffice, Telling, Urgency, Whom

__all__ = ["AUDIENCE", "Category", "Holders", "InOffice", "Telling", "Urgency", "Whom", "telling"]
