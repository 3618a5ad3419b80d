"""Reports of lost time, who may read each, and who did."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, insert, select, update

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import Role
from services.leave.domain import Desk
from services.leave.domain.time import READERS, Consent, Lost, Report, Status
from services.leave.store.tables import placements
from services.leave.store.time.tables import consents, lost_time, readings

_LOST = tuple(field.name for field in fields(Lost))
_OTHERS = tuple(field.name for field in fields(Report) if field.name != "lost")
_WHOLE = select(*(lost_time.c[name] for name in (*_OTHERS, *_LOST)))
_WAITING = (Status.REPORTED, Status.ACKNOWLEDGED, Status.DISAGREED)


async def add_report(work: UnitOfWork, report: Report) -> None:
    await work.run(insert(lost_time).values(_row(report)))


async def lost_time_report(work: UnitOfWork, report_id: UUID) -> Report:
    """Load it and hold it. Raises NotFound."""
    return _report(await work.one(_WHOLE.where(lost_time.c.report_id == report_id).with_for_update()))


async def look_at_report(work: UnitOfWork, report_id: UUID) -> Report:
    """Load it without holding it, to show. Raises NotFound."""
    return _report(await work.one(_WHOLE.where(lost_time.c.report_id == report_id)))


async def keep_report(work: UnitOfWork, report: Report) -> Report:
    """Keep a held report as its next version."""
    following = replace(report, version=report.version + 1)
    await work.run(update(lost_time).where(lost_time.c.report_id == report.report_id).values(_row(following)))
    return following


async def hand_over_reports(work: UnitOfWork, of: Collection[UUID]) -> list[tuple[Desk, Desk]]:
    """Reports from these placements that the host was to read until it was known who employs: they are the employer's.

    Each by the desk that was to hear of it, wherever the placement is by now, and the one that is. What somebody has
    acknowledged stays with them.
    """
    if not of:
        return []
    theirs = lost_time.join(placements, placements.c.placement_id == lost_time.c.placement_id)
    unread = (
        select(lost_time.c.report_id, lost_time.c.trust, placements.c.employer)
        .select_from(theirs)
        .where(lost_time.c.placement_id.in_(sorted(of)), lost_time.c.status == Status.REPORTED)
        .where(placements.c.employer != lost_time.c.trust)
        .order_by(lost_time.c.report_id)
        .with_for_update(of=lost_time)
        .cte("unread")
    )
    moved = update(lost_time).where(lost_time.c.report_id == unread.c.report_id)
    moved = moved.values(trust=unread.c.employer, version=lost_time.c.version + 1)
    rows = await work.all(moved.returning(unread.c.trust.label("former"), unread.c.employer))
    return [(Desk(Role.DME, row["former"]), Desk(Role.DME, row["employer"])) for row in rows]


async def my_reports(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> list[Report]:
    """A doctor's own, newest first, from behind the one named."""
    return await _page(work, lost_time.c.doctor_id == doctor_id, after=after, limit=limit)


async def reports_at(work: UnitOfWork, *, actor: Actor, waiting: bool, after: UUID | None, limit: int) -> list[Report]:
    """Those that an office of theirs lets them read, newest first; those that wait for somebody, or all."""
    trusts = [grant.scope for grant in actor.grants if grant.role in READERS and grant.scope]
    theirs = and_(lost_time.c.trust.in_(trusts), lost_time.c.doctor_id != actor.person_id)
    if waiting:
        theirs = and_(theirs, lost_time.c.status.in_(_WAITING))
    return await _page(work, theirs, after=after, limit=limit)


async def reports_shared_with(work: UnitOfWork, *, person_id: UUID, after: UUID | None, limit: int) -> list[Report]:
    """Those whose doctors let this person read them, newest first (R44)."""
    let = select(consents.c.report_id).where(consents.c.recipient_id == person_id, consents.c.revoked_at.is_(None))
    return await _page(work, lost_time.c.report_id.in_(let), after=after, limit=limit)


async def consents_to(work: UnitOfWork, report_id: UUID) -> list[Consent]:
    """Every consent that was given for a report, revoked ones too, oldest first."""
    asked = select(*(consents.c[field.name] for field in fields(Consent))).where(consents.c.report_id == report_id)
    return [Consent(**row) for row in await work.all(asked.order_by(consents.c.given_at, consents.c.consent_id))]


async def add_consent(work: UnitOfWork, report_id: UUID, consent: Consent) -> None:
    await work.run(insert(consents).values(report_id=report_id, **asdict(consent)))


async def revoke_consent(work: UnitOfWork, report_id: UUID, consent_id: UUID) -> None:
    """From now on; when it was given stays known. Once revoked, again changes nothing."""
    ours = and_(consents.c.report_id == report_id, consents.c.consent_id == consent_id)
    await work.run(update(consents).where(ours, consents.c.revoked_at.is_(None)).values(revoked_at=work.now))


async def note_readings(work: UnitOfWork, reports: Iterable[Report], *, in_list: bool) -> None:
    """Who acts has read these; one's own are nobody else's business (R47)."""
    reader = work.actor.person_id
    rows = [
        {"report_id": each.report_id, "reader_id": reader, "in_list": in_list, "at": work.now}
        for each in reports
        if each.doctor_id != reader
    ]
    if rows:
        await work.run(insert(readings), rows)


async def readings_of(work: UnitOfWork, report_id: UUID) -> Sequence[RowMapping]:
    """Who read a report and when, newest first."""
    asked = select(readings.c.reader_id, readings.c.in_list, readings.c.at).where(readings.c.report_id == report_id)
    return await work.all(asked.order_by(readings.c.id.desc()))


async def _page(work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int) -> list[Report]:
    of = lost_time.c
    page = page_of(_WHOLE.where(which), of.reported_at, of.report_id, after=after, limit=limit)
    return [_report(row) for row in await work.all(page)]


def _report(row: RowMapping) -> Report:
    lost = Lost(**{name: row[name] for name in _LOST})
    return Report(lost=lost, **{name: row[name] for name in _OTHERS})


def _row(report: Report) -> dict[str, Any]:
    return {**{name: getattr(report, name) for name in _OTHERS}, **asdict(report.lost)}
