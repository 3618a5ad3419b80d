"""Who may call what. Whose slot or booking it is, the domain decides; one's own stays readable for life (R36)."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.role_modelling.domain import HOSTS

_DOCTOR = frozenset({Role.RESIDENT_DOCTOR})

RULES: Policy = {
    "offer": HOSTS,
    "hosted": HOSTS,
    "open_slots": _DOCTOR,
    "look": ANYONE_SIGNED_IN,
    "book": _DOCTOR,
    "cancel": HOSTS,
    "my_bookings": ANYONE_SIGNED_IN,
    "look_at_booking": ANYONE_SIGNED_IN,
    "cancel_booking": _DOCTOR | HOSTS,
    "complete": HOSTS,
    "debrief": ANYONE_SIGNED_IN,
}
