"""Who may call what. Whose trust or interest it is, the domain decides; anybody may be named as a lead."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.opportunities.domain import EDITORS

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})

RULES: Policy = {
    "kinds": ANYONE_SIGNED_IN,
    "publish": EDITORS,
    "published": ANYONE_SIGNED_IN,
    "look": ANYONE_SIGNED_IN,
    "close": EDITORS,
    "express": _DOCTOR,
    "participations": ANYONE_SIGNED_IN,
    "look_at_participation": ANYONE_SIGNED_IN,
    "answer": ANYONE_SIGNED_IN,
    "withdraw": _DOCTOR,
    "confirm": ANYONE_SIGNED_IN,
}
