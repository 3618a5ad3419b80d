"""Leave: a request of the doctor's, which waits for the rota coordinator."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, NEW_RULE, OPERATOR, Row, World, everywhere
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_director, a_doctor, a_placement, a_tpd, announced, made
from tests.services.leave.test_refused_leave import ANSWER, APPEAL

_FIRST_STEP = frozenset({Role.ROTA_COORDINATOR})
_DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME, Role.DEAN})
_DEAN = frozenset({Role.DEAN})
_DAYS = {"first_day": "2026-11-22", "last_day": "2026-11-27"}

ROWS = {
    "ask": everywhere(DOCTOR, json=REQUEST),
    "my_leave": everywhere(EVERYBODY),
    "my_entitlement": everywhere(EVERYBODY),
    "look": Row(own=EVERYBODY, same=_FIRST_STEP),
    "approve": Row(same=_FIRST_STEP),
    "refuse": Row(same=_FIRST_STEP, sends={"json": REFUSAL}),
    "withdraw": Row(own=DOCTOR | _DECIDERS),
    "claim": Row(own=DOCTOR, sends={"json": {"claimed_on": "2026-11-22"}}),
    "take_alternative": Row(own=DOCTOR),
    "appeal": Row(own=DOCTOR, sends={"json": APPEAL}),
    # Nobody has appealed: whoever would answer finds nothing, like everybody else.
    "acknowledge_appeal": Row(),
    "answer_appeal": Row(sends={"json": ANSWER}),
    "delegate": Row(own=_FIRST_STEP, same=_FIRST_STEP),
    "my_delegations": everywhere(_DECIDERS),
    "end_delegation": Row(own=_DECIDERS, whose="coordinator"),
    "state_rule": Row(own=OPERATOR | _DEAN, same=OPERATOR | _DEAN, other=OPERATOR, sends={"json": NEW_RULE}),
}


async def world(drive) -> World:
    doctor, colleague = a_doctor(), a_coordinator("RXF")
    ward = Ward(await drive("leave"), doctor, a_coordinator(), a_tpd(), a_director(), a_placement(doctor.person_id))
    desks = (ward.coordinator, ward.tpd, ward.director, colleague)
    await ward.leave.hears(announced(ward.placement), *(each for desk in desks for each in made(desk)))
    delegation = {"role": "rota_coordinator", "scope": "R0B", "to": str(colleague.person_id), **_DAYS}
    async with ward.leave.http(ward.coordinator) as http:
        handed_over = await http.post("/api/leave/delegations", json=delegation)
    people = {"doctor": doctor.person_id, "coordinator": ward.coordinator.person_id}
    ids = {"request_id": await ward.asks(), "delegation_id": handed_over.json()["id"], "name": "leave.notice_days"}
    return World(ward.leave, people, ids, {"delegate": {"json": delegation}})
