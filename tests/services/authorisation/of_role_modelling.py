"""Role modelling: a slot of a leader's at the trust, and the doctor's booking in it."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, Row, World, everywhere
from tests.services.role_modelling.conftest import OBJECTIVE, SLOT, Trust, a_doctor, a_host, appointed, in_post

_HOSTS = frozenset({Role.CHAMPION, Role.COLLEGE_TUTOR, Role.DME, Role.SENIOR_LEADER, Role.SLRDE, Role.SUPERVISOR})
_CHAMPION = frozenset({Role.CHAMPION})
"""They stand in for a host of their trust."""
_WITHDRAWN = {"json": {"reason": "host_unavailable"}}

ROWS = {
    "offer": Row(own=_HOSTS, same=_HOSTS, sends={"json": SLOT}),
    "hosted": everywhere(_HOSTS),
    "open_slots": everywhere(DOCTOR),
    "look": Row(own=EVERYBODY, same=_CHAMPION),
    "book": Row(own=DOCTOR, sends={"json": OBJECTIVE}),
    "cancel": Row(own=_HOSTS, same=_CHAMPION, whose="host", sends=_WITHDRAWN),
    "my_bookings": everywhere(EVERYBODY),
    "look_at_booking": Row(own=EVERYBODY, same=_CHAMPION),
    "cancel_booking": Row(own=DOCTOR | _HOSTS, same=_CHAMPION, sends={"json": {"reason": "doctor_unavailable"}}),
    "complete": Row(own=_HOSTS, same=_CHAMPION, whose="host", sends={"json": {"attended": True, "minutes": 240}}),
    "debrief": Row(own=EVERYBODY, sends={"json": {"note": "I saw how a bed meeting is chaired."}}),
}


async def world(drive) -> World:
    trust = Trust(await drive("role_modelling"), a_host(), a_doctor())
    await trust.driver.hears(in_post(trust.doctor), appointed(trust.host))
    slot_id = await trust.offers()
    people = {"doctor": trust.doctor.person_id, "host": trust.host.person_id}
    return World(trust.driver, people, {"slot_id": slot_id, "booking_id": await trust.books(slot_id)})
