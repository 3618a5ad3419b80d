"""Leave and protected time over HTTP."""

from services.leave.api import adjusting, capacity, delegations, entitlement, form, refused, returned, routes, time

ROUTERS = (
    routes.router,
    form.router,
    refused.router,
    returned.router,
    entitlement.router,
    adjusting.router,
    delegations.router,
    capacity.router,
    *time.ROUTERS,
)

__all__ = ["ROUTERS"]
