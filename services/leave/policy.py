"""Who may call what. Whose request it is, and whose turn, the domain decides; one's own stays readable (R36)."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.leave.domain import DECIDERS

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})

RULES: Policy = {
    "ask": _DOCTOR,
    "my_leave": ANYONE_SIGNED_IN,
    "look": ANYONE_SIGNED_IN,
    "approve": DECIDERS,
    "refuse": DECIDERS,
    "withdraw": _DOCTOR | DECIDERS,
}
