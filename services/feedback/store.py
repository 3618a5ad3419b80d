"""What feedback keeps: what was written, and its own copy of who supervises whom."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    RowMapping,
    Table,
    Text,
    Uuid,
    insert,
    or_,
    select,
    update,
)

from chassis.copies import keep_rows
from chassis.paging import page_of
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.feedback.domain import Placement, Words, Written

metadata = MetaData()

placements = Table(
    "placement",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("host", Text, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("clinical_supervisor_id", Uuid),
    Column("educational_supervisor_id", Uuid),
    Column("cancelled", Boolean, nullable=False),
)

written_feedback = Table(
    "written_feedback",
    metadata,
    Column("feedback_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("giver_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("activity_date", Date, nullable=False),
    Column("activity", Text, nullable=False),
    Column("did_well", Text, nullable=False),
    Column("do_more", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("given_at", DateTime(timezone=True), nullable=False),
    Column("editable_until", Date, nullable=False),
    Column("edited_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Index("written_feedback_received", "doctor_id", "given_at", "feedback_id"),
    Index("written_feedback_given", "giver_id", "given_at", "feedback_id"),
)

_WORDS = tuple(field.name for field in fields(Words))


async def keep_placements(
    work: UnitOfWork, events: Sequence[PlacementAnnounced | PlacementChanged | PlacementCancelled]
) -> None:
    """Keep what each placement is by the last of its events, in one statement; the door keeps their order."""
    rows = {
        event.placement.placement_id: {
            "placement_id": event.placement.placement_id,
            "doctor_id": event.placement.doctor_id,
            "host": event.placement.host,
            "start": event.placement.start,
            "end": event.placement.end,
            "clinical_supervisor_id": event.placement.clinical_supervisor_id,
            "educational_supervisor_id": event.placement.educational_supervisor_id,
            "cancelled": isinstance(event, PlacementCancelled),
        }
        for event in events
    }
    await keep_rows(work, placements, rows.values())


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    rows = await work.all(select(placements).where(placements.c.doctor_id == doctor_id))
    return [Placement(**row) for row in rows]


async def editable_days(work: UnitOfWork) -> int:
    """For how many days a giver may mend what they wrote (R51)."""
    return int(await rule(work, "feedback.editable_days", on=work.today))


async def add(work: UnitOfWork, written: Written) -> None:
    await work.run(insert(written_feedback).values(_row(written)))


async def written(work: UnitOfWork, feedback_id: UUID) -> Written:
    """Load it and hold it: no one else mends it until we commit. Raises NotFound."""
    which = written_feedback.c.feedback_id == feedback_id
    return _written(await work.one(select(written_feedback).where(which).with_for_update()))


async def look_at(work: UnitOfWork, feedback_id: UUID) -> Written:
    """Load it without holding it, to show. Raises NotFound."""
    return _written(await work.one(select(written_feedback).where(written_feedback.c.feedback_id == feedback_id)))


async def keep(work: UnitOfWork, written: Written) -> Written:
    """Keep held feedback as its next version."""
    following = replace(written, version=written.version + 1)
    which = written_feedback.c.feedback_id == written.feedback_id
    await work.run(update(written_feedback).where(which).values(_row(following)))
    return following


async def given_and_received(work: UnitOfWork, *, person_id: UUID, after: UUID | None, limit: int) -> list[Written]:
    """What this person gave or received, newest first, from behind the one named."""
    of = written_feedback.c
    theirs = select(written_feedback).where(or_(of.doctor_id == person_id, of.giver_id == person_id))
    page = page_of(theirs, of.given_at, of.feedback_id, after=after, limit=limit)
    return [_written(row) for row in await work.all(page)]


def _row(written: Written) -> dict[str, Any]:
    row = {field.name: getattr(written, field.name) for field in fields(written) if field.name != "words"}
    return row | asdict(written.words)


def _written(row: RowMapping) -> Written:
    facts = {name: value for name, value in row.items() if name not in _WORDS}
    return Written(words=Words(**{name: row[name] for name in _WORDS}), **facts)
