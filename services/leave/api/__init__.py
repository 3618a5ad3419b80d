"""Leave over HTTP."""

from services.leave.api import entitlement, refused, routes

ROUTERS = (routes.router, refused.router, entitlement.router)

__all__ = ["ROUTERS"]
