"""A trust's forums, each held by its row; its meetings and actions have rows of their own."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Table, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from chassis.work import UnitOfWork
from contracts.vocabulary import ForumKind, Role
from services.opportunities.domain.forums import Action, Forum, Meeting, Members, Result, there_already
from services.opportunities.store.forums.tables import actions, forums, meetings

_OF_MEETING = tuple(field.name for field in fields(Meeting))
_OF_ACTION = tuple(field.name for field in fields(Action))


async def find_forum(work: UnitOfWork, trust: str, kind: ForumKind) -> Forum | None:
    """The trust's forum of a kind, where it has one."""
    row = await work.first(select(forums).where(forums.c.trust == trust, forums.c.kind == kind))
    return _forum(row) if row else None


async def forum(work: UnitOfWork, forum_id: UUID) -> Forum:
    """Load it and hold it, with its meetings and actions, until we commit. Raises NotFound."""
    return _forum(await work.one(select(forums).where(forums.c.forum_id == forum_id).with_for_update()))


async def look_at_forum(work: UnitOfWork, forum_id: UUID) -> Forum:
    """Load it without holding it, to show. Raises NotFound."""
    return _forum(await work.one(select(forums).where(forums.c.forum_id == forum_id)))


async def forum_and_meeting(work: UnitOfWork, meeting_id: UUID) -> tuple[Forum, Meeting]:
    """Load a meeting, and hold its forum. Raises NotFound."""
    its = select(meetings.c.forum_id).where(meetings.c.meeting_id == meeting_id).scalar_subquery()
    held = _forum(await work.one(select(forums).where(forums.c.forum_id == its).with_for_update()))
    row = await work.one(select(meetings).where(meetings.c.meeting_id == meeting_id))
    return held, _meeting(row)


async def forum_and_action(work: UnitOfWork, action_id: UUID) -> tuple[Forum, Action]:
    """Load an action, and hold its forum. Raises NotFound."""
    its = select(actions.c.forum_id).where(actions.c.action_id == action_id).scalar_subquery()
    held = _forum(await work.one(select(forums).where(forums.c.forum_id == its).with_for_update()))
    row = await work.one(select(actions).where(actions.c.action_id == action_id))
    return held, _action(row)


async def add_forum(work: UnitOfWork, forum: Forum) -> None:
    """Add a trust's only one of a kind. Raises AlreadyFounded or AlreadyRequested where another was added just then."""
    added = upsert(forums).values(asdict(forum)).on_conflict_do_nothing(index_elements=["trust", "kind"])
    if await work.first(added.returning(forums.c.forum_id)) is None:
        first = select(forums).where(forums.c.trust == forum.trust, forums.c.kind == forum.kind)
        raise there_already(_forum(await work.one(first)))


async def keep_forum(work: UnitOfWork, result: Result) -> None:
    """Keep a held forum as its next version, and the meeting or action that changed."""
    following = replace(result.forum, version=result.forum.version + 1)
    await work.run(update(forums).where(forums.c.forum_id == following.forum_id).values(asdict(following)))
    if result.meeting is not None:
        attendance = [[role.value, count] for role, count in result.meeting.attendance]
        row = asdict(result.meeting) | {"attendance": attendance, "forum_id": following.forum_id}
        await _keep(work, meetings, row)
    if result.action is not None:
        await _keep(work, actions, asdict(result.action) | {"forum_id": following.forum_id})


async def forums_at(work: UnitOfWork, trusts: Collection[str]) -> list[Forum]:
    found = select(forums).where(forums.c.trust.in_(sorted(trusts))).order_by(forums.c.trust, forums.c.kind)
    return [_forum(row) for row in await work.all(found)]


async def meetings_of(work: UnitOfWork, forum_id: UUID, *, limit: int) -> list[Meeting]:
    """The latest first."""
    of = meetings.c
    asked = select(meetings).where(of.forum_id == forum_id).order_by(of.starts_at.desc(), of.meeting_id)
    return [_meeting(row) for row in await work.all(asked.limit(limit))]


async def actions_of(work: UnitOfWork, forum_id: UUID, *, limit: int) -> list[Action]:
    """The open ones first, then the latest."""
    of = actions.c
    asked = select(actions).where(of.forum_id == forum_id)
    in_order = asked.order_by(of.closed_at.is_not(None), of.agreed_at.desc(), of.action_id)
    return [_action(row) for row in await work.all(in_order.limit(limit))]


async def forums_overdue(work: UnitOfWork, *, limit: int) -> list[Forum]:
    """Load and hold those that nobody founded in time and of which that was not said yet."""
    of = forums.c
    late = select(forums).where(of.found_by < work.today, of.founded_at.is_(None), of.overdue_at.is_(None))
    rows = await work.all(late.order_by(of.found_by, of.forum_id).limit(limit).with_for_update())
    return [_forum(row) for row in rows]


async def _keep(work: UnitOfWork, table: Table, row: Mapping[str, Any]) -> None:
    stated = upsert(table).values(row)
    news = {c.name: stated.excluded[c.name] for c in table.columns if not c.primary_key}
    await work.run(stated.on_conflict_do_update(index_elements=list(table.primary_key), set_=news))


def _forum(row: RowMapping) -> Forum:
    members = Members(**row["members"]) if row["members"] else None
    return Forum(**{**row, "members": members})


def _meeting(row: RowMapping) -> Meeting:
    attendance = tuple((Role(role), count) for role, count in row["attendance"])
    return Meeting(**{name: row[name] for name in _OF_MEETING} | {"attendance": attendance})


def _action(row: RowMapping) -> Action:
    return Action(**{name: row[name] for name in _OF_ACTION})
