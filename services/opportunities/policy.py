"""Who may call what. Whose trust or interest it is, the domain decides; anybody may be named as a lead."""

from collections.abc import Collection, Mapping

from chassis.http import ANYONE, ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import ForumKind, Role
from services.opportunities.domain import DRAFTERS, EDITORS, PLANNERS, fellowships, forums, training

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})

_CONVENERS = forums.CONVENERS[ForumKind.LEADERSHIP] | forums.CONVENERS[ForumKind.RESIDENTS]
"""Of either kind; which of them whose forum is, the domain decides (R72)."""

RULES: Policy = {
    "kinds": ANYONE_SIGNED_IN,
    "suggest": _DOCTOR,
    "suggestions": ANYONE_SIGNED_IN,
    "look_at_suggestion": ANYONE_SIGNED_IN,
    "turn_down": EDITORS,
    "draft": DRAFTERS,
    "drafts": ANYONE_SIGNED_IN,
    "where_one_drafts": DRAFTERS,
    "possible_leads_of_drafts": DRAFTERS,
    "redraft": DRAFTERS,
    "confirm_coproduction": _DOCTOR,
    "give_up": ANYONE_SIGNED_IN,
    "published": ANYONE_SIGNED_IN,
    "look": ANYONE_SIGNED_IN,
    "packs": _DOCTOR,
    "look_at_pack": _DOCTOR,
    "save_search": _DOCTOR,
    "searches": _DOCTOR,
    "delete_search": _DOCTOR,
    "record": _DOCTOR,
    "activities": ANYONE_SIGNED_IN,
    "possible_leads": _DOCTOR,
    "look_at_activity": ANYONE_SIGNED_IN,
    "record_anew": _DOCTOR,
    "confirm_activity": ANYONE_SIGNED_IN,
    "decline_activity": ANYONE_SIGNED_IN,
    "ask_for_adaptation": _DOCTOR,
    "possible_hosts": _DOCTOR,
    "adaptations": ANYONE_SIGNED_IN,
    "look_at_adaptation": ANYONE_SIGNED_IN,
    "arrange_adaptation": ANYONE_SIGNED_IN,
    "refuse_adaptation": ANYONE_SIGNED_IN,
    "plan_catalogue": PLANNERS,
    "catalogues": PLANNERS,
    "plan_anew": PLANNERS,
    "release": PLANNERS,
    "put_on_page": ANYONE_SIGNED_IN,
    "programmes": ANYONE,
    "catalogue_of": ANYONE,
    "area": ANYONE,
    "review": ANYONE_SIGNED_IN,
    "close": DRAFTERS,
    "express": _DOCTOR,
    "participations": ANYONE_SIGNED_IN,
    "look_at_participation": ANYONE_SIGNED_IN,
    "answer": ANYONE_SIGNED_IN,
    "withdraw": _DOCTOR,
    "confirm": ANYONE_SIGNED_IN,
    "miss": ANYONE_SIGNED_IN,
    "schedule_course": training.SCHEDULERS,
    "courses": ANYONE_SIGNED_IN,
    "look_at_course": ANYONE_SIGNED_IN,
    "book_course": _DOCTOR,
    "cancel_course": ANYONE_SIGNED_IN,
    "take_register": training.CLERKS,
    "registers": training.CLERKS,
    "my_seats": ANYONE_SIGNED_IN,
    "give_back_seat": ANYONE_SIGNED_IN,
    "refuse_release": training.RELEASERS,
    "forums_here": ANYONE_SIGNED_IN,
    "look_at_forum": ANYONE_SIGNED_IN,
    "request_forum": _DOCTOR,
    "found_unasked": _CONVENERS,
    "appeal_release": _DOCTOR,
    "answer_release_appeal": training.JUDGES,
    "found_forum": _CONVENERS,
    "compose_forum": forums.CONVENERS[ForumKind.RESIDENTS],
    "call_forum": _CONVENERS,
    "call_off_forum": _CONVENERS,
    "record_forum": _CONVENERS,
    "forum_owners": _CONVENERS,
    "agree_action": _CONVENERS,
    "close_action": ANYONE_SIGNED_IN,
    "appoint_fellow": fellowships.APPOINTERS,
    "fellows": ANYONE_SIGNED_IN,
    "look_at_fellowship": ANYONE_SIGNED_IN,
    "report_share": ANYONE_SIGNED_IN,
    "end_fellowship": fellowships.APPOINTERS,
}

SETTERS: Mapping[Role, Collection[str]] = {
    Role.DEAN: (
        "opportunities.adapt_within_working_days",
        "opportunities.answer_within_days",
        "opportunities.chief_registrar",
        "opportunities.forum_action_days",
        "opportunities.forum_found_within_days",
        "opportunities.forum_item_of_its_own",
        "opportunities.reading_days_after_placement",
        "opportunities.refusal_min_chars",
        "opportunities.release_weeks_ahead",
        "opportunities.review_within_months",
    )
}
"""What a region sets for its trusts (O-E1, O-E3, O-D2, R17, R36, R37, R73, R78)."""
