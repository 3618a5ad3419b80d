"""Who may call what. Whose feedback it is, the domain decides; what one has received stays readable for life (R36)."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role

_SUPERVISOR = frozenset({Role.SUPERVISOR})

RULES: Policy = {
    "give": _SUPERVISOR,
    "edit": _SUPERVISOR,
    "look": ANYONE_SIGNED_IN,
    "given_and_received": ANYONE_SIGNED_IN,
}
