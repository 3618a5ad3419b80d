"""Who may and did read a report of lost time, as its doctor sees and changes it (R44, R47)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.portal.pages import facts, shapes
from services.portal.pages.lost_time import API, Choices
from services.portal.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody whom its doctor lets read it, or did; ``consent_id`` while they may."""

    text: str
    consent_id: UUID | None


@dataclass(frozen=True, slots=True)
class Shared:
    may_be_told: Choices = ()
    """Whom its doctor can let read it besides: their supervisors, by id and name."""
    readers: tuple[Reader, ...] = ()
    readings: tuple[str, ...] = ()


NOBODY = Shared()
"""As others see it: with whom its doctor shares it is not theirs to know."""


async def shared_by_its_doctor(visit: Visit, report_id: UUID) -> Shared:
    given = (await visit.ask.get(shapes.Consents, f"{API}/{report_id}/consents")).items
    read = (await visit.ask.get(shapes.Readings, f"{API}/{report_id}/readings")).items
    called = await facts.names(visit, {*(one.recipient_id for one in given), *(one.reader_id for one in read)})
    supervisors = await _supervisors(visit)
    named = {**supervisors, **called}
    may = {one.recipient_id for one in given if one.revoked_at is None}
    readers = tuple(Reader(_sharing(one, named), None if one.revoked_at else one.consent_id) for one in given)
    others = tuple((str(person), name) for person, name in supervisors.items() if person not in may)
    return Shared(others, readers, tuple(f"{_called(one.reader_id, named)}, {facts.moment(one.at)}" for one in read))


async def _supervisors(visit: Visit) -> dict[UUID, str]:
    """Of all placements of who visits, by name."""
    mine = await visit.ask.get(shapes.Placements, "/api/registry/people/me/placements")
    pairs = [
        pair
        for one in mine.items
        for pair in (
            (one.clinical_supervisor_id, one.clinical_supervisor),
            (one.educational_supervisor_id, one.educational_supervisor),
        )
    ]
    return {person: name for person, name in pairs if person and name}


def _sharing(one: shapes.Consent, named: Mapping[UUID, str]) -> str:
    since = f"{_called(one.recipient_id, named)}, since {facts.moment(one.given_at)}"
    return f"{since}, until {facts.moment(one.revoked_at)}" if one.revoked_at else since


def _called(person: UUID, named: Mapping[UUID, str]) -> str:
    return named.get(person, "Somebody whose name is not known here")
