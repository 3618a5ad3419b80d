"""Leave: a request of the doctor's, which waits for the rota coordinator."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, Row, World, everywhere
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_director, a_doctor, a_placement, a_tpd, announced, made

_FIRST_STEP = frozenset({Role.ROTA_COORDINATOR})
_DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME})

ROWS = {
    "ask": everywhere(DOCTOR, json=REQUEST),
    "my_leave": everywhere(EVERYBODY),
    "look": Row(own=EVERYBODY, same=_FIRST_STEP),
    "approve": Row(same=_FIRST_STEP),
    "refuse": Row(same=_FIRST_STEP, sends={"json": REFUSAL}),
    "withdraw": Row(own=DOCTOR | _DECIDERS),
}


async def world(drive) -> World:
    doctor = a_doctor()
    ward = Ward(await drive("leave"), doctor, a_coordinator(), a_tpd(), a_director(), a_placement(doctor.person_id))
    await ward.leave.hears(announced(ward.placement), *made(ward.coordinator), *made(ward.tpd), *made(ward.director))
    return World(ward.leave, {"doctor": doctor.person_id}, {"request_id": await ward.asks()})
