"""Roles that a trust must have filled, pure: who is told of a vacancy and when (R74), and when one comes near (R75)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from contracts import Event
from contracts.registry import AppointmentSuccessionDue, VacancyReported
from contracts.vocabulary import Role, VacancyStage
from services.registry.domain.appointments import Appointment

AT_HOSTS = (Role.CHAMPION, Role.SLRDE, Role.RDPL, Role.DME)
"""What a trust must have filled where residents work (R74; of the last, and of guardians, section 3)."""

AT_EMPLOYERS = (Role.DME, Role.GUARDIAN)
"""What it must where it employs residents, wherever they work: these two read what they report (R42)."""

Spell = tuple[date, date]
"""First and last day of a placement."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role at a trust without a holder, from its first such day until somebody holds it."""

    vacancy_id: UUID
    trust: str
    role: Role
    since: date
    trust_told: bool = False
    region_told: bool = False
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many days without a holder the trust is told, and the region."""

    trust_days: int
    region_days: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The vacancy as it is from now on, and what is said of it."""

    vacancy: Vacancy
    events: tuple[Event, ...]


def report(vacancy: Vacancy, *, today: date, patience: Patience, deaneries: tuple[str, ...]) -> Decision:
    """Say to whom it has come by today, to each once."""
    days = (today - vacancy.since).days
    trust = not vacancy.trust_told and days >= patience.trust_days
    region = not vacancy.region_told and days >= patience.region_days
    stages = [stage for stage, now in ((VacancyStage.TRUST, trust), (VacancyStage.REGION, region)) if now]
    told = replace(vacancy, trust_told=vacancy.trust_told or trust, region_told=vacancy.region_told or region)
    said = tuple(
        VacancyReported(
            vacancy_id=vacancy.vacancy_id,
            trust=vacancy.trust,
            role=vacancy.role,
            vacant_since=vacancy.since,
            stage=stage,
            deaneries=deaneries,
        )
        for stage in stages
    )
    return Decision(told, said)


def leaves_on(spells: Iterable[Spell], *, today: date) -> date | None:
    """The last day of a stay: of the placement that covers today, or of those that follow it without a gap."""
    last: date | None = None
    for start, end in sorted(spells):
        follows = start - timedelta(days=1) <= last if last else start <= today  # no day comes after an endless one
        if follows and end >= today:
            last = max(end, last or end)
    return last


def succession(
    appointment: Appointment, spells: Iterable[Spell], *, today: date, ahead: int
) -> AppointmentSuccessionDue | None:
    """What is due where a rotation, and not the end of their term, takes a peer lead away within so many days."""
    last = leaves_on(spells, today=today)
    if last is None or (last - today).days > ahead:
        return None
    if appointment.ends_on is not None and appointment.ends_on <= last:
        return None
    return AppointmentSuccessionDue(
        appointment_id=appointment.id,
        person_id=appointment.person_id,
        role=appointment.role,
        scope=appointment.scope,
        code=appointment.code,
        leaves_on=last,
    )
