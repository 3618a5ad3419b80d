"""How a forum comes to be: residents ask for it, a clock runs, and the trust founds it; or two set it up jointly."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import ForumKind
from services.opportunities.domain.forums.forum import JOINTLY, Forum, Result, convenes, which
from services.opportunities.domain.forums.obstacles import (
    AlreadyFounded,
    AlreadyProposed,
    AlreadyRequested,
    OthersToAgree,
)
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
    """Found a forum that nobody has asked for; the residents' forum is proposed, and the other founds it (R72).

    Raises NotYourTrust, AlreadyFounded, AlreadyProposed, AlreadyRequested.
    """
    if not convenes(by, trust=trust, kind=kind):
        raise NotYourTrust(f"you do not convene this forum of {trust}")
    if before is not None:
        raise there_already(before)
    forum = Forum(forum_id, trust, kind=kind)
    return _propose(forum, by, at) if kind is ForumKind.RESIDENTS else _found(forum, by, at)


def found(forum: Forum, *, by: Actor, at: datetime, match: int | None = None) -> Result:
    """Found the forum that residents asked for, in time or late; or agree to one that the other proposed (R72).

    Raises NotFound, LostUpdate, AlreadyFounded, OthersToAgree.
    """
    forum.convened_by(by, match=match)
    if forum.founded_at is not None:
        raise there_already(forum)
    if forum.agreeing and (by.person_id == forum.proposed_by or not by.holds(forum.agreeing, at=forum.trust)):
        raise OthersToAgree(f"It waits for the {forum.agreeing} of {forum.trust}.", agreeing=forum.agreeing)
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


def _propose(forum: Forum, by: Actor, at: datetime) -> Result:
    role = next(role for role in JOINTLY if by.holds(role, at=forum.trust))
    proposed = replace(forum, proposed_by=by.person_id, proposed_as=role, proposed_at=at)
    said = facts.ForumProposed(**which(proposed), proposed_by=by.person_id, agreeing=JOINTLY[role], proposed_at=at)
    return Result(proposed, (said,))


def _found(forum: Forum, by: Actor, at: datetime) -> Result:
    founded = replace(forum, founded_by=by.person_id, founded_at=at)
    said = facts.ForumFounded(
        **which(founded),
        requested_by=founded.requested_by,
        proposed_by=founded.proposed_by,
        found_by=founded.found_by,
        founded_by=by.person_id,
        founded_at=at,
    )
    return Result(founded, (said,))


def there_already(forum: Forum) -> AlreadyFounded | AlreadyProposed | AlreadyRequested:
    """What stands in the way of another one."""
    if forum.founded_at is not None:
        return AlreadyFounded(forum_id=str(forum.forum_id))
    if forum.agreeing:
        return AlreadyProposed(f"It waits for the {forum.agreeing} to agree.", forum_id=str(forum.forum_id))
    return AlreadyRequested(
        f"It is to be founded by {forum.found_by}.", forum_id=str(forum.forum_id), found_by=str(forum.found_by)
    )
