"""Whoever reads a request is told whether it waits for them, and then what they decide is taken; else it is not."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from chassis.errors import NotFound
from contracts import Actor
from contracts.vocabulary import AppealOutcome, Role
from services.leave.domain import (
    Decision,
    Desk,
    LeaveRequest,
    Status,
    acknowledge,
    answer,
    appeal,
    approve,
    climb,
    refuse,
    waits_for,
    withdraw,
)
from services.leave.domain.obstacles import AlreadyDecided
from tests.unit.leave.facts import COORDINATOR, DESKS, DIRECTOR, DOCTOR, REFUSAL, TERMS, TPD, asked, somebody_at

DEAN = Desk(Role.DEAN, "NTH")
RELEASER, THE_DIRECTOR = somebody_at(COORDINATOR, person=40), somebody_at(DIRECTOR, person=60)
THE_DOCTOR = Actor(person_id=DOCTOR)
READERS = {
    "doctor": THE_DOCTOR,
    "doctor who is the director": somebody_at(DIRECTOR, person=DOCTOR.int),
    "coordinator": RELEASER,
    "coordinator elsewhere": somebody_at(Desk(Role.ROTA_COORDINATOR, "RTD"), person=41),
    "programme director": somebody_at(TPD, person=50),
    "director": THE_DIRECTOR,
    "director who refused": somebody_at(DIRECTOR, person=40),
    "dean": somebody_at(DEAN, person=70),
}

WAITING = asked().request
HANDED_ON = approve(WAITING, by=RELEASER, note=None, staffed=DESKS, terms=TERMS).request
APPROVED = approve(HANDED_ON, by=READERS["programme director"], note=None, staffed=DESKS, terms=TERMS).request
REFUSED = refuse(WAITING, by=RELEASER, refusal=REFUSAL, terms=TERMS).request


def _appealed(request: LeaveRequest, directors: Collection[UUID] = ()) -> LeaveRequest:
    holders, words = {DIRECTOR: directors}, "Nobody looked at the rota before saying no."
    return appeal(request, by=THE_DOCTOR, words=words, holders=holders, deanery="NTH", terms=TERMS).request


def _answered(request: LeaveRequest, outcome: AppealOutcome) -> LeaveRequest:
    return answer(request, by=THE_DIRECTOR, outcome=outcome, explanation="I asked both.", terms=TERMS).request


APPEALED = _appealed(REFUSED)
UPHELD = _answered(APPEALED, AppealOutcome.UPHELD)
LATER = replace(TERMS, at=TERMS.at + timedelta(days=3))
REFUSED_AGAIN = refuse(UPHELD, by=RELEASER, refusal=REFUSAL, terms=LATER).request
REQUESTS = {
    "waiting": (WAITING, {"coordinator"}),
    "without response": (
        climb(WAITING, holders={}, at=TERMS.no_response_at).request,
        {"coordinator", "director", "director who refused"},
    ),
    "handed on": (HANDED_ON, {"programme director"}),
    "approved": (APPROVED, set()),
    "to be taken back": (withdraw(APPROVED, by=THE_DOCTOR, staffed=DESKS, terms=TERMS).request, {"coordinator"}),
    "refused": (REFUSED, set()),
    "appealed": (APPEALED, {"director"}),
    "acknowledged": (acknowledge(APPEALED, by=THE_DIRECTOR, terms=TERMS).request, {"director"}),
    "answered": (_answered(APPEALED, AppealOutcome.DISMISSED), set()),
    "upheld": (UPHELD, {"coordinator"}),
    "appealed again, to the dean": (_appealed(REFUSED_AGAIN, {UUID(int=40)}), {"dean"}),
}


def _decided(request: LeaveRequest, by: Actor) -> Decision:
    if request.open_appeal:
        return answer(request, by=by, outcome=AppealOutcome.DISMISSED, explanation="I asked both.", terms=TERMS)
    if request.status is Status.WITHDRAWAL_ASKED:
        return withdraw(request, by=by, staffed=DESKS, terms=TERMS)
    return approve(request, by=by, note=None, staffed=DESKS, terms=TERMS)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("which", REQUESTS)
def test_what_is_said_to_wait_for_somebody_is_theirs_to_decide_and_nothing_else_is(which: str, who: str) -> None:
    (request, whose), reader = REQUESTS[which], READERS[who]

    taken = False
    if reader is not THE_DOCTOR:  # who takes their own back, which is no decision about it
        with suppress(NotFound, AlreadyDecided):
            taken = bool(_decided(request, reader).events)

    assert waits_for(request, reader) == taken == (who in whose)
