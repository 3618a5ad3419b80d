"""The tables of the registry."""

from services.registry.store.tables.imports import import_change, imports, rejected_row, upload
from services.registry.store.tables.metadata import metadata
from services.registry.store.tables.people import (
    adjustment,
    appointment,
    commitment,
    deanery,
    membership,
    organisation,
    person,
    succession,
    vacancy,
)
from services.registry.store.tables.placements import (
    declaration,
    dispute,
    disputed_field,
    enquiry,
    placement,
    placement_information,
    term,
)

__all__ = [
    "adjustment",
    "appointment",
    "commitment",
    "deanery",
    "declaration",
    "dispute",
    "disputed_field",
    "enquiry",
    "import_change",
    "imports",
    "membership",
    "metadata",
    "organisation",
    "person",
    "placement",
    "placement_information",
    "rejected_row",
    "succession",
    "term",
    "upload",
    "vacancy",
]
