"""Protected time over HTTP."""

from services.leave.api.time import access, lost, self_development

ROUTERS = (lost.router, access.router, self_development.router)

__all__ = ["ROUTERS"]
