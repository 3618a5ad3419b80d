"""Notifications over HTTP."""

from services.notifications.api.devices import devices
from services.notifications.api.telling import router

__all__ = ["devices", "router"]
