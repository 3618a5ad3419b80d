"""Who may do what in the registry; whose object it is, the domain decides."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role

_OPERATOR = frozenset({Role.OPERATOR})

_IMPORTERS = _OPERATOR | {Role.DEANERY_ANALYST}
"""TIS files are the deanery's, and a report names rows of every trust."""

_APPOINTERS = _IMPORTERS | {Role.MEDED_ADMIN}
"""Which role each of them may give, and where: ``domain.access``."""

RULES: Policy = {
    "import_file": _IMPORTERS,
    "list_imports": _IMPORTERS,
    "show_import": _IMPORTERS,
    "download_corrections": _IMPORTERS,
    "search_people": _APPOINTERS | {Role.DME},
    "list_grants": _OPERATOR,
    "appoint": _APPOINTERS,
    "set_up_deanery": _OPERATOR,
    "show_organisation": ANYONE_SIGNED_IN,
    "show_placement": ANYONE_SIGNED_IN,
    "list_placements": ANYONE_SIGNED_IN,
}
