"""The registry over HTTP."""

from services.registry.api import disputes, imports, mine, people, places

ROUTERS = (disputes.router, imports.router, mine.router, people.router, places.router)

__all__ = ["ROUTERS"]
