"""The routes of leadership forums (O-E3): ask for one, found it, call it, record it, agree and close actions."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.clock import london_date
from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from contracts.vocabulary import ForumKind
from services.opportunities import store
from services.opportunities.api.forum_bodies import (
    ForumList,
    ForumPage,
    NewAction,
    NewForum,
    NewForumOfKind,
    NewMeeting,
    NewMembers,
    NewMinutes,
    NewOutcome,
    NewQuorum,
    NewRecord,
)
from services.opportunities.api.serving import Serving
from services.opportunities.api.views import Made
from services.opportunities.domain import forums, hosts

router = Router(prefix="/api/opportunities/forums", tags=["forums"])

Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("")
async def forums_here(work: Begun) -> ForumList:
    """The forums of the trusts where you work, or did lately, or hold a role."""
    trusts = await store.reads_at(work, work.actor.person_id)
    trusts |= {grant.scope for grant in work.actor.grants if grant.scope}
    return ForumList.of(await store.forums.forums_at(work, trusts))


@router.get("/{forum_id}")
async def look_at_forum(forum_id: UUID, work: Begun, response: Response, limit: Limit = 50) -> ForumPage:
    """One forum with its latest meetings, and what was said and done: for everybody who works at its trust."""
    works_at = await store.reads_at(work, work.actor.person_id)
    forum = (await store.forums.look_at_forum(work, forum_id)).seen_by(work.actor, works_at=works_at)
    etag(response, forum.version)
    meetings = await store.forums.meetings_of(work, forum_id, limit=limit)
    return ForumPage.whole(forum, meetings, await store.forums.actions_of(work, forum_id, limit=limit))


@router.get("/{forum_id}/owners")
async def forum_owners(forum_id: UUID, work: Begun) -> Serving:
    """Who could see to what this forum agrees: whoever holds a role at its trust."""
    forum = (await store.forums.look_at_forum(work, forum_id)).convened_by(work.actor, match=None)
    return Serving(items=tuple(await store.appointed_at(work, forum.trust)))


@router.post("/requests", status_code=201)
async def request_forum(body: NewForum, work: Begun) -> Made:
    """Ask your trust for a leadership development forum; whoever asks speaks for all of its residents."""
    result = forums.request(
        await store.forums.find_forum(work, body.trust, ForumKind.LEADERSHIP),
        forum_id=uuid7(work.now),
        trust=body.trust,
        by=work.actor,
        works_at=hosts(await store.placements_of(work, work.actor.person_id), on=work.today),
        found_by=await store.forums.forum_to_be_founded_by(work, body.trust),
        at=work.now,
    )
    await store.forums.add_forum(work, result.forum)
    work.say(*result.events)
    return Made(id=result.forum.forum_id)


@router.post("", status_code=201)
async def found_unasked(body: NewForumOfKind, work: Begun) -> Made:
    """Found your trust's leadership forum before anybody asks for it; or propose the residents' forum of the contract,
    which the other of guardian and director founds by agreeing.
    """
    before = await store.forums.find_forum(work, body.trust, body.kind)
    result = forums.found_unasked(
        before, forum_id=uuid7(work.now), trust=body.trust, kind=body.kind, by=work.actor, at=work.now
    )
    await store.forums.add_forum(work, result.forum)
    work.say(*result.events)
    return Made(id=result.forum.forum_id)


@router.post("/{forum_id}/founding", status_code=204)
async def found_forum(forum_id: UUID, work: Begun, match: Match) -> None:
    """Found the forum that your trust's residents asked for, or that the other of guardian and director proposed."""
    result = forums.found(await store.forums.forum(work, forum_id), by=work.actor, at=work.now, match=match)
    await store.forums.keep_forum(work, result)
    work.say(*result.events)


@router.put("/{forum_id}/members", status_code=204)
async def compose_forum(forum_id: UUID, body: NewMembers, work: Begun, match: Match) -> None:
    """Say how many have each seat in the residents' forum; who they are stays with the trust (R72)."""
    forum = await store.forums.forum(work, forum_id)
    await store.forums.keep_forum(work, forums.compose(forum, body.members(), by=work.actor, match=match))


@router.put("/{forum_id}/quorum", status_code=204)
async def note_quorum(forum_id: UUID, body: NewQuorum, work: Begun, match: Match) -> None:
    """Say how many the forum's terms ask to be there: meetings that are recorded from now on are measured by it."""
    forum = await store.forums.forum(work, forum_id)
    await store.forums.keep_forum(work, forums.note_quorum(forum, body.quorum, by=work.actor, match=match))


@router.post("/{forum_id}/meetings", status_code=201)
async def call_forum(forum_id: UUID, body: NewMeeting, work: Begun, match: Match) -> Made:
    """Call it together: whoever works at the trust on that day is invited, in their inbox."""
    forum = await store.forums.forum(work, forum_id)
    meeting_id = uuid7(work.now)
    result = forums.call(
        forum,
        meeting_id=meeting_id,
        **body.model_dump(),
        invited=await store.doctors_at(work, forum.trust, on=london_date(body.starts_at)),
        days_ahead=await store.forums.forum_days_ahead(work),
        by=work.actor,
        at=work.now,
        match=match,
    )
    await store.forums.keep_forum(work, result)
    work.say(*result.events)
    return Made(id=meeting_id)


@router.post("/meetings/{meeting_id}/cancellation", status_code=204)
async def call_off_forum(meeting_id: UUID, work: Begun, match: Match) -> None:
    """The meeting does not take place; who was invited reads so."""
    forum, meeting = await store.forums.forum_and_meeting(work, meeting_id)
    result = forums.call_off(forum, meeting, by=work.actor, at=work.now, match=match)
    await store.forums.keep_forum(work, result)
    work.say(*result.events)


@router.post("/meetings/{meeting_id}/record", status_code=204)
async def record_forum(meeting_id: UUID, body: NewRecord, work: Begun, match: Match) -> None:
    """It met: how many of each role were there, and no names (R73)."""
    forum, meeting = await store.forums.forum_and_meeting(work, meeting_id)
    result = forums.record(
        forum,
        meeting,
        body.what(),
        by=work.actor,
        at=work.now,
        item_of_its_own=await store.forums.forum_needs_item(work, forum.trust),
        match=match,
    )
    await store.forums.keep_forum(work, result)
    work.say(*result.events)


@router.put("/meetings/{meeting_id}/minutes", status_code=204)
async def note_minutes(meeting_id: UUID, body: NewMinutes, work: Begun, match: Match) -> None:
    """Say where its minutes are, for everybody who reads the forum, or take the link away."""
    forum, meeting = await store.forums.forum_and_meeting(work, meeting_id)
    await store.forums.keep_forum(work, forums.note_minutes(forum, meeting, body.link, by=work.actor, match=match))


@router.post("/meetings/{meeting_id}/actions", status_code=201)
async def agree_action(meeting_id: UUID, body: NewAction, work: Begun, match: Match) -> Made:
    """You said: somebody of the trust is to see to it."""
    forum, meeting = await store.forums.forum_and_meeting(work, meeting_id)
    action_id = uuid7(work.now)
    result = forums.agree(
        forum,
        meeting,
        body.what(),
        action_id=action_id,
        by=work.actor,
        owner_is_there=await store.is_appointed(work, body.owner_id, at=forum.trust),
        due_on=await store.forums.action_due_on(work, forum.trust),
        at=work.now,
        match=match,
    )
    await store.forums.keep_forum(work, result)
    work.say(*result.events)
    return Made(id=action_id)


@router.post("/actions/{action_id}/closure", status_code=204)
async def close_action(action_id: UUID, body: NewOutcome, work: Begun, match: Match) -> None:
    """We did, or why not: its owner says so, or who convenes the forum."""
    forum, action = await store.forums.forum_and_action(work, action_id)
    result = forums.close(forum, action, **body.model_dump(), by=work.actor, at=work.now, match=match)
    await store.forums.keep_forum(work, result)
    work.say(*result.events)
