"""The rest of opportunities' world: a course in which the doctor has a seat, one for which they were not released and
appealed, a fellowship of theirs, and a forum.

The lead runs the course, and owns an action that the forum agreed.
"""

from typing import Any

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, Row, everywhere
from tests.services.opportunities.assembling import CAME, MEETING, MEMBERS, MINUTES, Assembly
from tests.services.opportunities.conftest import Trust
from tests.services.opportunities.registering import CHIEF, Register
from tests.services.opportunities.schooling import COURSE, REFUSAL, UPHELD, WHY, School

_EDITORS = frozenset({Role.CHAMPION, Role.DME, Role.MEDED_ADMIN})
_CLERKS = frozenset({Role.DME, Role.MEDED_ADMIN})
_RELEASERS = frozenset({Role.ROTA_COORDINATOR})
_JUDGES = frozenset({Role.DME})
_TEACHERS = frozenset({Role.COLLEGE_TUTOR, Role.TPD})
_CONVENERS = frozenset({Role.CHAMPION, Role.DME, Role.RDPL, Role.SLRDE})
_KEEPERS = frozenset({Role.DME, Role.MEDED_ADMIN, Role.SLRDE})
_AT_TRUST = EVERYBODY - DOCTOR - {Role.TPD, Role.DEAN, Role.DEANERY_ANALYST, Role.AUDITOR, Role.OPERATOR}

ROWS = {
    "schedule_course": Row(own=_EDITORS, same=_EDITORS),
    "courses": everywhere(EVERYBODY),
    "look_at_course": Row(own=EVERYBODY, same=_EDITORS | _CLERKS | _RELEASERS | _TEACHERS),
    "book_course": Row(own=DOCTOR),
    "cancel_course": Row(own=_AT_TRUST, same=_EDITORS, whose="lead", sends={"json": {"reason": "too_few_booked"}}),
    "take_register": Row(own=_CLERKS, same=_CLERKS),
    "registers": everywhere(_CLERKS),
    "my_seats": everywhere(EVERYBODY),
    "give_back_seat": Row(own=EVERYBODY),
    "refuse_release": Row(same=_RELEASERS, sends={"json": REFUSAL}),
    "appeal_release": Row(own=DOCTOR, sends={"json": WHY}),
    "answer_release_appeal": Row(same=_JUDGES, sends={"json": UPHELD}),
    "forums_here": everywhere(EVERYBODY),
    "look_at_forum": Row(own=EVERYBODY, same=_AT_TRUST),
    "request_forum": Row(own=DOCTOR, sends={"json": {"trust": "R0B"}}),
    "found_unasked": Row(own=_CONVENERS, same=_CONVENERS, sends={"json": {"trust": "R0B"}}),
    "found_forum": Row(own=_CONVENERS, same=_CONVENERS),
    # The world's forum is the leadership forum: of the residents' forum its conveners say who sits in it (R72).
    "compose_forum": Row(own=frozenset({Role.DME}), same=frozenset({Role.DME}), sends={"json": MEMBERS}),
    "note_quorum": Row(own=_CONVENERS, same=_CONVENERS, sends={"json": {"quorum": 8}}),
    "call_forum": Row(own=_CONVENERS, same=_CONVENERS, sends={"json": MEETING}),
    "call_off_forum": Row(own=_CONVENERS, same=_CONVENERS),
    "record_forum": Row(own=_CONVENERS, same=_CONVENERS, sends={"json": CAME}),
    "note_minutes": Row(own=_CONVENERS, same=_CONVENERS, sends={"json": {"link": MINUTES}}),
    "forum_owners": Row(own=_CONVENERS, same=_CONVENERS),
    "agree_action": Row(own=_CONVENERS, same=_CONVENERS),
    "close_action": Row(
        own=_AT_TRUST, same=_CONVENERS, whose="lead", sends={"json": {"outcome": "done", "we_did": "It is done."}}
    ),
    "appoint_fellow": Row(own=_KEEPERS, same=_KEEPERS),
    "fellows": everywhere(EVERYBODY),
    "look_at_fellowship": Row(own=EVERYBODY, same=_AT_TRUST),
    "report_share": Row(own=EVERYBODY, sends={"json": {"percent": 25}}),
    "end_fellowship": Row(own=_KEEPERS, same=_KEEPERS, sends={"json": {"reason": "left", "ended_on": "2026-11-22"}}),
}


async def a_course(trust: Trust, sends: dict[str, dict[str, Any]]) -> dict[str, str]:
    school = School(trust)
    course_id = await school.schedules()
    booking_id = await school.books(course_id, trust.doctor)
    sends["schedule_course"] = {"json": COURSE | {"organiser_id": str(trust.lead.person_id)}}
    sends["take_register"] = {"json": {"marks": [{"booking_id": booking_id, "attended": True}]}}
    return {"course_id": course_id, "booking_id": booking_id}


async def an_appeal(trust: Trust) -> str:
    """The booking of another course, for which the doctor was not released, and appealed."""
    school = School(trust)
    booking_id = await school.books(await school.schedules(), trust.doctor)
    for answer in (await school.refuses(booking_id), await school.appeals(trust.doctor, booking_id)):
        assert answer.status_code == 204, answer.text
    return booking_id


async def a_fellowship(trust: Trust, sends: dict[str, dict[str, Any]]) -> dict[str, str]:
    register = Register(trust, trust.doctor)
    sends["appoint_fellow"] = {"json": CHIEF | {"doctor_id": str(trust.doctor.person_id), "grade_equivalent": True}}
    return {"fellowship_id": await register.has_appointed(grade_equivalent=True)}


async def a_forum(trust: Trust, sends: dict[str, dict[str, Any]]) -> dict[str, str]:
    assembly = Assembly(trust)
    forum_id = await assembly.founds()
    meeting_id = await assembly.has_met(forum_id)
    sends["agree_action"] = {"json": {"you_said": "Rotas come late.", "owner_id": str(trust.lead.person_id)}}
    return {"forum_id": forum_id, "meeting_id": meeting_id, "action_id": await assembly.agrees(meeting_id)}
