"""The registry over HTTP."""

from services.registry.api import (
    addresses,
    adjustments,
    commitments,
    contacts,
    declarations,
    disputes,
    enquiries,
    imports,
    information,
    mine,
    people,
    places,
    vacancies,
)

ROUTERS = (
    addresses.router,
    adjustments.router,
    commitments.router,
    contacts.router,
    declarations.router,
    disputes.router,
    enquiries.router,
    imports.router,
    information.router,
    mine.router,
    people.router,
    places.router,
    vacancies.router,
)

__all__ = ["ROUTERS"]
