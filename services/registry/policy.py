"""Who may do what in the registry; whose object it is, the domain decides."""

from collections.abc import Mapping

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import ImportKind, Role
from services.registry.domain.disputes import DATA_OWNER

_OPERATOR = frozenset({Role.OPERATOR})

_IMPORTERS = _OPERATOR | {Role.DEANERY_ANALYST}
"""TIS files are the deanery's, and a report names rows of every trust."""

_APPOINTERS = _IMPORTERS | {Role.MEDED_ADMIN}
"""Which role each of them may give, and where: ``domain.access``."""

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})
_DATA_OWNER = frozenset({DATA_OWNER})

MAY_IMPORT: Mapping[ImportKind, frozenset[Role]] = {
    ImportKind.ORGANISATIONS: _OPERATOR,
    ImportKind.PEOPLE: _IMPORTERS,
    ImportKind.PLACEMENTS: _IMPORTERS,
    ImportKind.APPOINTMENTS: _APPOINTERS,
}
"""The register says which trusts lie in which region, and so whose figures an analyst sees: not theirs to give.
A trust's administrator sends in appointments: each row is taken as if they had made it alone."""

RULES: Policy = {
    "import_file": _APPOINTERS,
    "list_imports": _APPOINTERS,
    "show_import": _APPOINTERS,
    "confirm_import": _APPOINTERS,
    "download_corrections": _APPOINTERS,
    "search_people": _APPOINTERS | {Role.DME},
    "list_grants": _OPERATOR,
    "appoint": _APPOINTERS,
    "set_up_deanery": _OPERATOR,
    "show_organisation": ANYONE_SIGNED_IN,
    "show_placement": ANYONE_SIGNED_IN,
    "list_placements": ANYONE_SIGNED_IN,
    "my_placements": ANYONE_SIGNED_IN,
    "name_people": ANYONE_SIGNED_IN,
    "dispute": _DOCTOR,
    "list_disputes": _DOCTOR | _DATA_OWNER,
    "show_dispute": _DOCTOR | _DATA_OWNER,
    "close_dispute": _DATA_OWNER,
}
