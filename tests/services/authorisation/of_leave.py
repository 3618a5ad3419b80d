"""Leave: a request of the doctor's, which waits for the rota coordinator, and a report of theirs of lost time."""

from uuid import UUID

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, RULED, Row, World, everywhere
from tests.services.deaneries import a_deanery
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_director, a_doctor, a_placement, a_tpd, announced, made
from tests.services.leave.test_adjusting_entitlement import ADJUSTMENT
from tests.services.leave.test_lost_time import REPORT as LOST
from tests.services.leave.test_refused_leave import ANSWER, APPEAL, refused

_FIRST_STEP = frozenset({Role.ROTA_COORDINATOR})
_DECIDERS = frozenset({Role.ROTA_COORDINATOR, Role.TPD, Role.DME, Role.DEAN})
_DIRECTORS = frozenset({Role.DME})
_ADMINISTRATORS = frozenset({Role.MEDED_ADMIN})
_PLANNERS = frozenset({Role.ROTA_COORDINATOR, Role.DME})
_GRANTERS = frozenset({Role.DEAN})
"""The doctor is a trainee: nobody at the trust grants them leave."""
_READERS = frozenset({Role.DME, Role.GUARDIAN})
_DESK = {"role": "rota_coordinator", "scope": "R0B"}
_PUBLISHERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN, Role.DME})
_PLAN = {"first_day": "2027-02-03", "last_day": "2027-03-31", "most_away": 1}
_BEFORE = {**_PLAN, "first_day": "2026-12-02", "last_day": "2027-02-02"}
_DEPARTMENT = {"trust": "R0B", "department": "General Surgery"}
_DAYS = {"first_day": "2026-11-22", "last_day": "2026-11-27"}

ROWS = {
    "leave_form": everywhere(DOCTOR),
    "ask": everywhere(DOCTOR, json=REQUEST),
    "check_request": everywhere(DOCTOR, json=REQUEST),
    "my_leave": everywhere(EVERYBODY),
    "my_entitlement": everywhere(EVERYBODY),
    "entitlement_of": Row(same=_GRANTERS),
    "adjust_entitlement": Row(same=_GRANTERS, sends={"json": ADJUSTMENT}),
    "leave_at_my_trust": everywhere(_ADMINISTRATORS),
    "look": Row(own=EVERYBODY, same=_FIRST_STEP | _ADMINISTRATORS),
    "approve": Row(same=_FIRST_STEP),
    "refuse": Row(same=_FIRST_STEP, sends={"json": REFUSAL}),
    "check_refusal": Row(same=_FIRST_STEP, sends={"json": REFUSAL}),
    "give_back": Row(same=_FIRST_STEP, sends={"json": {"missing": REFUSAL["explanation"]}}),
    # Nobody has returned it: its doctor hears so, which is no refusal of the route.
    "check_anew": Row(own=DOCTOR, sends={"json": REQUEST}),
    "ask_anew": Row(own=DOCTOR, sends={"json": REQUEST}),
    "withdraw": Row(own=DOCTOR | _DECIDERS),
    "claim": Row(own=DOCTOR, sends={"json": {"claimed_on": "2026-11-22"}}),
    "take_alternative": Row(own=DOCTOR),
    "appeal": Row(own=DOCTOR, sends={"json": APPEAL}),
    # Against the coordinator's refusal of an earlier request: nobody answers their own.
    "acknowledge_appeal": Row(same=_DIRECTORS),
    "answer_appeal": Row(same=_DIRECTORS, sends={"json": ANSWER}),
    "delegate": Row(own=_FIRST_STEP, same=_FIRST_STEP),
    "my_delegations": everywhere(_DECIDERS),
    "my_colleagues": Row(own=_FIRST_STEP, same=_FIRST_STEP, sends={"params": _DESK}),
    "end_delegation": Row(own=_DECIDERS, whose="coordinator"),
    "rehearse_rule": RULED,
    "state_rule": RULED,
    "publish_capacity": Row(own=_PUBLISHERS, same=_PUBLISHERS, sends={"json": {**_PLAN, **_DEPARTMENT}}),
    "publish_capacity_anew": Row(own=_PUBLISHERS, same=_PUBLISHERS, sends={"json": {**_BEFORE, "most_away": 2}}),
    "check_capacity": Row(own=_PUBLISHERS, same=_PUBLISHERS, sends={"json": {**_PLAN, **_DEPARTMENT}}),
    "check_capacity_anew": Row(own=_PUBLISHERS, same=_PUBLISHERS, sends={"json": {**_BEFORE, "most_away": 2}}),
    "capacity_at_my_trust": everywhere(_PUBLISHERS),
    "look_at_capacity": Row(own=_PUBLISHERS, same=_PUBLISHERS),
    # Protected time: three read a report, and what its doctor alone does about it needs no role (R36, R42).
    "lost_time_form": everywhere(EVERYBODY),
    "report_lost_time": everywhere(DOCTOR, json=LOST),
    "my_lost_time": everywhere(EVERYBODY),
    "lost_time_at_my_trust": everywhere(_READERS),
    "lost_time_shared_with_me": everywhere(EVERYBODY),
    "counts_of_lost_time": Row(own=_READERS, same=_READERS, sends={"params": {"trust": "R0B"}}),
    "look_at_lost_time": Row(own=EVERYBODY, same=_READERS),
    "acknowledge_lost_time": Row(same=_READERS),
    "resolve_lost_time": Row(same=_READERS, sends={"json": {"outcome": "time_reinstated"}}),
    "answer_lost_time": Row(own=EVERYBODY, sends={"json": {"agrees": True}}),
    "withdraw_lost_time": Row(own=EVERYBODY),
    "consents_to_lost_time": Row(own=EVERYBODY),
    "share_lost_time": Row(own=EVERYBODY, sends={"json": {"recipient_id": str(UUID(int=1))}}),
    "stop_sharing_lost_time": Row(own=EVERYBODY),
    "who_read_lost_time": Row(own=EVERYBODY),
    "my_exception_access": everywhere(EVERYBODY),
    "say_exception_access": Row(own=DOCTOR, sends={"json": {"has_access": True}}),
    "exception_access_at_my_trust": Row(own=_READERS, same=_READERS, sends={"params": {"trust": "R0B"}}),
    "my_self_development": everywhere(EVERYBODY),
    "self_development_at_my_trust": everywhere(_PLANNERS),
    "look_at_self_development": Row(same=_PLANNERS),
    "schedule_self_development": Row(
        same=_PLANNERS, sends={"json": {"minutes_per_week": 120, "in_work_schedule": True}}
    ),
    "confirm_self_development": Row(own=DOCTOR, sends={"json": {"gets_it": True}}),
}


async def world(drive) -> World:
    doctor, colleague = a_doctor(), a_director()
    ward = Ward(
        await drive("leave"),
        doctor,
        a_coordinator(),
        a_tpd(),
        a_director(),
        a_placement(doctor.person_id, specialty="General Surgery"),
    )
    desks = (ward.coordinator, ward.tpd, ward.director, colleague)
    await ward.leave.hears(announced(ward.placement), *(each for desk in desks for each in made(desk)))
    await ward.leave.hears(a_deanery("Y63", "R0B"))
    appealed = {"request_id": await refused(ward)}
    await ward.post(doctor, f"/{appealed['request_id']}/appeal", APPEAL)
    delegation = {"role": "rota_coordinator", "scope": "R0B", "to": str(colleague.person_id), **_DAYS}
    async with ward.leave.http(ward.coordinator) as http:
        handed_over = await http.post("/api/leave/delegations", json=delegation)
    earlier = {**_BEFORE, **_DEPARTMENT}
    async with ward.leave.http(ward.coordinator) as http:
        calendar = (await http.post("/api/leave/capacity", json=earlier)).json()
    async with ward.leave.http(doctor) as http:
        report = (await http.post("/api/leave/lost-time", json=LOST)).json()
    people = {"doctor": doctor.person_id, "coordinator": ward.coordinator.person_id}
    ids = {
        "request_id": await ward.asks(),
        "delegation_id": handed_over.json()["id"],
        "name": "leave.notice_days",
        "report_id": report["id"],
        "placement_id": ward.placement.placement_id,
        "doctor_id": doctor.person_id,
        "capacity_id": calendar["id"],
    }
    sends = {"delegate": {"json": delegation}}
    instead = dict.fromkeys(("acknowledge_appeal", "answer_appeal"), appealed)
    return World(ward.leave, people, ids, instead, sends)
