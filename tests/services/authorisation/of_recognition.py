"""Recognition: a certificate of the doctor's, and a record that waits for one."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, NEW_RULE, Row, World, everywhere
from tests.services.recognition.conftest import TRUST, WORDS, Recognition
from tests.unit.recognition.facts import DOCTOR as DOCTOR_ID

_ISSUERS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN})

ROWS = {
    "rehearse_rule": Row(sends={"json": NEW_RULE}),  # it has none
    "state_rule": Row(sends={"json": NEW_RULE}),
    "records_without_certificate": everywhere(_ISSUERS),
    "issue": Row(same=_ISSUERS, not_own="own-participation"),
    "certificates": everywhere(EVERYBODY),
    "look": Row(own=EVERYBODY, same=_ISSUERS),
    "pdf": Row(own=EVERYBODY, same=_ISSUERS),
    "revoke": Row(same=_ISSUERS, not_own="own-participation", sends={"json": {"reason": "issued_in_error"}}),
    "share": Row(own=DOCTOR, sends={"json": {"shareable": True}}),
    "verify": Row(own=EVERYBODY, same=EVERYBODY, other=EVERYBODY, signed_out=True),
}


async def world(drive) -> World:
    service = await drive("recognition", portal_url="https://portal.example", verifications_per_minute=1_000)
    recognition = Recognition(service)
    await recognition.hears(TRUST)
    certificate_id, waiting = await recognition.issues(), await recognition.confirmed()
    code = (await recognition.sees(certificate_id))["code"]
    sends = {"issue": {"json": WORDS | {"participation_id": str(waiting)}}}
    return World(service, {"doctor": DOCTOR_ID}, {"certificate_id": certificate_id, "code": code}, sends=sends)
