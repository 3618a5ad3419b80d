"""Who may do what in the registry; whose object it is, the domain decides."""

from collections.abc import Collection, Mapping

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import ImportKind, Role
from services.registry.domain import commitments
from services.registry.domain.access import AT_DEANERY, SENIOR_AT_TRUST
from services.registry.domain.disputes import DATA_OWNER
from services.registry.domain.enquiries import ASKERS
from services.registry.domain.information import RECORDERS

_OPERATOR = frozenset({Role.OPERATOR})

_IMPORTERS = _OPERATOR | {Role.DEANERY_ANALYST}
"""TIS files are the deanery's, and a report names rows of every trust."""

_APPOINTERS = _IMPORTERS | {Role.MEDED_ADMIN}
"""Which role each of them may give, and where: ``domain.access``."""

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})
_DATA_OWNER = frozenset({DATA_OWNER})

_TRUST_AND_DEANERY = SENIOR_AT_TRUST | AT_DEANERY

MAY_IMPORT: Mapping[ImportKind, frozenset[Role]] = {
    ImportKind.ORGANISATIONS: _OPERATOR,
    ImportKind.PEOPLE: _IMPORTERS,
    ImportKind.PLACEMENTS: _IMPORTERS,
    ImportKind.APPOINTMENTS: _APPOINTERS,
    ImportKind.STAFF: _IMPORTERS,
}
"""The register says which trusts lie in which region, and so whose figures an analyst sees: not theirs to give.
A trust's administrator sends in appointments: each row is taken as if they had made it alone. Its staff file gives
numbers and addresses of people, so the deanery brings that in: who gives both could become somebody."""

_NAMES_A_DOCTOR = frozenset({Role.DME, Role.SLRDE, Role.CHAMPION, Role.RDPL, Role.COLLEGE_TUTOR, Role.TPD, Role.DEAN})
"""These keep registers of fellows, grant a doctor leave, or name the doctor with whom they made something."""

SEARCHES_BY_ANYTHING = _APPOINTERS
"""Whoever else may search names a registration number that they know: an id stands in many answers, and would give
them everybody's."""

RULES: Policy = {
    "import_file": _APPOINTERS,
    "list_imports": _APPOINTERS,
    "show_import": _APPOINTERS,
    "confirm_import": _APPOINTERS,
    "download_corrections": _APPOINTERS,
    "download_changes": _APPOINTERS,
    "search_people": _APPOINTERS | _NAMES_A_DOCTOR,
    "list_grants": _OPERATOR,
    "appoint": _APPOINTERS,
    "set_up_deanery": _OPERATOR,
    "name_successor": _OPERATOR,
    "show_organisation": ANYONE_SIGNED_IN,
    "list_contacts": ANYONE_SIGNED_IN,
    "show_placement": ANYONE_SIGNED_IN,
    "list_placements": ANYONE_SIGNED_IN,
    "my_placements": ANYONE_SIGNED_IN,
    "my_addresses": ANYONE_SIGNED_IN,
    "choose_address": ANYONE_SIGNED_IN,
    "remove_address": ANYONE_SIGNED_IN,
    "my_adjustments": ANYONE_SIGNED_IN,
    "write_adjustments": ANYONE_SIGNED_IN,
    "shown_adjustments": ANYONE_SIGNED_IN,
    "name_people": ANYONE_SIGNED_IN,
    "dispute": _DOCTOR,
    "list_disputes": _DOCTOR | _DATA_OWNER,
    "show_dispute": _DOCTOR | _DATA_OWNER,
    "close_dispute": _DATA_OWNER,
    "sign_commitment": commitments.SIGNERS,
    "renew_commitment": commitments.SIGNERS,
    "withdraw_commitment": commitments.SIGNERS,
    "list_champions": commitments.SIGNERS,
    "show_commitment": _TRUST_AND_DEANERY,
    "list_commitments": _TRUST_AND_DEANERY,
    "declare": ANYONE_SIGNED_IN,  # a doctor in no file yet holds no role: their registration is asked for instead
    "list_declarations": ANYONE_SIGNED_IN,
    "show_declaration": ANYONE_SIGNED_IN,
    "confirm_declaration": _DATA_OWNER,
    "refuse_declaration": _DATA_OWNER,
    "list_vacancies": _TRUST_AND_DEANERY,
    "record_information": RECORDERS,
    "list_information": RECORDERS,
    "show_information": ANYONE_SIGNED_IN,
    "miss_information": _DOCTOR,
    "make_enquiry": ASKERS,
    "list_enquiries": _DOCTOR | ASKERS,
    "show_enquiry": _DOCTOR | ASKERS,
    "answer_enquiry": _DOCTOR,
}

SETTERS: Mapping[Role, Collection[str]] = {
    Role.DEAN: (
        *("registry.details_days", "registry.work_schedule_days", "registry.rota_days"),
        *("registry.vacancy_trust_days", "registry.vacancy_region_days", "registry.succession_days"),
        *("registry.commitment_months", "registry.answer_working_days"),
    )
}
"""What a region sets for its trusts (R30-R32, R34, R74, R75); what else is a rule keeps the whole registry in order."""
