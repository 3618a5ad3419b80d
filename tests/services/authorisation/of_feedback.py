"""Feedback: what the doctor's supervisor wrote."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import EVERYBODY, Row, World, everywhere
from tests.services.feedback.test_giving_feedback import (
    WORDS,
    a_doctor,
    a_placement,
    a_supervisor,
    announced,
    written_to,
)

_SUPERVISOR = frozenset({Role.SUPERVISOR})

ROWS = {
    "give": Row(own=_SUPERVISOR, whose="supervisor"),
    "edit": Row(own=_SUPERVISOR, whose="supervisor", sends={"json": WORDS}),
    "look": Row(own=EVERYBODY),
    "given_and_received": everywhere(EVERYBODY),
}


async def world(drive) -> World:
    feedback, doctor, supervisor = await drive("feedback"), a_doctor(), a_supervisor()
    await feedback.hears(announced(a_placement(doctor, supervisor)))
    async with feedback.http(supervisor) as http:
        given = await http.post("/api/feedback/written", json=written_to(doctor))
    people = {"doctor": doctor.person_id, "supervisor": supervisor.person_id}
    sends = {"give": {"json": written_to(doctor)}}
    return World(feedback, people, {"feedback_id": given.json()["id"]}, sends=sends)
