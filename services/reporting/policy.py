"""Who may ask what: figures are for the deanery only until disclosure control exists (design 12.12)."""

from collections.abc import Collection, Mapping

from chassis.http import ANYONE_SIGNED_IN
from contracts.vocabulary import Role
from services.reporting.domain import FIGURE_ROLES, INDICATORS

RULES: Mapping[str, frozenset[Role]] = {
    "region": FIGURE_ROLES,
    "history": FIGURE_ROLES,
    "parts": FIGURE_ROLES,
    "criteria": FIGURE_ROLES,
    "my_promises": ANYONE_SIGNED_IN,
    "dispute_promise": frozenset({Role.RESIDENT_DOCTOR}),
    "trace": frozenset({Role.OPERATOR}),
}

SETTERS: Mapping[Role, Collection[str]] = {
    Role.DEAN: (
        *(indicator.target for indicator in INDICATORS.values()),
        *("reporting.r30_notice_days", "reporting.c_d3_issue_days", "reporting.o_e3_meetings"),
    )
}
"""A region's own targets, and the deadlines that judge its trusts. Where its owner says with a fact by when it was due,
reporting has no deadline: those are set there."""
