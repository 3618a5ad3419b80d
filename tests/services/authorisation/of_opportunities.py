"""Opportunities: one that is live, one that is a draft, and what the doctor asked for, did and was sent."""

from datetime import date

from contracts import Grant
from contracts.vocabulary import Role
from tests.services.authorisation import leading
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, RULED, Row, World, everywhere
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import CONFIRMED, Trust, appointed, in_post

_EDITORS = frozenset({Role.CHAMPION, Role.DME, Role.MEDED_ADMIN, Role.RDPL})
_DRAFTERS = _EDITORS | {Role.COLLEGE_TUTOR, Role.TPD}
_CHAMPION = frozenset({Role.CHAMPION})
_AT_TRUST = EVERYBODY - DOCTOR - {Role.TPD, Role.DEAN, Role.DEANERY_ANALYST, Role.AUDITOR, Role.OPERATOR}
_DEANERY = frozenset({Role.DEAN, Role.DEANERY_ANALYST})
_PLANNERS = _DEANERY | {Role.TPD, Role.MEDED_ADMIN}
_ANYBODY = Row(own=EVERYBODY, same=EVERYBODY, other=EVERYBODY, signed_out=True)

_SUGGESTION = {"trust": "R0B", "kind": "ethics_committee_meeting", "title": "Ethics committee"}
_CATALOGUE = {"programme": "NTH001", "trusts": ["R0B"], "preferences_open_on": "2027-03-01"}
_SHIFT = {"kind": "leading_a_shift", "title": "A night", "first_day": "2026-11-20", "minutes": 720}
_NEEDS = {"needs": "A room with an induction loop."}
_SEARCH = {"families": ["meeting"]}

ROWS = {
    "rehearse_rule": RULED,
    "state_rule": RULED,
    "kinds": everywhere(EVERYBODY),
    "suggest": Row(own=DOCTOR, sends={"json": _SUGGESTION}),
    "suggestions": everywhere(EVERYBODY),
    "look_at_suggestion": Row(own=EVERYBODY, same=_EDITORS),
    "turn_down": Row(own=_EDITORS, same=_EDITORS, sends={"json": {"reason": "not_now"}}),
    "draft": Row(own=_DRAFTERS, same=_DRAFTERS),
    "drafts": everywhere(EVERYBODY),
    "where_one_drafts": everywhere(_DRAFTERS),
    "possible_leads_of_drafts": Row(own=_DRAFTERS, same=_DRAFTERS, sends={"params": {"trust": "R0B"}}),
    "redraft": Row(own=_DRAFTERS, same=_EDITORS, whose="drafter"),
    "confirm_coproduction": Row(own=DOCTOR, whose="co_producer"),
    "give_up": Row(own=EVERYBODY, same=_EDITORS, whose="co_producer", sends={"json": {"reason": "not_as_agreed"}}),
    "published": everywhere(EVERYBODY),
    "look": Row(own=EVERYBODY, same=_EDITORS),
    "review": Row(own=_AT_TRUST, same=_EDITORS, whose="lead"),
    "put_on_page": Row(own=_AT_TRUST, same=_EDITORS, whose="lead", sends={"json": {"contact": "A team"}}),
    "close": Row(own=_DRAFTERS, same=_EDITORS, whose="drafter", sends={"json": {"reason": "filled"}}),
    "express": Row(own=DOCTOR, sends={"json": {}}),
    "participations": everywhere(EVERYBODY),
    "look_at_participation": Row(own=EVERYBODY, same=_CHAMPION),
    "answer": Row(own=_AT_TRUST, same=_CHAMPION, whose="lead", sends={"json": {"answer": "offered"}}),
    "withdraw": Row(own=DOCTOR),
    "confirm": Row(own=_AT_TRUST, same=_CHAMPION, whose="lead", sends={"json": CONFIRMED}),
    "miss": Row(own=_AT_TRUST, same=_CHAMPION, whose="lead"),
    "packs": everywhere(DOCTOR),
    "look_at_pack": Row(own=DOCTOR),
    "save_search": everywhere(DOCTOR, json=_SEARCH),
    "searches": everywhere(DOCTOR),
    "delete_search": Row(own=DOCTOR),
    "record": everywhere(DOCTOR),
    "activities": everywhere(EVERYBODY),
    "possible_leads": everywhere(DOCTOR, params={"on": "2026-11-20"}),
    "look_at_activity": Row(own=EVERYBODY),
    "record_anew": Row(own=DOCTOR),
    "confirm_activity": Row(own=_AT_TRUST, whose="lead"),
    "decline_activity": Row(own=_AT_TRUST, whose="lead", sends={"json": {"reason": "not_the_lead"}}),
    "ask_for_adaptation": Row(own=DOCTOR, sends={"json": _NEEDS}),
    "possible_hosts": Row(own=DOCTOR),
    "adaptations": everywhere(EVERYBODY),
    "look_at_adaptation": Row(own=EVERYBODY),
    "arrange_adaptation": Row(own=_AT_TRUST, whose="lead"),
    "refuse_adaptation": Row(own=_AT_TRUST, whose="lead", sends={"json": {"reason": "not_in_time", "words": "Sorry."}}),
    "plan_catalogue": Row(own=_PLANNERS, same=_PLANNERS, other=_DEANERY, sends={"json": _CATALOGUE}),
    "catalogues": everywhere(_PLANNERS),
    "plan_anew": Row(own=_PLANNERS, same=_PLANNERS, other=_DEANERY, sends={"json": _CATALOGUE}),
    "release": Row(own=_PLANNERS, same=_PLANNERS, other=_DEANERY),
    **leading.ROWS,
    "programmes": _ANYBODY,
    "catalogue_of": _ANYBODY,
    "area": _ANYBODY,
}


async def world(drive) -> World:
    trust = Trust(await drive("opportunities"))
    starting = in_post(trust.doctor, start=date(2026, 11, 20), end=date(2027, 4, 6), programme="NTH001")
    await trust.opportunities.hears(in_post(trust.doctor), starting, in_post(trust.co_producer), appointed(trust.lead))
    opportunity_id, draft_id = await trust.publishes(), await trust.drafts()
    await trust.opportunities.run_job("send packs")
    participation_id = await trust.is_asked(opportunity_id)
    shift = {"json": _SHIFT | {"lead_id": str(trust.lead.person_id)}}
    adaptation = await trust.put(trust.doctor, f"/participations/{participation_id}/adaptation", _NEEDS)
    released, catalogue_id = [await _made(trust, "/catalogues", _CATALOGUE, by=_ANALYST) for _ in range(2)]
    await trust.post(_ANALYST, f"/catalogues/{released}/release")
    people = {
        "doctor": trust.doctor.person_id,
        "co_producer": trust.co_producer.person_id,
        "lead": trust.lead.person_id,
        "drafter": trust.champion.person_id,
    }
    ids = {
        "name": "opportunities.reading_days_after_placement",
        "opportunity_id": opportunity_id,
        "draft_id": draft_id,
        "suggestion_id": await _made(trust, "/suggestions", _SUGGESTION),
        "participation_id": participation_id,
        "pack_id": (await trust.ids(trust.doctor, "/packs"))[0],
        "search_id": await _made(trust, "/searches", _SEARCH),
        "activity_id": await _made(trust, "/activities", shift["json"]),
        "adaptation_id": adaptation.json()["id"],
        "catalogue_id": catalogue_id,
        "trust": "R0B",
    }
    plan = {"json": trust.plan()}
    sends = {
        "draft": plan,
        "redraft": plan,
        "record": shift,
        "record_anew": shift,
        "catalogue_of": {"params": {"programme": "NTH001"}},
    }
    appealed = await leading.an_appeal(trust)
    for add in (leading.a_course, leading.a_fellowship, leading.a_forum):
        ids |= await add(trust, sends)
    instead = {"answer_release_appeal": {"booking_id": appealed}}
    return World(trust.opportunities, people, ids, instead, sends)


_ANALYST = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))


async def _made(trust: Trust, path: str, body, by=None) -> str:
    answer = await trust.post(by or trust.doctor, path, body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
