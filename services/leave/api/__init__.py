"""Leave over HTTP."""

from services.leave.api.routes import router

__all__ = ["router"]
