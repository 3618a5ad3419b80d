"""Mail until it is due: opened with the decisions, joined by further ones of its group, let go with its import."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from chassis.work import UnitOfWork
from contracts.vocabulary import Channel
from services.notifications.domain import TO_MAIL, DeliveryState, Told, notification_id
from services.notifications.store.tables import mail

Group = tuple[UUID, str]
"""A person, and the key that notices of theirs share a mail by."""

_MAIL = ("id", "person_id", "group_key", "state", "about", "created_at", "next_at", "import_id")

_OPEN_GROUPS = """
    INSERT INTO mail (id, person_id, group_key, state, about, created_at, next_at, import_id)
    SELECT o.*, $6, $6, CASE WHEN group_key LIKE 'import:%' THEN substr(group_key, 8)::uuid END
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[])
        AS o (id, person_id, group_key, state, about)
    ORDER BY person_id, group_key
    ON CONFLICT (person_id, group_key)
        WHERE group_key IS NOT NULL AND frozen_at IS NULL AND state IN ('waiting', 'due') DO NOTHING
"""
_JOIN_GROUPS = """
    SELECT m.id, m.person_id, m.group_key FROM mail m
    JOIN unnest($1::uuid[], $2::text[]) AS o (person_id, group_key) USING (person_id, group_key)
    WHERE m.group_key IS NOT NULL AND m.frozen_at IS NULL AND m.state IN ('waiting', 'due')
    ORDER BY m.person_id, m.group_key FOR SHARE OF m
"""
_TAKE_BACK = """
    DELETE FROM mail m USING unnest($1::uuid[]) AS ours (id)
    WHERE m.id = ours.id AND EXISTS (
        SELECT FROM mail gone
        WHERE (gone.person_id, gone.group_key) = (m.person_id, m.group_key) AND gone.frozen_at IS NOT NULL)
    RETURNING m.id
"""
_RELEASE = """
    UPDATE mail SET state = 'due', next_at = $2 FROM import_group g
    WHERE state = 'waiting' AND group_key = 'import:' || g.import_id AND g.import_id = ANY($1::uuid[])
        AND g.heard >= g.expected
"""
_RELEASE_OVERDUE = """
    UPDATE mail m SET state = 'due', next_at = $1 WHERE state = 'waiting' AND (m.created_at <= $3 OR EXISTS (
        SELECT FROM import_group g WHERE 'import:' || g.import_id = m.group_key AND g.completed_at <= $2))
"""
_COUNT_HEARD = """
    INSERT INTO import_group AS g (import_id, heard)
    SELECT * FROM unnest($1::uuid[], $2::int[]) AS counted (import_id) ORDER BY 1
    ON CONFLICT (import_id) DO UPDATE SET heard = g.heard + excluded.heard
"""
_COMPLETE = """
    INSERT INTO import_group (import_id, expected, completed_at)
    SELECT import_id, expected, $3 FROM unnest($1::uuid[], $2::int[]) AS done (import_id, expected) ORDER BY 1
    ON CONFLICT (import_id) DO UPDATE SET expected = excluded.expected, completed_at = excluded.completed_at
"""
_ON_THEIR_WAY = """
    SELECT (SELECT count(*) FROM mail WHERE state = 'due' AND next_at < 'infinity')
        + (SELECT count(*) FROM mail WHERE state = 'waiting')
        + (SELECT count(*) FROM push WHERE state = 'due' AND next_at < 'infinity')
"""


async def open_for(work: UnitOfWork, told: Sequence[Told]) -> list[UUID | None]:
    """A mail for each notice that is to be mailed: its own, or the open one of its person and group.

    None for one that begins no further mail, where the one of its group has gone.
    """
    mailed = [(place, one, one.group) for place, one in enumerate(told) if one.mail == TO_MAIL]
    ids: list[UUID | None] = [None] * len(told)
    rows = []
    for place, one, group in mailed:
        if group is None:
            ids[place] = own = notification_id(one.happening.id, one.person_id, Channel.MAIL)
            about, caused_by = one.happening.id, one.happening.import_id
            rows.append((own, one.person_id, None, DeliveryState.DUE, about, work.now, work.now, caused_by))
    if rows:
        await work.copy(mail, _MAIL, rows)
    first: dict[Group, UUID] = {}
    further: set[Group] = set()
    for _, one, group in mailed:
        if group is not None:
            first.setdefault((one.person_id, group), one.happening.id)
            if one.begins_a_further_mail:
                further.add((one.person_id, group))
    groups = await _open_groups(work, first, further) if first else {}
    for place, one, group in mailed:
        if group is not None:
            ids[place] = groups.get((one.person_id, group))
    return ids


async def _open_groups(work: UnitOfWork, first: Mapping[Group, UUID], further: Collection[Group]) -> dict[Group, UUID]:
    """One open mail per person and group, held until we commit so that nobody freezes it without our notices.

    ``first`` names the event that begins each. A worker may freeze one between our two statements: then the next one
    is opened. Of those that are not ``further`` it is taken back: while ours is there nobody opens another, so one
    that went before is seen.
    """
    found: dict[Group, UUID] = {}
    opened: dict[UUID, Group] = {}
    driver = work.driver
    while missing := [key for key in first if key not in found]:
        people, groups = [person for person, _ in missing], [group for _, group in missing]
        states = [DeliveryState.DUE if group == "summary" else DeliveryState.WAITING for group in groups]
        about = [first[key] for key in missing]
        opened |= (new := {uuid4(): key for key in missing})
        await driver.execute(_OPEN_GROUPS, list(new), people, groups, states, about, work.now)
        rows = await driver.fetch(_JOIN_GROUPS, people, groups)
        found |= {(row["person_id"], row["group_key"]): row["id"] for row in rows}
    doubtful = [id_ for id_, key in opened.items() if key not in further and found[key] == id_]
    if doubtful:
        for row in await driver.fetch(_TAKE_BACK, doubtful):
            del found[opened[row["id"]]]
    return found


async def count_heard(work: UnitOfWork, heard: Mapping[UUID, int]) -> None:
    """How many more changes and cancellations of these imports have been heard."""
    if heard:
        await work.driver.execute(_COUNT_HEARD, list(heard), list(heard.values()))


async def complete_imports(work: UnitOfWork, expected: Mapping[UUID, int]) -> None:
    await work.driver.execute(_COMPLETE, list(expected), list(expected.values()), work.now)


async def release(work: UnitOfWork, imports: Iterable[UUID], *, at: datetime) -> None:
    """Let the mails of those imports go that are heard to their end. Call it last: it sees what others committed."""
    await work.driver.execute(_RELEASE, list(imports), at)


async def release_overdue(work: UnitOfWork, *, completed_before: datetime, opened_before: datetime) -> None:
    """Let the mails go whose import was completed, or that were opened, too long ago to wait any more."""
    await work.driver.execute(_RELEASE_OVERDUE, work.now, completed_before, opened_before)


async def due_deliveries(work: UnitOfWork) -> int:
    """Mails and pushes that are due, on their way, or waiting for the rest of their import; not what is paused."""
    return int(await work.driver.fetchval(_ON_THEIR_WAY))
