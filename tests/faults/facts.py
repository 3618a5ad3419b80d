"""Ordinary facts of one doctor, for scenarios that write them by hand; dates are relative to today."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from contracts.registry import (
    AppointmentMade,
    DateChange,
    OrganisationRegistered,
    PersonRegistered,
    Placement,
    PlacementAnnounced,
    PlacementChanged,
)
from contracts.vocabulary import AppointmentScope, OrganisationKind, PlacementType, Role

NOTICE = 120
"""Days from today to the first start of a placement."""


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Doctor:
    """A doctor with one placement, which can be announced once and put off by weeks again and again."""

    trust: str = "R0B"
    id: UUID = field(default_factory=uuid4)
    placement_id: UUID = field(default_factory=uuid4)

    @property
    def key(self) -> str:
        return str(self.id)

    def starts_on(self, weeks: int = 0) -> date:
        return now().date() + timedelta(days=NOTICE + 7 * weeks)

    def placement(self, weeks: int = 0) -> Placement:
        return Placement(
            placement_id=self.placement_id,
            doctor_id=self.id,
            post=f"NTH/{self.trust}01/030/F2/006",
            host=self.trust,
            site=f"{self.trust}01",
            grade="Foundation Year 2",
            type=PlacementType.IN_POST,
            wte=Decimal("1.0"),
            start=self.starts_on(weeks),
            end=self.starts_on(weeks) + timedelta(days=180),
        )

    def registered(self) -> PersonRegistered:
        names = {"given_names": "Amara", "family_name": "Patel", "email": f"d{self.id.hex[:12]}@doctors.example"}
        return PersonRegistered(person_id=self.id, confirmed=True, **names)

    def announced(self) -> PlacementAnnounced:
        return PlacementAnnounced(placement=self.placement(), announced_at=now(), notice_days=NOTICE)

    def put_off(self, weeks: int) -> PlacementChanged:
        """So many weeks later than it was announced."""
        change = DateChange(field="start", old=self.starts_on(weeks - 1), new=self.starts_on(weeks))
        notice = NOTICE + 7 * weeks
        return PlacementChanged(
            placement=self.placement(weeks), changes=(change,), changed_at=now(), notice_days=notice
        )


def a_trust(code: str) -> OrganisationRegistered:
    return OrganisationRegistered(code=code, kind=OrganisationKind.TRUST, name=f"Trust {code}")


def a_coordinator(code: str) -> tuple[PersonRegistered, AppointmentMade]:
    """Somebody whom every change of a placement at this trust concerns."""
    person = uuid4()
    names = {"given_names": "Robin", "family_name": "Okoro", "email": f"rota{person.hex[:8]}@trusts.example"}
    appointment = AppointmentMade(
        appointment_id=uuid4(),
        person_id=person,
        role=Role.ROTA_COORDINATOR,
        scope=AppointmentScope.ORGANISATION,
        code=code,
        starts_on=now().date() - timedelta(days=400),
    )
    return PersonRegistered(person_id=person, confirmed=True, **names), appointment
