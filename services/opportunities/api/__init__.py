"""Opportunities over HTTP."""

from services.opportunities.api.routes import router

__all__ = ["router"]
