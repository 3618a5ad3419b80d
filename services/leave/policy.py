"""Who may call what. Whose request it is, and whose turn, the domain decides; one's own stays readable (R36)."""

from collections.abc import Collection, Mapping

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.leave.domain import DECIDERS

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})
_APPEALED_TO = frozenset({Role.DME, Role.DEAN})

RULES: Policy = {
    "ask": _DOCTOR,
    "my_leave": ANYONE_SIGNED_IN,
    "my_entitlement": ANYONE_SIGNED_IN,
    "look": ANYONE_SIGNED_IN,
    "approve": DECIDERS,
    "refuse": DECIDERS,
    "withdraw": _DOCTOR | DECIDERS,
    "delegate": DECIDERS,
    "my_delegations": DECIDERS,
    "end_delegation": DECIDERS,
    "claim": _DOCTOR,
    "take_alternative": _DOCTOR,
    "appeal": _DOCTOR,
    "acknowledge_appeal": _APPEALED_TO,
    "answer_appeal": _APPEALED_TO,
}

_OF_A_TRUST = ("leave.study_days", "leave.reserved_days", "leave.professional_days")
"""What a trust grants its locally employed doctors (R4)."""
_OF_A_DEANERY = (
    *_OF_A_TRUST,
    *("leave.borrowed_days", "leave.earning_types", "leave.stages", "leave.private_study_days", "leave.taster_days"),
    *("leave.notice_days", "leave.decide_within_days", "leave.avoidable_days_ahead", "leave.appeal_working_days"),
    *("leave.acknowledge_working_days", "leave.answer_working_days", "leave.remind_on_day", "leave.no_response_on_day"),
    "leave.refusal_min_chars",
)

_OF_A_PROGRAMME = ("leave.standard_purposes", "leave.programme_office", "leave.school")
_COURSE = (
    *_OF_A_PROGRAMME,
    *("leave.declarations", "leave.cost_above", "leave.cost_first"),
    *("leave.international_step", "leave.international_events"),
    *("leave.claim_within_days", "leave.pay_within_days", "leave.system_of_record"),
)
"""Whom requests go to (R11-R14)."""

SETTERS: Mapping[Role, Collection[str]] = {
    Role.DME: _OF_A_TRUST,
    Role.TPD: _OF_A_PROGRAMME,
    Role.DEAN: (*_OF_A_DEANERY, *_COURSE),
}
"""A region's policy holds for its trainees, whatever their trust says (R26). Leave years only operators set (R25)."""
