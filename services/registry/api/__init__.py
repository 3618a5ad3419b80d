"""The registry over HTTP."""

from services.registry.api import imports, people, places

ROUTERS = (imports.router, people.router, places.router)

__all__ = ["ROUTERS"]
