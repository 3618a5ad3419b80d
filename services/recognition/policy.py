"""Who may call what. Whose certificate it is, the domain decides; one's own stays readable for life (R36)."""

from chassis.http import ANYONE, ANYONE_SIGNED_IN, Policy
from contracts.vocabulary import Role
from services.recognition.domain import ISSUERS

RULES: Policy = {
    "records_without_certificate": ISSUERS,
    "issue": ISSUERS,
    "certificates": ANYONE_SIGNED_IN,
    "look": ANYONE_SIGNED_IN,
    "pdf": ANYONE_SIGNED_IN,
    "revoke": ISSUERS,
    "share": frozenset({Role.RESIDENT_DOCTOR}),
    "verify": ANYONE,
}
