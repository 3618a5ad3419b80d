"""Who may ask what: figures are for the deanery only until disclosure control exists (design 12.12)."""

from collections.abc import Mapping

from chassis.http import ANYONE_SIGNED_IN
from contracts.vocabulary import Role
from services.reporting.domain import FIGURE_ROLES

RULES: Mapping[str, frozenset[Role]] = {
    "region": FIGURE_ROLES,
    "history": FIGURE_ROLES,
    "parts": FIGURE_ROLES,
    "criteria": FIGURE_ROLES,
    "my_promises": ANYONE_SIGNED_IN,
    "dispute_promise": frozenset({Role.RESIDENT_DOCTOR}),
    "trace": frozenset({Role.OPERATOR}),
}
