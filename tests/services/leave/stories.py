"""Ordinary facts that leave hears of, and people who act."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

from contracts import Actor, Grant
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    Change,
    Placement,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    WteChange,
)
from contracts.vocabulary import AppointmentScope, PlacementType, Role

WHEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
YESTERDAY = date(2026, 11, 21)


def a_placement(doctor_id: UUID, **facts: Any) -> Placement:
    ordinary = {
        "placement_id": uuid4(),
        "doctor_id": doctor_id,
        "post": "NTH/R0B01/030/F2/006",
        "host": "R0B",
        "site": "R0B01",
        "programme": "NTH001",
        "grade": "Foundation Year 2",
        "type": PlacementType.IN_POST,
        "wte": Decimal(1),
        "start": date(2026, 8, 5),
        "end": date(2027, 8, 3),
    }
    return Placement(**(ordinary | facts))


def announced(placement: Placement) -> PlacementAnnounced:
    return PlacementAnnounced(placement=placement, announced_at=WHEN, notice_days=0)


def changed(
    placement: Placement, *changes: Change, import_id: UUID | None = None, at: datetime = WHEN
) -> PlacementChanged:
    return PlacementChanged(placement=placement, changes=changes, changed_at=at, notice_days=0, import_id=import_id)


def at_another_wte(placement: Placement, wte: str, *, at: datetime) -> PlacementChanged:
    """The same placement with another WTE, which the registry heard of at this moment."""
    new = placement.model_copy(update={"wte": Decimal(wte)})
    return changed(new, WteChange(field="wte", old=placement.wte, new=new.wte), at=at)


def cancelled(placement: Placement) -> PlacementCancelled:
    return PlacementCancelled(placement=placement, cancelled_at=WHEN, notice_days=0)


def made(actor: Actor, **facts: Any) -> list[AppointmentMade]:
    """The appointments that give this person the roles they hold."""
    return [
        AppointmentMade(
            **{
                **_appointment(actor, grant),
                "starts_on": date(2026, 1, 1),
            }
            | facts
        )
        for grant in actor.grants
    ]


def ended(actor: Actor) -> list[AppointmentEnded]:
    """This person left every one of their desks yesterday."""
    return [AppointmentEnded(**_appointment(actor, grant), ended_on=YESTERDAY) for grant in actor.grants]


def _appointment(actor: Actor, grant: Grant) -> dict[str, Any]:
    return {
        "appointment_id": uuid5(actor.person_id, f"{grant.role} {grant.scope}"),
        "person_id": actor.person_id,
        "role": grant.role,
        "scope": AppointmentScope.PROGRAMME if grant.role == Role.TPD else AppointmentScope.ORGANISATION,
        "code": grant.scope,
    }


def a_doctor() -> Actor:
    return Actor(person_id=uuid4(), grants=frozenset({Grant(Role.RESIDENT_DOCTOR)}))


def a_coordinator(trust: str = "R0B") -> Actor:
    return Actor(person_id=uuid4(), grants=frozenset({Grant(Role.ROTA_COORDINATOR, trust)}))


def a_tpd(programme: str = "NTH001") -> Actor:
    return Actor(person_id=uuid4(), grants=frozenset({Grant(Role.TPD, programme)}))


def a_director(trust: str = "R0B") -> Actor:
    return Actor(person_id=uuid4(), grants=frozenset({Grant(Role.DME, trust)}))
