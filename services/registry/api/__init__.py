"""The registry over HTTP."""

from services.registry.api import (
    commitments,
    declarations,
    disputes,
    imports,
    information,
    mine,
    people,
    places,
    vacancies,
)

ROUTERS = (
    commitments.router,
    declarations.router,
    disputes.router,
    imports.router,
    information.router,
    mine.router,
    people.router,
    places.router,
    vacancies.router,
)

__all__ = ["ROUTERS"]
