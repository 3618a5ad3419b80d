"""Inboxes: what was taken lately is remembered, or it could be taken twice."""

import os
from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.settings import ServiceSettings
from contracts.subscriptions import KEEPS_A_JOURNAL, topics_heard
from fairlead.commands.client import Region

_NOTED = "SELECT topic, array_agg(id) FROM journal WHERE time > now() - make_interval(days => $1) GROUP BY 1"
_FORGOTTEN = """
    SELECT id FROM unnest($2::uuid[]) AS taken (id)
    WHERE NOT EXISTS (SELECT FROM inbox i WHERE i.consumer = $1 AND i.event_id = taken.id) ORDER BY id
"""
_COUNTED = """
    SELECT (SELECT count(*) FROM inbox i WHERE consumer = $1
                AND NOT EXISTS (SELECT FROM held h WHERE h.event_id = i.event_id AND h.type IS NULL)) AS remembered,
        (SELECT coalesce(sum(count), 0)::bigint FROM ledger
            WHERE reader = $1 AND hour > now() - make_interval(days => $2)) AS taken
"""
"""A record without a readable type is in no ledger. Late duplicates may be in the inbox a second time, so that it may
have more; never less."""


async def forgotten(here: Region) -> list[str]:
    """Events that a service has taken and has no inbox row of, as far back as upkeep leaves them.

    Those of topics that the journal does not read are only counted.
    """
    days = _days_kept() - 1  # clocks differ, and an inbox counts from when an event came
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        noted: dict[str, list[UUID]] = dict(await reporting.fetch(_NOTED, days))
    wrong: list[str] = []
    for service in here.addresses.databases:
        if topics_heard(service):
            wrong += await _forgotten_by(here, service, noted, days)
    return wrong


async def _forgotten_by(here: Region, service: str, noted: Mapping[str, Sequence[UUID]], days: int) -> list[str]:
    topics = {event_id: topic.value for topic in topics_heard(service) for event_id in noted.get(topic.value, ())}
    async with here.database(service) as database:
        missing = [row[0] for row in await database.fetch(_FORGOTTEN, service, list(topics))]
        remembered, taken = await database.fetchrow(_COUNTED, service, days)
    wrong = [f"{service} has {event_id} of {topics[event_id]} not in its inbox" for event_id in missing]
    if not missing and remembered < taken:
        wrong.append(f"{service} has {remembered} of {taken} events in its inbox")
    return wrong


def _days_kept() -> int:
    """As the services of this machine are told, or as they are by default."""
    return int(os.environ.get("FAIRLEAD_INBOX_DAYS", ServiceSettings.model_fields["inbox_days"].default))
