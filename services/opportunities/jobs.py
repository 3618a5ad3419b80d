"""What time drives: answers and forums that are late, reviews to come, and what doctors are told there is."""

from chassis.ids import uuid7
from chassis.jobs import Begin
from contracts.vocabulary import PackOccasion
from services.opportunities import domain, store

_AT_ONCE = 200
"""Participations, placements or doctors seen to in one transaction."""
_PUBLISHED_AT_ONCE = 20
"""Opportunities that every search saved at their trust is held against in one transaction."""


async def say_what_is_overdue(begin: Begin) -> bool:
    """Say of each unanswered interest, once, that the day to answer it by is over (O-D2)."""
    async with begin() as work:
        late = await store.late_participations(work, at_most=_AT_ONCE)
        among = await store.look_at_all(work, {each.opportunity_id for each in late})
        for participation in late:
            step = domain.fall_overdue(participation, among[participation.opportunity_id], at=work.now)
            await store.keep_participation(work, step.participation)
            work.say(*step.events)
    return len(late) == _AT_ONCE


async def notice_reviews(begin: Begin) -> bool:
    """Say of each opportunity that is soon to be reviewed, once until it is, that its day comes near (O-E1)."""
    async with begin() as work:
        near = await store.reviews_to_notice(work, at_most=_AT_ONCE)
        for opportunity in near:
            decision = domain.notice_review(opportunity, at=work.now)
            await store.keep_noticed(work, decision.opportunity)
            work.say(*decision.events)
    return len(near) == _AT_ONCE


async def say_what_hosts_owe(begin: Begin) -> bool:
    """Say of each adaptation without an answer, once, that its host's working days are over (R90)."""
    async with begin() as work:
        late = await store.late_adaptations(work, at_most=_AT_ONCE)
        for adaptation in late:
            adapted = domain.adaptation_is_late(adaptation, at=work.now)
            await store.keep_adaptation(work, adapted.adaptation)
            work.say(*adapted.events)
    return len(late) == _AT_ONCE


async def note_overdue_forums(begin: Begin) -> bool:
    """Say of each forum that was asked for, once, that the day to found it by is over (O-E3)."""
    async with begin() as work:
        late = await store.forums.forums_overdue(work, limit=_AT_ONCE)
        for forum in late:
            if result := domain.forums.note_overdue(forum, at=work.now, today=work.today):
                await store.forums.keep_forum(work, result)
                work.say(*result.events)
    return len(late) == _AT_ONCE


async def send_packs(begin: Begin) -> bool:
    """Put before each starter what is open to them: by their first day, in week 4 and halfway through (O-E1)."""
    more = False
    for occasion in PackOccasion:
        async with begin() as work:
            due = await store.starters(work, await store.pack_terms(work), occasion, at_most=_AT_ONCE)
            live = await store.live_at(work, {one.trust for one in due})
            saved = await store.searches_of(work, {one.doctor_id for one in due})
            packed = [
                domain.pack_for(
                    one,
                    live[one.trust],
                    saved.get(one.doctor_id, ()),
                    pack_id=uuid7(work.now),
                    at=work.now,
                    today=work.today,
                )
                for one in due
            ]
            kept = await store.add_packs(work, [each.pack for each in packed])
            said = [each.event for each in packed if each.pack.pack_id in kept]
            work.say(*said, fresh_trace=True)
        more = len(due) == _AT_ONCE or more
    return more


async def tell_of_matches(begin: Begin) -> bool:
    """Tell whoever saved a search of what was published and it finds: of all in one, and not again for days (O-E1)."""
    async with begin() as work:
        fresh = await store.unsearched(work, at_most=_PUBLISHED_AT_ONCE)
        for opportunity in fresh:
            saved = await store.searches_for(work, opportunity)
            await store.add_matches(work, opportunity, domain.found_by(opportunity, saved))
    async with begin() as work:
        due = [] if len(fresh) == _PUBLISHED_AT_ONCE else await store.due_to_be_told(work, at_most=_AT_ONCE)
        matched, saved_by = await store.untold_matches(work, due), await store.searches_of(work, due)
        for doctor_id in due:
            theirs = saved_by.get(doctor_id, ())
            found = [one for one in matched.get(doctor_id, ()) if domain.is_found(one, theirs)]
            await store.keep_told(work, doctor_id, found)
            if found:
                said = domain.tell_of(found, match_id=uuid7(work.now), doctor_id=doctor_id, at=work.now)
                work.say(said, fresh_trace=True)
    return len(fresh) == _PUBLISHED_AT_ONCE or len(due) == _AT_ONCE
