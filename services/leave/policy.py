"""Who may call what. Whose it is, and whose turn, the domain decides; one's own stays readable (R36)."""

from collections.abc import Collection, Mapping

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.leave.domain import ADMINISTRATORS, DECIDERS, GRANTERS, PUBLISHERS
from services.leave.domain.time import READERS, SCHEDULERS

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})
_APPEALED_TO = frozenset({Role.DME, Role.DEAN, Role.TPD})

RULES: Policy = {
    "leave_form": _DOCTOR,
    "ask": _DOCTOR,
    "check_request": _DOCTOR,
    "my_leave": ANYONE_SIGNED_IN,
    "my_entitlement": ANYONE_SIGNED_IN,
    "entitlement_of": GRANTERS,
    "adjust_entitlement": GRANTERS,
    "leave_at_my_trust": ADMINISTRATORS,
    "look": ANYONE_SIGNED_IN,
    "approve": DECIDERS,
    "refuse": DECIDERS,
    "check_refusal": DECIDERS,
    "give_back": DECIDERS,
    "check_anew": _DOCTOR,
    "ask_anew": _DOCTOR,
    "withdraw": _DOCTOR | DECIDERS,
    "delegate": DECIDERS,
    "my_delegations": DECIDERS,
    "my_colleagues": DECIDERS,
    "end_delegation": DECIDERS,
    "claim": _DOCTOR,
    "take_alternative": _DOCTOR,
    "appeal": _DOCTOR,
    "acknowledge_appeal": _APPEALED_TO,
    "answer_appeal": _APPEALED_TO,
    "publish_capacity": PUBLISHERS,
    "check_capacity": PUBLISHERS,
    "check_capacity_anew": PUBLISHERS,
    "publish_capacity_anew": PUBLISHERS,
    "capacity_at_my_trust": PUBLISHERS,
    "look_at_capacity": PUBLISHERS,
    "lost_time_form": ANYONE_SIGNED_IN,
    "report_lost_time": _DOCTOR,
    "my_lost_time": ANYONE_SIGNED_IN,
    "lost_time_at_my_trust": READERS,
    "lost_time_shared_with_me": ANYONE_SIGNED_IN,
    "counts_of_lost_time": READERS,
    "look_at_lost_time": ANYONE_SIGNED_IN,
    "acknowledge_lost_time": READERS,
    "resolve_lost_time": READERS,
    "answer_lost_time": ANYONE_SIGNED_IN,
    "withdraw_lost_time": ANYONE_SIGNED_IN,
    "consents_to_lost_time": ANYONE_SIGNED_IN,
    "share_lost_time": ANYONE_SIGNED_IN,
    "stop_sharing_lost_time": ANYONE_SIGNED_IN,
    "who_read_lost_time": ANYONE_SIGNED_IN,
    "my_exception_access": ANYONE_SIGNED_IN,
    "say_exception_access": _DOCTOR,
    "exception_access_at_my_trust": READERS,
    "my_self_development": ANYONE_SIGNED_IN,
    "self_development_at_my_trust": SCHEDULERS,
    "look_at_self_development": SCHEDULERS,
    "schedule_self_development": SCHEDULERS,
    "confirm_self_development": _DOCTOR,
}

_OF_A_TRUST = (
    *("leave.study_days", "leave.reserved_days", "leave.professional_days", "leave.rounded_to_days"),
    "leave.funded_percent",
)
"""What a trust grants its locally employed doctors (R2, R4)."""
_CODES = ("leave.refusal_codes", "lost_time.outcome_codes")
"""Which of the codes that there are trusts use (R17, R45): a deanery's to say, for trusts are judged by them (R18)."""
_OF_A_DEANERY = (
    *_OF_A_TRUST,
    *_CODES,
    *("leave.borrowed_days", "leave.carried_days", "leave.earning_types", "leave.stages"),
    *("leave.private_study_days", "leave.taster_days", "leave.taster_days_in_all", "leave.earliest_days"),
    *(
        "leave.notice_days",
        "leave.release_notice_days",
        "leave.decide_within_days",
        "leave.avoidable_days_ahead",
        "leave.appeal_working_days",
    ),
    *("leave.acknowledge_working_days", "leave.answer_working_days", "leave.remind_on_day", "leave.no_response_on_day"),
    *("leave.refusal_min_chars", "leave.delegation_days", "leave.capacity_ahead_days"),
    *("lost_time.report_within_days", "lost_time.acknowledge_within_days", "lost_time.resolve_within_days"),
    *("lost_time.access_within_days", "sdt.hours_per_week", "sdt.stages", "sdt.uses"),
)

_OF_A_PROGRAMME = (
    *("leave.standard_purposes", "leave.standard_activities"),
    *("leave.programme_office", "leave.school"),
)
_COURSE = (
    *_OF_A_PROGRAMME,
    *("leave.declarations", "leave.cost_above", "leave.cost_first", "leave.never_paid"),
    *("leave.international_step", "leave.international_events", "leave.international_curriculum_first"),
    "leave.days_in_lieu",
    *("leave.claim_within_days", "leave.pay_within_days", "leave.system_of_record"),
)
"""Whom requests go to (R11-R14)."""

SETTERS: Mapping[Role, Collection[str]] = {
    Role.DME: (*_OF_A_TRUST, "lost_time.exception_system"),
    Role.TPD: _OF_A_PROGRAMME,
    Role.DEAN: (*_OF_A_DEANERY, *_COURSE),
    Role.OPERATOR: ("leave.year_month", "lost_time.fewest_reporters", "lost_time.fewest_doctors"),
}
"""A region's policy holds for its trainees, whatever their trust says (R26). Leave years only operators set (R25), and
below how many nothing is shown: not who reads the counts (R48)."""
