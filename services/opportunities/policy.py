"""Who may call what. Whose trust or interest it is, the domain decides; anybody may be named as a lead."""

from chassis.http import ANYONE, ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.opportunities.domain import EDITORS, PLANNERS

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})

RULES: Policy = {
    "kinds": ANYONE_SIGNED_IN,
    "suggest": _DOCTOR,
    "suggestions": ANYONE_SIGNED_IN,
    "turn_down": EDITORS,
    "draft": EDITORS,
    "drafts": ANYONE_SIGNED_IN,
    "redraft": EDITORS,
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
    "look_at_activity": ANYONE_SIGNED_IN,
    "record_anew": _DOCTOR,
    "confirm_activity": ANYONE_SIGNED_IN,
    "decline_activity": ANYONE_SIGNED_IN,
    "ask_for_adaptation": _DOCTOR,
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
    "close": EDITORS,
    "express": _DOCTOR,
    "participations": ANYONE_SIGNED_IN,
    "look_at_participation": ANYONE_SIGNED_IN,
    "answer": ANYONE_SIGNED_IN,
    "withdraw": _DOCTOR,
    "confirm": ANYONE_SIGNED_IN,
}
