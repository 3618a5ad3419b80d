"""Opportunities over HTTP."""

from services.opportunities.api import (
    activities,
    adaptations,
    catalogues,
    drafts,
    fellowships,
    forums,
    packs,
    public,
    routes,
    suggestions,
    training,
)

routers = (
    routes.router,
    drafts.router,
    suggestions.router,
    packs.router,
    activities.router,
    adaptations.router,
    catalogues.router,
    training.router,
    forums.router,
    fellowships.router,
    public.router,
)

__all__ = ["routers"]
