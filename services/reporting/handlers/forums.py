"""Leadership forums: asked for, founded, met, and what came of what they agreed."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import (
    ForumActionAgreed,
    ForumActionClosed,
    ForumFounded,
    ForumMet,
    ForumRequested,
)
from contracts.vocabulary import ForumKind, Role
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(ForumRequested, ForumFounded, ForumMet, ForumActionAgreed, ForumActionClosed)
async def keep_forums(heard: Sequence[Heard], work: UnitOfWork) -> None:
    requests: Rows = {}
    meetings: Rows = {}
    actions: Rows = {}
    founded, closed = {}, {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if event.kind is not ForumKind.LEADERSHIP:
            continue  # the contract's own keeps no promise of the commitment (R73)
        match event:
            case ForumRequested():
                on = london_date(event.requested_at)
                requests[event.forum_id] = {
                    "forum_id": event.forum_id,
                    "trust": event.trust,
                    "requested_on": on,
                    "found_by": event.found_by,
                    "founded_on": None,
                }
            case ForumFounded():
                on = london_date(event.founded_at)
                founded[event.forum_id] = on
            case ForumMet():
                on = event.met_on
                meetings[event.meeting_id] = {
                    "meeting_id": event.meeting_id,
                    "trust": event.trust,
                    "met_on": on,
                    "residents": sum(one.count for one in event.attendance if one.role is Role.RESIDENT_DOCTOR),
                }
            case ForumActionAgreed():
                on = london_date(event.agreed_at)
                actions[event.action_id] = {
                    "action_id": event.action_id,
                    "trust": event.trust,
                    "agreed_on": on,
                    "due_on": event.due_on,
                    "closed_on": None,
                }
            case ForumActionClosed():
                on = london_date(event.agreed_at)
                closed[event.action_id] = london_date(event.closed_at)
        touches.by(one, trust=event.trust, on=on)
    await store.keep_forums(work, requests.values(), founded)
    await store.keep_meetings(work, meetings.values())
    await store.keep_actions(work, actions.values(), closed)
    await touches.note(work, heard)
