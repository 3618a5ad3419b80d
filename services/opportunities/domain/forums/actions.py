"""You said, we did: what a forum agrees, and what came of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import ActionOutcome
from services.opportunities.domain.forums.forum import Action, Forum, Meeting, Result, convenes, which
from services.opportunities.domain.forums.obstacles import ActionAlreadyClosed, NotYetMet, OwnerNotThere


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a meeting, and who is to see to it."""

    you_said: str
    owner_id: UUID


def agree(
    forum: Forum,
    meeting: Meeting,
    what: Said,
    *,
    action_id: UUID,
    by: Actor,
    owner_is_there: bool,
    due_on: date,
    at: datetime,
    match: int | None = None,
) -> Result:
    """Somebody of the trust is to see to something by a day. Raises NotFound, LostUpdate, NotYetMet, OwnerNotThere."""
    forum.convened_by(by, match=match)
    if meeting.met_on is None:
        raise NotYetMet("Record the meeting first.")
    if not owner_is_there and what.owner_id != by.person_id:
        raise OwnerNotThere(field="owner_id")
    action = Action(
        action_id=action_id,
        meeting_id=meeting.meeting_id,
        owner_id=what.owner_id,
        you_said=what.you_said,
        due_on=due_on,
        agreed_by=by.person_id,
        agreed_at=at,
    )
    said = facts.ForumActionAgreed(
        **which(forum),
        meeting_id=action.meeting_id,
        action_id=action_id,
        owner_id=action.owner_id,
        due_on=due_on,
        agreed_by=by.person_id,
        agreed_at=at,
    )
    return Result(forum, (said,), action=action)


def close(
    forum: Forum,
    action: Action,
    *,
    outcome: ActionOutcome,
    we_did: str,
    by: Actor,
    at: datetime,
    match: int | None = None,
) -> Result:
    """Its owner, or who convenes the forum, says what came of it. Raises NotFound, LostUpdate, ActionAlreadyClosed."""
    owns = by.person_id == action.owner_id and any(grant.scope == forum.trust for grant in by.grants)
    if not owns and not convenes(by, trust=forum.trust, kind=forum.kind):
        raise NotFound
    forum.seen_at(match)
    if action.closed_at is not None:
        raise ActionAlreadyClosed(closed_by=str(action.closed_by))
    closed = replace(action, outcome=outcome, we_did=we_did, closed_by=by.person_id, closed_at=at)
    said = facts.ForumActionClosed(
        **which(forum),
        meeting_id=action.meeting_id,
        action_id=action.action_id,
        owner_id=action.owner_id,
        due_on=action.due_on,
        agreed_at=action.agreed_at,
        outcome=outcome,
        closed_by=by.person_id,
        closed_at=at,
    )
    return Result(forum, (said,), action=closed)
