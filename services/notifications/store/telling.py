"""The decisions about telling people, and what waits for somebody to be told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from chassis.work import UnitOfWork
from contracts.vocabulary import Channel, Decision, Role, WithheldReason
from services.notifications.audience import Category, Holders
from services.notifications.domain import TO_MAIL, TO_PUSH, Standing, Told, Vacant, withheld
from services.notifications.store import mails, pushes
from services.notifications.store.tables import decision, vacancy

_TOO_LATE = withheld(WithheldReason.INBOX_ONLY)
"""The mail that it would have stood in has gone, and it is not worth a further one."""
_GONE = withheld(WithheldReason.NO_SUBSCRIPTION)
"""The device went while we decided."""

_DECISION = ("event_id", "person_id", "channel", "category", "decision", "reason", "mail_id", "at")

_REOPEN = """
    DELETE FROM decision d USING unnest($1::uuid[], $2::bool[], $3::bool[]) AS known (person_id, confirmed, has_address)
    WHERE d.person_id = known.person_id AND d.reason IN ('person_unknown', 'unconfirmed_person', 'no_address')
        AND CASE WHEN d.decision = 'pending' THEN true
                 WHEN d.reason = 'no_address' THEN known.confirmed AND known.has_address
                 ELSE known.confirmed END
    RETURNING d.event_id, d.person_id, d.channel, d.category, d.decision
"""
_REOPEN_FAILED = """
    DELETE FROM decision d USING unnest($1::uuid[]) AS moved (person_id)
    WHERE d.person_id = moved.person_id AND d.channel = 'mail' AND d.decision = 'failed' AND NOT EXISTS (
        SELECT FROM mail m JOIN import_group g USING (import_id) WHERE m.id = d.mail_id AND g.halted IS NOT NULL)
    RETURNING d.event_id, d.person_id, d.channel, d.category, d.decision
"""
_FILL = """
    DELETE FROM vacancy v USING (
        SELECT event_id, role, scope FROM vacancy w
        WHERE decision = 'pending' AND EXISTS (
            SELECT FROM appointment a WHERE a.role = w.role AND a.code = w.scope
                AND a.starts_on <= w.day AND (a.ends_on IS NULL OR a.ends_on >= w.day))
        ORDER BY event_id LIMIT $1 FOR UPDATE SKIP LOCKED
    ) AS filled
    WHERE (v.event_id, v.role, v.scope) = (filled.event_id, filled.role, filled.scope)
    RETURNING v.event_id, v.role, v.scope, v.category, v.day
"""
_GIVE_UP_VACANCIES = """
    UPDATE vacancy v SET decision = 'withheld', at = $1 FROM (
        SELECT event_id, role, scope FROM vacancy WHERE decision = 'pending' AND at <= $2
        LIMIT $3 FOR UPDATE SKIP LOCKED
    ) AS old WHERE (v.event_id, v.role, v.scope) = (old.event_id, old.role, old.scope)
"""
_GIVE_UP_PEOPLE = """
    UPDATE decision d SET decision = 'withheld', at = $1 FROM (
        SELECT event_id, person_id, channel FROM decision
        WHERE reason = 'person_unknown' AND decision = 'pending' AND at <= $2
        LIMIT $3 FOR UPDATE SKIP LOCKED
    ) AS old WHERE (d.event_id, d.person_id, d.channel) = (old.event_id, old.person_id, old.channel)
    RETURNING d.event_id, d.person_id, d.channel
"""
_KNOWN_AFTER_ALL = """
    SELECT DISTINCT d.person_id FROM decision d JOIN contact USING (person_id)
    WHERE d.decision = 'pending' AND d.reason = 'person_unknown' ORDER BY 1 LIMIT $1
"""


class Reopened(NamedTuple):
    """A decision taken back, to be made again."""

    event_id: UUID
    person_id: UUID
    channel: Channel
    category: Category
    was: Decision


class Filled(NamedTuple):
    """A role that has a holder after all."""

    event_id: UUID
    holders: Holders
    category: Category
    day: date


class GivenUp(NamedTuple):
    event_id: UUID
    person_id: UUID
    channel: Channel


async def keep(work: UnitOfWork, told: Sequence[Told]) -> None:
    """One row per decision, with its mail and pushes where there are to be any. None of them may exist yet."""
    if not told:
        return
    mail_ids = await mails.open_for(work, told)
    ringing = await pushes.open_for(work, told)
    rows: list[tuple[Any, ...]] = []
    for one, mail_id in zip(told, mail_ids, strict=True):
        who = (one.happening.id, one.person_id)
        mail = _TOO_LATE if one.mail == TO_MAIL and mail_id is None else one.mail
        push = _GONE if one.push == TO_PUSH and who not in ringing else one.push
        kept = ((Channel.MAIL, mail, mail_id), (Channel.INBOX, one.inbox, None), (Channel.PUSH, push, None))
        for channel, how, in_mail in kept:
            if how is not None:
                rows.append((*who, channel, one.telling.category, how.decision, how.reason, in_mail, work.now))
    await work.copy(decision, _DECISION, rows)


async def add_vacancies(work: UnitOfWork, vacant: Iterable[tuple[Vacant, Decision, WithheldReason]]) -> None:
    """What nobody is there to be told of, kept until somebody is, or for the record."""
    rows = [
        (v.happening.id, v.holders.role, v.holders.scope, v.telling.category, v.happening.day, how, reason, work.now)
        for v, how, reason in vacant
    ]
    if rows:
        await work.copy(vacancy, ("event_id", "role", "scope", "category", "day", "decision", "reason", "at"), rows)


async def fill_vacancies(work: UnitOfWork, *, at_most: int) -> list[Filled]:
    """Take out those whose role is held on their day."""
    rows = await work.driver.fetch(_FILL, at_most)
    return [Filled(r[0], Holders(Role(r[1]), r[2]), Category(r[3]), r[4]) for r in rows]


async def already_told(work: UnitOfWork, event_ids: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Pairs of event and person with a decision."""
    query = "SELECT DISTINCT event_id, person_id FROM decision WHERE event_id = ANY($1::uuid[])"
    return {(row[0], row[1]) for row in await work.driver.fetch(query, list(event_ids))}


async def reopen(work: UnitOfWork, people: Mapping[UUID, Standing], *, moved: Collection[UUID] = ()) -> list[Reopened]:
    """Take back what was decided because these people could not be reached, where that no longer holds.

    Of those who ``moved`` to another address, what failed at the one before; not what an operator has halted.
    """
    driver = work.driver
    known = list(people.values())
    rows = await driver.fetch(_REOPEN, list(people), [s.confirmed for s in known], [s.has_address for s in known])
    if reachable := [person for person in moved if people[person].confirmed and people[person].has_address]:
        rows += await driver.fetch(_REOPEN_FAILED, reachable)
    return [Reopened(r[0], r[1], Channel(r[2]), Category(r[3]), Decision(r[4])) for r in rows]


async def known_after_all(work: UnitOfWork, *, at_most: int) -> list[UUID]:
    """People with decisions that wait for them, whose contact came in the same moment."""
    return [row[0] for row in await work.driver.fetch(_KNOWN_AFTER_ALL, at_most)]


async def give_up_vacancies(work: UnitOfWork, *, since: datetime, at_most: int) -> int:
    """Withhold what has waited since then for a holder; how many there were."""
    done: str = await work.driver.execute(_GIVE_UP_VACANCIES, work.now, since, at_most)
    return int(done.rpartition(" ")[2])


async def give_up_people(work: UnitOfWork, *, since: datetime, at_most: int) -> list[GivenUp]:
    """Withhold what has waited since then for a person to be known."""
    rows = await work.driver.fetch(_GIVE_UP_PEOPLE, work.now, since, at_most)
    return [GivenUp(r[0], r[1], Channel(r[2])) for r in rows]
