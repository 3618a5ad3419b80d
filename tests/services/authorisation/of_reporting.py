"""Reporting: a deanery with a trust, the doctor's placement there, and an event that was heard."""

from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, OPERATOR, RULED, Row, World, everywhere
from tests.unit.reporting.makers import a_deanery, a_placement, a_trust, announced

_DEANERY = frozenset({Role.DEANERY_ANALYST, Role.DEAN})
_Y63 = {"params": {"deanery": "Y63"}}

ROWS = {
    "rehearse_rule": RULED,
    "state_rule": RULED,
    "region": Row(own=_DEANERY, same=_DEANERY, sends=_Y63),
    "history": Row(own=_DEANERY, same=_DEANERY, sends=_Y63),
    "parts": Row(own=_DEANERY, same=_DEANERY, sends={"params": {"deanery": "Y63", "code": "R30"}}),
    "criteria": Row(own=_DEANERY, same=_DEANERY, sends=_Y63),
    "my_promises": everywhere(EVERYBODY),
    "dispute_promise": Row(own=DOCTOR),
    "trace": everywhere(OPERATOR),
}


async def world(drive) -> World:
    reporting, placement = await drive("reporting"), a_placement()
    *_, stamp = await reporting.hears(a_deanery("Y63"), a_deanery("Y56"), a_trust("R0B"), announced(placement))
    ids = {
        "event_id": stamp.id,
        "placement_id": placement.placement_id,
        "code": "M-E3",
        "name": "reporting.r30_notice_days",
    }
    return World(reporting, {"doctor": placement.doctor_id}, ids)
