"""Opportunities: one that is live at the trust, and the doctor's interest in it, which waits for the lead."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, Row, World, everywhere
from tests.services.opportunities.conftest import CONFIRMED, Trust, appointed, in_post

_EDITORS = frozenset({Role.CHAMPION, Role.DME, Role.MEDED_ADMIN})
_CHAMPION = frozenset({Role.CHAMPION})
_AT_TRUST = EVERYBODY - DOCTOR - {Role.TPD, Role.DEAN, Role.DEANERY_ANALYST, Role.AUDITOR, Role.OPERATOR}

ROWS = {
    "kinds": everywhere(EVERYBODY),
    "publish": Row(own=_EDITORS, same=_EDITORS),
    "published": everywhere(EVERYBODY),
    "look": Row(own=EVERYBODY, same=_EDITORS),
    "close": Row(own=_EDITORS, same=_EDITORS, sends={"json": {"reason": "filled"}}),
    "express": Row(own=DOCTOR, sends={"json": {}}),
    "participations": everywhere(EVERYBODY),
    "look_at_participation": Row(own=EVERYBODY, same=_CHAMPION),
    "answer": Row(own=_AT_TRUST, same=_CHAMPION, whose="lead", sends={"json": {"answer": "offered"}}),
    "withdraw": Row(own=DOCTOR),
    "confirm": Row(own=_AT_TRUST, same=_CHAMPION, whose="lead", sends={"json": CONFIRMED}),
}


async def world(drive) -> World:
    trust = Trust(await drive("opportunities"))
    await trust.opportunities.hears(in_post(trust.doctor), in_post(trust.co_producer), appointed(trust.lead))
    opportunity_id = await trust.publishes()
    people = {"doctor": trust.doctor.person_id, "lead": trust.lead.person_id}
    ids = {"opportunity_id": opportunity_id, "participation_id": await trust.is_asked(opportunity_id)}
    return World(trust.opportunities, people, ids, {"publish": {"json": trust.plan()}})
