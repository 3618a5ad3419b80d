"""The register of fellows, as it is kept and asked for."""

from services.opportunities.store.fellowships.register import (
    add_fellowship,
    fellowship,
    fellowships_at,
    keep_fellowship,
    look_at_fellowship,
)
from services.opportunities.store.fellowships.terms import chief_registrar_standard

__all__ = [
    "add_fellowship",
    "chief_registrar_standard",
    "fellowship",
    "fellowships_at",
    "keep_fellowship",
    "look_at_fellowship",
]
