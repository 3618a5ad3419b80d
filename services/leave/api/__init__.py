"""Leave and protected time over HTTP."""

from services.leave.api import delegations, entitlement, refused, routes, time

ROUTERS = (routes.router, refused.router, entitlement.router, delegations.router, *time.ROUTERS)

__all__ = ["ROUTERS"]
