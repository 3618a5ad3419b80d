"""Leave over HTTP."""

from services.leave.api import entitlement, routes

ROUTERS = (routes.router, entitlement.router)

__all__ = ["ROUTERS"]
