"""Opportunities over HTTP."""

from services.opportunities.api import (
    activities,
    adaptations,
    catalogues,
    drafts,
    packs,
    public,
    routes,
    suggestions,
)

routers = (
    routes.router,
    drafts.router,
    suggestions.router,
    packs.router,
    activities.router,
    adaptations.router,
    catalogues.router,
    public.router,
)

__all__ = ["routers"]
