"""How a forum comes to be: residents ask for it, a clock runs, and the trust founds it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import ForumKind
from services.opportunities.domain.forums.forum import Forum, Result, convenes, which
from services.opportunities.domain.forums.obstacles import AlreadyFounded, AlreadyRequested
from services.opportunities.domain.obstacles import NotYourTrust


def request(
    before: Forum | None,
    *,
    forum_id: UUID,
    trust: str,
    by: Actor,
    works_at: Collection[str],
    found_by: date,
    at: datetime,
) -> Result:
    """A resident asks for a forum where they work today, once for all of them (O-E3).

    Raises NotYourTrust, AlreadyFounded, AlreadyRequested.
    """
    if trust not in works_at:
        raise NotYourTrust(f"you do not work at {trust} today")
    if before is not None:
        raise there_already(before)
    forum = Forum(forum_id, trust, requested_by=by.person_id, requested_at=at, found_by=found_by)
    said = facts.ForumRequested(**which(forum), requested_by=by.person_id, requested_at=at, found_by=found_by)
    return Result(forum, (said,))


def found_unasked(
    before: Forum | None, *, forum_id: UUID, trust: str, kind: ForumKind, by: Actor, at: datetime
) -> Result:
    """Found a forum that nobody has asked for; the residents' forum is there by contract (R72).

    Raises NotYourTrust, AlreadyFounded, AlreadyRequested.
    """
    if not convenes(by, trust=trust, kind=kind):
        raise NotYourTrust(f"you do not convene this forum of {trust}")
    if before is not None:
        raise there_already(before)
    return _found(Forum(forum_id, trust, kind=kind), by, at)


def found(forum: Forum, *, by: Actor, at: datetime, match: int | None = None) -> Result:
    """Found the forum that residents asked for, in time or late. Raises NotFound, LostUpdate, AlreadyFounded."""
    forum.convened_by(by, match=match)
    if forum.founded_at is not None:
        raise there_already(forum)
    return _found(forum, by, at)


def note_overdue(forum: Forum, *, at: datetime, today: date) -> Result | None:
    """Say once that nobody has founded it in time; None where that is not so, or was said."""
    if forum.requested_by is None or forum.requested_at is None or forum.found_by is None:
        return None
    if forum.founded_at is not None or forum.overdue_at is not None or today <= forum.found_by:
        return None
    said = facts.ForumOverdue(
        **which(forum),
        requested_by=forum.requested_by,
        requested_at=forum.requested_at,
        found_by=forum.found_by,
        overdue_at=at,
    )
    return Result(replace(forum, overdue_at=at), (said,))


def _found(forum: Forum, by: Actor, at: datetime) -> Result:
    founded = replace(forum, founded_by=by.person_id, founded_at=at)
    said = facts.ForumFounded(
        **which(founded),
        requested_by=founded.requested_by,
        found_by=founded.found_by,
        founded_by=by.person_id,
        founded_at=at,
    )
    return Result(founded, (said,))


def there_already(forum: Forum) -> AlreadyFounded | AlreadyRequested:
    """What stands in the way of another one."""
    if forum.founded_at is not None:
        return AlreadyFounded(forum_id=str(forum.forum_id))
    return AlreadyRequested(
        f"It is to be founded by {forum.found_by}.", forum_id=str(forum.forum_id), found_by=str(forum.found_by)
    )
