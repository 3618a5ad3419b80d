"""Role modelling over HTTP."""

from services.role_modelling.api.routes import router

__all__ = ["router"]
