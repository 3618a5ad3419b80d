"""Who may ask what: figures are for the deanery only until disclosure control exists (design 12.12)."""

from collections.abc import Mapping

from contracts.vocabulary import Role
from services.reporting.domain import FIGURE_ROLES

RULES: Mapping[str, frozenset[Role]] = {
    "region": FIGURE_ROLES,
    "history": FIGURE_ROLES,
    "criteria": FIGURE_ROLES,
    "trace": frozenset({Role.OPERATOR}),
}
