"""Who may see which page, and call what the portal itself answers.

``tokens`` is guarded by the operator's secret and the environment; what ``forward`` passes on is judged by the service.
"""

from chassis.http import ANYONE, ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role

_INTERFACE: Policy = {"keys": ANYONE, "tokens": ANYONE, "forward": ANYONE}

_FOR_EVERYBODY: Policy = {
    "start": ANYONE,
    "accessibility": ANYONE,
    "cookies": ANYONE,
    "privacy": ANYONE,
    "static": ANYONE,
    "service_worker": ANYONE,
    "sign_in": ANYONE,
    "begin_sign_in": ANYONE,
    "finish_sign_in": ANYONE,
    "sign_out": ANYONE,
    "signed_out": ANYONE,
    "verify": ANYONE,
    "verify_code": ANYONE,
    "verified": ANYONE,
}

_SIGNED_IN: Policy = {
    "home": ANYONE_SIGNED_IN,
    "inbox": ANYONE_SIGNED_IN,
    "inbox_item": ANYONE_SIGNED_IN,
    "notification_settings": ANYONE_SIGNED_IN,
    "turn_on_push": ANYONE_SIGNED_IN,
    "remove_device": ANYONE_SIGNED_IN,
}

MAY_SEE_FIGURES = frozenset({Role.DEANERY_ANALYST, Role.DEAN})
MAY_SEND = frozenset({Role.OPERATOR, Role.DEANERY_ANALYST, Role.MEDED_ADMIN})
"""Who has some kind of file to send in."""

_OF_THE_REGION: Policy = {
    "region": MAY_SEE_FIGURES,
    "region_figures": MAY_SEE_FIGURES,
    "uploads": MAY_SEND,
    "send_file": MAY_SEND,
    "upload": MAY_SEND,
    "confirm_file": MAY_SEND,
    "rejected_rows": MAY_SEND,
}

DOCTORS = frozenset({Role.RESIDENT_DOCTOR})
DATA_OWNERS = frozenset({Role.MEDED_ADMIN})
DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME, Role.DEAN})

_OF_DOCTORS: Policy = {
    "placements": DOCTORS,
    "dispute_form": DOCTORS,
    "dispute_placement": DOCTORS,
    "dispute_sent": DOCTORS,
    "my_leave": DOCTORS,
    "my_request": DOCTORS,
    "leave_form": DOCTORS,
    "ask_for_leave": DOCTORS,
    "release_form": DOCTORS,
    "ask_for_release": DOCTORS,
    "leave_sent": DOCTORS,
    "withdraw_form": DOCTORS,
    "withdraw": DOCTORS,
    "my_entitlement": DOCTORS,
    "take_alternative": DOCTORS,
    "appeal_form": DOCTORS,
    "appeal_refusal": DOCTORS,
}

READERS = frozenset({Role.DME, Role.GUARDIAN})
"""Whose office lets them read lost time; whom a doctor lets besides needs none."""

_OF_LOST_TIME: Policy = {
    "private": ANYONE_SIGNED_IN,
    "private_to_answer": READERS,
    "private_shared": ANYONE_SIGNED_IN,
    "lost_time_form": DOCTORS,
    "report_lost_time": DOCTORS,
    "private_item": ANYONE_SIGNED_IN,
    "acknowledge_report": READERS,
    "resolve_report": READERS,
    "answer_outcome": ANYONE_SIGNED_IN,
    "withdraw_report_form": ANYONE_SIGNED_IN,
    "withdraw_report": ANYONE_SIGNED_IN,
    "share_report": ANYONE_SIGNED_IN,
    "stop_sharing_report": ANYONE_SIGNED_IN,
}

PLANNERS = frozenset({Role.ROTA_COORDINATOR, Role.DME})

_OF_SELF_DEVELOPMENT: Policy = {
    "my_self_development": DOCTORS,
    "confirm_self_development": DOCTORS,
    "self_development_to_plan": PLANNERS,
    "self_development_plan": PLANNERS,
    "schedule_self_development": PLANNERS,
}

LEADS = frozenset(Role) - {Role.RESIDENT_DOCTOR, Role.OPERATOR, Role.AUDITOR}
"""Who is shown the way there; anybody may be named as a lead, and finds it. One's own stays for life (R36)."""

CLERKS = frozenset({Role.MEDED_ADMIN, Role.DME})
"""Who takes the registers of their trust's courses."""

SIGNERS = frozenset({Role.SENIOR_LEADER, Role.SLRDE})
SEE_COMMITMENTS = SIGNERS | {Role.CHAMPION, Role.RDPL, Role.BOARD_SECRETARY, Role.DEANERY_ANALYST, Role.DEAN}

_OF_COMMITMENTS: Policy = {
    "commitments": SEE_COMMITMENTS,
    "commitment": SEE_COMMITMENTS,
    "sign_form": SIGNERS,
    "sign_commitment": SIGNERS,
    "withdraw_commitment_form": SIGNERS,
    "withdraw_commitment": SIGNERS,
}

RELEASERS = frozenset({Role.ROTA_COORDINATOR})
KEEPERS = frozenset({Role.SLRDE, Role.DME, Role.MEDED_ADMIN})
"""Who keeps their trust's register of fellows."""

CONVENERS = frozenset({Role.CHAMPION, Role.RDPL, Role.SLRDE, Role.DME})
"""Who founds their trust's forum, and calls it together."""

_OF_FORUMS: Policy = {
    "forums": ANYONE_SIGNED_IN,
    "forum": ANYONE_SIGNED_IN,
    "forum_action": ANYONE_SIGNED_IN,
    "close_action": ANYONE_SIGNED_IN,
    "request_forum": DOCTORS,
    "found_forum_unasked": CONVENERS,
    "found_forum": CONVENERS,
    "call_form": CONVENERS,
    "call_forum": CONVENERS,
    "forum_meeting": CONVENERS,
    "call_off_forum": CONVENERS,
    "record_forum": CONVENERS,
    "agree_action": CONVENERS,
}

_OF_TAKING_PART: Policy = {
    "opportunities": ANYONE_SIGNED_IN,
    "opportunity": ANYONE_SIGNED_IN,
    "express_interest": DOCTORS,
    "my_interest": ANYONE_SIGNED_IN,
    "interest": ANYONE_SIGNED_IN,
    "withdraw_interest": DOCTORS,
    "draft": DOCTORS,
    "confirm_draft": DOCTORS,
    "hand_back_draft": DOCTORS,
    "leading": ANYONE_SIGNED_IN,
    "led": ANYONE_SIGNED_IN,
    "answer_interest": ANYONE_SIGNED_IN,
    "confirm_participation": ANYONE_SIGNED_IN,
    "activities": ANYONE_SIGNED_IN,
    "activity": ANYONE_SIGNED_IN,
    "answer_activity": ANYONE_SIGNED_IN,
    "arrangements": ANYONE_SIGNED_IN,
    "arrangement": ANYONE_SIGNED_IN,
    "answer_arrangement": ANYONE_SIGNED_IN,
    "fellowships": ANYONE_SIGNED_IN,
    "fellowship": ANYONE_SIGNED_IN,
    "report_share": ANYONE_SIGNED_IN,
    "end_fellowship": KEEPERS,
    "hosting": ANYONE_SIGNED_IN,
    "hosted": ANYONE_SIGNED_IN,
    "cancel_hosted": ANYONE_SIGNED_IN,
    "guest": ANYONE_SIGNED_IN,
    "take_place_back": ANYONE_SIGNED_IN,
    "complete_shadowing": ANYONE_SIGNED_IN,
    "shadowing": DOCTORS,
    "slot": DOCTORS,
    "book_shadowing": DOCTORS,
    "my_bookings": ANYONE_SIGNED_IN,
    "booking": ANYONE_SIGNED_IN,
    "give_back": DOCTORS,
    "write_debrief": ANYONE_SIGNED_IN,
    "certificates": ANYONE_SIGNED_IN,
    "training": ANYONE_SIGNED_IN,
    "my_seats": ANYONE_SIGNED_IN,
    "course": ANYONE_SIGNED_IN,
    "book_course": DOCTORS,
    "give_back_seat": ANYONE_SIGNED_IN,
    "releases": RELEASERS,
    "releases_of_course": RELEASERS,
    "release": RELEASERS,
    "refuse_release": RELEASERS,
    "registers": CLERKS,
    "register": CLERKS,
    "take_register": CLERKS,
    "promises": DOCTORS,
    "say_not_so": DOCTORS,
    "certificate_pdf": ANYONE_SIGNED_IN,
}

_OF_THOSE_WHO_ANSWER: Policy = {
    "disputes": DOCTORS | DATA_OWNERS,
    "declarations": ANYONE_SIGNED_IN,  # a doctor in no file yet holds no role
    "declaration_form": ANYONE_SIGNED_IN,
    "declare_placement": ANYONE_SIGNED_IN,
    "declaration": ANYONE_SIGNED_IN,
    "confirm_declaration": DATA_OWNERS,
    "refuse_declaration": DATA_OWNERS,
    "dispute": DOCTORS | DATA_OWNERS,
    "answer_dispute": DATA_OWNERS,
    "approvals": DECIDERS,
    "approval": DECIDERS,
    "approve_leave": DECIDERS,
    "confirm_withdrawal": DECIDERS,
    "refuse_leave": DECIDERS,
    "appeal": DECIDERS,
    "acknowledge_appeal": DECIDERS,
    "answer_appeal": DECIDERS,
    "out_of_office": DECIDERS,
    "hand_over_form": DECIDERS,
    "hand_over": DECIDERS,
    "end_hand_over": DECIDERS,
}

RULES: Policy = {
    **_INTERFACE,
    **_FOR_EVERYBODY,
    **_SIGNED_IN,
    **_OF_THE_REGION,
    **_OF_DOCTORS,
    **_OF_LOST_TIME,
    **_OF_SELF_DEVELOPMENT,
    **_OF_COMMITMENTS,
    **_OF_FORUMS,
    **_OF_TAKING_PART,
    **_OF_THOSE_WHO_ANSWER,
}
