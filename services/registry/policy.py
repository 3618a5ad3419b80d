"""Who may do what in the registry."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role

_KEEPERS = frozenset({Role.OPERATOR, Role.MEDED_ADMIN, Role.DEANERY_ANALYST})
"""Those who look after data: they import, appoint and correct."""

_FINDERS = _KEEPERS | {Role.DME}
_STAFF = _FINDERS | {Role.DEAN, Role.TPD, Role.ROTA_COORDINATOR, Role.CHAMPION, Role.GUARDIAN, Role.COLLEGE_TUTOR}

RULES: Policy = {
    "import_file": _KEEPERS,
    "list_imports": _KEEPERS,
    "show_import": _KEEPERS,
    "download_corrections": _KEEPERS,
    "search_people": _FINDERS,
    "list_grants": frozenset({Role.OPERATOR}),
    "appoint": _KEEPERS,
    "set_up_deanery": frozenset({Role.OPERATOR, Role.DEANERY_ANALYST}),
    "show_organisation": ANYONE_SIGNED_IN,
    "show_placement": _STAFF | {Role.RESIDENT_DOCTOR},
    "list_placements": _STAFF | {Role.RESIDENT_DOCTOR},
}
