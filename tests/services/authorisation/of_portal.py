"""The portal: pages by role. What a page is about, the service behind it judges, with a token of its visitor's own."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, Row, everywhere

_FIGURES = frozenset({Role.DEANERY_ANALYST, Role.DEAN})
_SENDERS = frozenset({Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN})
_OWNER = frozenset({Role.MEDED_ADMIN})
_DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME})
_OPEN = Row(own=EVERYBODY, same=EVERYBODY, other=EVERYBODY, signed_out=True)

ROWS = {
    "keys": _OPEN,
    "tokens": _OPEN,  # for whoever knows the operator's secret, and in no production
    "forward": _OPEN,
    "start": _OPEN,
    "accessibility": _OPEN,
    "cookies": _OPEN,
    "privacy": _OPEN,
    "static": _OPEN,
    "service_worker": _OPEN,
    "sign_in": _OPEN,
    "begin_sign_in": _OPEN,
    "finish_sign_in": _OPEN,
    "sign_out": _OPEN,
    "signed_out": _OPEN,
    "verify": _OPEN,
    "verify_code": _OPEN,
    "verified": _OPEN,
    "home": everywhere(EVERYBODY),
    "inbox": everywhere(EVERYBODY),
    "inbox_item": everywhere(EVERYBODY),
    "certificate_pdf": everywhere(EVERYBODY),
    "notification_settings": everywhere(EVERYBODY),
    "turn_on_push": everywhere(EVERYBODY),
    "remove_device": everywhere(EVERYBODY),
    "region": everywhere(_FIGURES),
    "region_figures": everywhere(_FIGURES),
    "uploads": everywhere(_SENDERS),
    "send_file": everywhere(_SENDERS),
    "upload": everywhere(_SENDERS),
    "confirm_file": everywhere(_SENDERS),
    "rejected_rows": everywhere(_SENDERS),
    "placements": everywhere(DOCTOR),
    "dispute_form": everywhere(DOCTOR),
    "dispute_placement": everywhere(DOCTOR),
    "dispute_sent": everywhere(DOCTOR),
    "my_leave": everywhere(DOCTOR),
    "my_request": everywhere(DOCTOR),
    "leave_form": everywhere(DOCTOR),
    "ask_for_leave": everywhere(DOCTOR),
    "leave_sent": everywhere(DOCTOR),
    "withdraw_form": everywhere(DOCTOR),
    "withdraw": everywhere(DOCTOR),
    "disputes": everywhere(DOCTOR | _OWNER),
    "dispute": everywhere(DOCTOR | _OWNER),
    "answer_dispute": everywhere(_OWNER),
    "approvals": everywhere(_DECIDERS),
    "approval": everywhere(_DECIDERS),
    "approve_leave": everywhere(_DECIDERS),
    "confirm_withdrawal": everywhere(_DECIDERS),
    "refusal_form": everywhere(_DECIDERS),
    "refuse_leave": everywhere(_DECIDERS),
}
