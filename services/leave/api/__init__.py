"""Leave and protected time over HTTP."""

from services.leave.api import capacity, delegations, entitlement, form, refused, routes, time

ROUTERS = (
    routes.router,
    form.router,
    refused.router,
    entitlement.router,
    delegations.router,
    capacity.router,
    *time.ROUTERS,
)

__all__ = ["ROUTERS"]
