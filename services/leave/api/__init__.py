"""Leave and protected time over HTTP."""

from services.leave.api import capacity, delegations, entitlement, refused, routes, time

ROUTERS = (routes.router, refused.router, entitlement.router, delegations.router, capacity.router, *time.ROUTERS)

__all__ = ["ROUTERS"]
