"""Leave over HTTP."""

from services.leave.api import delegations, entitlement, refused, routes

ROUTERS = (routes.router, refused.router, entitlement.router, delegations.router)

__all__ = ["ROUTERS"]
