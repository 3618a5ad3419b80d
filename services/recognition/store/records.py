"""What a certificate may rest on: participations as they were confirmed, and what the trusts are called."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import RowMapping, exists, select

from chassis.copies import keep_rows
from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts.opportunities import ParticipationConfirmed
from contracts.vocabulary import ParticipationRole
from services.recognition.domain import Activity, Record
from services.recognition.store.tables import certificates, organisations, records


async def keep_records(work: UnitOfWork, events: Sequence[ParticipationConfirmed]) -> None:
    """Keep what was last confirmed of each participation."""
    columns = [column.name for column in records.columns]
    newest = {event.participation_id: {name: getattr(event, name) for name in columns} for event in events}
    await keep_rows(work, records, newest.values())


async def keep_names(work: UnitOfWork, names: Mapping[str, str]) -> None:
    """Keep what organisations are called, by their codes."""
    await keep_rows(work, organisations, [{"code": code, "name": name} for code, name in names.items()])


async def name_of(work: UnitOfWork, code: str) -> str | None:
    row = await work.first(select(organisations.c.name).where(organisations.c.code == code))
    return None if row is None else str(row["name"])


async def record(work: UnitOfWork, participation_id: UUID) -> Record:
    """Load it and hold it: no one else issues from it until we commit. Raises NotFound."""
    which = records.c.participation_id == participation_id
    return _record(await work.one(select(records).where(which).with_for_update()))


async def records_without_certificate(
    work: UnitOfWork, *, trusts: Collection[str], after: UUID | None, limit: int
) -> list[Record]:
    """Of these trusts, those confirmed first come first, from behind the one named; a revoked certificate is none."""
    of = records.c
    standing = exists().where(
        certificates.c.participation_id == of.participation_id, certificates.c.revoked_at.is_(None)
    )
    theirs = select(records).where(of.trust.in_(sorted(trusts)), ~standing)
    page = page_of(theirs, of.confirmed_at, of.participation_id, after=after, limit=limit, oldest_first=True)
    return [_record(row) for row in await work.all(page)]


def _record(row: RowMapping) -> Record:
    return Record(
        participation_id=row["participation_id"],
        doctor_id=row["doctor_id"],
        trust=row["trust"],
        activity=activity_in(row),
        confirmed_at=row["confirmed_at"],
    )


def activity_in(row: RowMapping) -> Activity:
    return Activity(
        kind=row["kind"],
        title=row["title"],
        role=ParticipationRole(row["role"]),
        first_day=row["first_day"],
        last_day=row["last_day"],
        minutes=row["minutes"],
    )
