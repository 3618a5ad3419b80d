"""The way from something heard to a decision about everybody whom it concerns: load, decide, keep, say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from chassis.rules import rule
from chassis.work import Cause, UnitOfWork
from contracts.notifications import NotificationWithheld
from contracts.vocabulary import Channel, Decision, WithheldReason
from services.notifications import domain, store
from services.notifications.audience import telling as row_of
from services.notifications.domain import SEND_MAIL, SEND_PUSHES, Call, Happening, Standing, Told, Vacant

_SAID_OF = frozenset({WithheldReason.UNCONFIRMED_PERSON, WithheldReason.NO_ADDRESS, WithheldReason.PERSON_UNKNOWN})
"""Withheld for want of somebody to send it to: others may wish to know. The rest is as it should be."""

_AT_ONCE = 1_000
"""Vacancies filled or given up, people told again, or decisions given up, in one transaction."""


async def tell(work: UnitOfWork, happenings: Sequence[Happening]) -> None:
    """Decide about everybody whom these new happenings concern."""
    addresses = domain.addressed(happenings)
    holders = await store.holders(work, domain.holders_asked_for(addresses))
    in_office = await store.in_office(work, domain.offices_asked_for(addresses))
    calls, vacant = domain.called(addresses, holders, in_office)
    await store.add_vacancies(work, [_about_vacancy(vacancy, work.today) for vacancy in vacant])
    await _keep_and_say(work, await _decide(work, calls))


async def tell_new_holders(work: UnitOfWork, because: Cause | None = None) -> bool:
    """Tell whoever now holds a role what waited for its holder. True: there may be more."""
    filled = await store.fill_vacancies(work, at_most=_AT_ONCE)
    if not filled:
        return False
    happenings = await store.happenings(work, {one.event_id for one in filled})
    holders = await store.holders(work, {(one.holders, one.day) for one in filled})
    seen = await store.already_told(work, happenings)
    calls: list[Call] = []
    for one in filled:
        happening = happenings[one.event_id]
        for person in holders[one.holders, one.day]:
            if (one.event_id, person) not in seen:
                seen.add((one.event_id, person))
                calls.append((happening, row_of(type(happening.event), one.category), person))
    await _keep_and_say(work, await _decide(work, calls), dict.fromkeys((p for _, _, p in calls), because))
    await release(work, {h.import_id for h in happenings.values() if h.import_id})
    return len(filled) == _AT_ONCE


async def tell_again(
    work: UnitOfWork,
    people: Mapping[UUID, Standing],
    because: Mapping[UUID, Cause] | None = None,
    *,
    moved: Collection[UUID] = (),
) -> None:
    """Decide again what waited for these people to be known, or was withheld because they could not be reached.

    Of those who ``moved`` to another address also what could not be delivered to the one before.
    """
    reopened = await store.reopen(work, people, moved=moved)
    if not reopened:
        return
    happenings = await store.happenings(work, {one.event_id for one in reopened})
    was = {(one.event_id, one.person_id, one.channel): one.was for one in reopened}
    decided = await _decide(work, list(_calls_again(reopened, happenings)))
    fresh, missed = _split(decided, was)
    await _keep_and_say(work, fresh + await _summaries(work, missed, people), because)
    await release(work, {h.import_id for h in happenings.values() if h.import_id})


def _calls_again(reopened: Iterable[store.Reopened], happenings: Mapping[UUID, Happening]) -> Iterable[Call]:
    for event_id, person, category in dict.fromkeys((o.event_id, o.person_id, o.category) for o in reopened):
        happening = happenings[event_id]
        yield happening, row_of(type(happening.event), category), person


async def tell_those_known_after_all(work: UnitOfWork) -> bool:
    """Decide what still waits for a person whose contact came in the same moment. True: there may be more."""
    people = await store.known_after_all(work, at_most=_AT_ONCE)
    await tell_again(work, await store.standings(work, people))
    return len(people) == _AT_ONCE


async def give_up_waiting(work: UnitOfWork) -> bool:
    """Withhold what has waited its time (rule ``notifications.wait_minutes``) for a holder or a person.

    True: there may be more.
    """
    since = work.now - timedelta(minutes=await rule(work, "notifications.wait_minutes", on=work.today))
    vacancies = await store.give_up_vacancies(work, since=since, at_most=_AT_ONCE)
    given_up = await store.give_up_people(work, since=since, at_most=_AT_ONCE)
    happenings = await store.happenings(work, {one.event_id for one in given_up})
    for one in given_up:
        if one.channel is Channel.MAIL:
            _say_withheld(work, happenings[one.event_id], one.person_id, WithheldReason.PERSON_UNKNOWN)
    return _AT_ONCE in (vacancies, len(given_up))


async def release(work: UnitOfWork, imports: Collection[UUID]) -> None:
    """Let the mails go of those imports that have been heard to their end.

    They wait a moment more (rule ``notifications.import_wait_seconds``) for the leave that the import touches.
    """
    if imports:
        seconds = await rule(work, "notifications.import_wait_seconds", on=work.today)
        await store.release(work, imports, at=work.now + timedelta(seconds=seconds))
        work.nudge(SEND_MAIL)


async def _decide(work: UnitOfWork, calls: Sequence[Call]) -> list[Told]:
    if not calls:
        return []
    standings = await store.standings(work, {person for _, _, person in calls})
    oldest = work.today - timedelta(days=await rule(work, "notifications.too_old_days", on=work.today))
    return [
        domain.decide(happening, telling, person, person=standings.get(person), today=work.today, oldest=oldest)
        for happening, telling, person in calls
    ]


async def _keep_and_say(
    work: UnitOfWork, told: Sequence[Told], because: Mapping[UUID, Cause | None] | None = None
) -> None:
    """Keep the decisions. ``because`` names, per person, what made us decide again; else it is the happening itself."""
    await store.keep(work, told)
    for one in told:
        if one.mail is not None and one.mail.decision is Decision.WITHHELD and one.mail.reason in _SAID_OF:
            cause = (because or {}).get(one.person_id)
            _say_withheld(work, one.happening, one.person_id, one.mail.reason, because=cause)
    work.nudge(SEND_MAIL)
    work.nudge(SEND_PUSHES)


def _say_withheld(
    work: UnitOfWork, happening: Happening, person_id: UUID, reason: WithheldReason, *, because: Cause | None = None
) -> None:
    if domain.is_private(happening.stamp):
        return
    event = NotificationWithheld(
        notification_id=domain.notification_id(happening.id, person_id, Channel.MAIL),
        person_id=person_id,
        channel=Channel.MAIL,
        about=(happening.id,),
        withheld_at=work.now,
        reason=reason,
    )
    work.say(event, because=because or happening.stamp)


def _about_vacancy(vacancy: Vacant, today: date) -> tuple[Vacant, Decision, WithheldReason]:
    if vacancy.happening.is_over(today=today):
        return vacancy, Decision.WITHHELD, WithheldReason.OVER
    return vacancy, Decision.PENDING, WithheldReason.NO_HOLDER


def _split(
    decided: Iterable[Told], channels: Mapping[tuple[UUID, UUID, Channel], Decision]
) -> tuple[list[Told], list[Told]]:
    """Only the channels that were taken back; apart: what had only waited, and what had been withheld or had failed."""
    fresh: list[Told] = []
    missed: list[Told] = []
    for one in decided:
        who = (one.happening.id, one.person_id)
        mail = channels.get((*who, Channel.MAIL))
        again = replace(
            one,
            mail=one.mail if mail else None,
            inbox=one.inbox if (*who, Channel.INBOX) in channels else None,
            push=one.push if (*who, Channel.PUSH) in channels else None,
        )
        (missed if mail in (Decision.WITHHELD, Decision.FAILED) else fresh).append(again)
    return fresh, missed


async def _summaries(work: UnitOfWork, missed: Sequence[Told], people: Mapping[UUID, Standing]) -> list[Told]:
    """Of those who can be mailed now, everything that still matters goes into one mail each."""
    days = await rule(work, "notifications.summary_days", on=work.today)
    by_person: dict[UUID, list[Told]] = defaultdict(list)
    for one in sorted(missed, key=lambda told: (told.happening.stamp.time, told.happening.stamp.sequence)):
        by_person[one.person_id].append(one)
    result: list[Told] = []
    for person, tellings in by_person.items():
        reachable = people[person].confirmed and people[person].has_address
        oldest = work.today - timedelta(days=days)
        result += domain.summarise(tellings, today=work.today, oldest=oldest) if reachable else tellings
    return result
