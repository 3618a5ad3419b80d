"""What the events did: causes, effects, numbering, mail and traces, from the journal and the services' tables."""

from collections import Counter

from contracts import Topic
from contracts.subscriptions import HEARS, KEEPS_A_JOURNAL
from contracts.vocabulary import Decision
from fairlead.commands.client import Region
from fairlead.verifying.invariant import Invariant, judged

_POSITIONS = "SELECT topic, subject, sequence FROM stream_position WHERE consumer = $1"
_UNKNOWN_CAUSES = """
    SELECT j.id, j.causation FROM journal j LEFT JOIN journal c ON c.id = j.causation
    WHERE j.causation IS NOT NULL AND c.id IS NULL
"""
_BROKEN_NUMBERING = """
    SELECT topic, subject, count(*) AS many, max(sequence) AS last FROM journal WHERE NOT topic = ANY($1::text[])
    GROUP BY 1, 2 HAVING count(*) <> max(sequence) OR min(sequence) <> 1
"""
_BROKEN_TRACES = """
    SELECT j.id FROM journal j JOIN journal c ON c.id = j.causation
    WHERE split_part(j.traceparent, '-', 2) <> split_part(c.traceparent, '-', 2)
"""
_PLACEMENT_TYPES = sorted(event.type for event in HEARS[KEEPS_A_JOURNAL] if event.topic is Topic.PLACEMENTS)
_OF_TYPES = "SELECT id FROM journal WHERE type = ANY($1::text[])"
_ANNOUNCED = """
    SELECT count(DISTINCT subject) FROM journal j WHERE type = ANY($1::text[])
        AND NOT EXISTS (SELECT FROM held h WHERE h.event_id = j.id AND h.state <> 'replayed')
"""
_DECIDED = """
    SELECT count(*) FROM unnest($1::uuid[]) AS e (id)
    WHERE EXISTS (SELECT FROM decision d WHERE d.event_id = e.id)
        OR EXISTS (SELECT FROM held h WHERE h.event_id = e.id AND h.state <> 'replayed')
"""


async def no_ghosts(here: Region) -> Invariant:
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        unknown = {row["causation"] for row in await reporting.fetch(_UNKNOWN_CAUSES)}
        many = await reporting.fetchval("SELECT count(*) FROM journal")
    for service in here.addresses.databases:  # causes on a topic that the journal may not read
        if unknown:
            async with here.database(service) as database:
                taken = await database.fetch(
                    "SELECT event_id FROM inbox WHERE event_id = ANY($1::uuid[])", list(unknown)
                )
                unknown -= {row["event_id"] for row in taken}
    return judged("I2 no ghost", map(str, unknown), f"{many} events, every cause known")


async def effects_once(here: Region) -> Invariant:
    """The journal folded is the projection: placements as reported, and a decision for each placement event.

    What is held, or was discarded, has no effect; nor has a type that this version does not know.
    """
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        announced = await reporting.fetchval(_ANNOUNCED, _PLACEMENT_TYPES)
        kept = await reporting.fetchval("SELECT count(*) FROM placement")
        events = [row["id"] for row in await reporting.fetch(_OF_TYPES, _PLACEMENT_TYPES)]
    async with here.database("notifications") as notifications:
        decided = await notifications.fetchval(_DECIDED, events)
    wrong = [] if announced == kept else [f"{announced} placements announced, {kept} kept by reporting"]
    if undecided := len(events) - decided:
        wrong.append(f"{undecided} placement events without a decision")
    return judged("I3 effect once", wrong, f"{kept} placements, {len(events)} events, each decided on")


async def numbered(here: Region) -> Invariant:
    compacted = [topic.value for topic in Topic if topic.family.compacted]
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        broken = await reporting.fetch(_BROKEN_NUMBERING, compacted)
        streams = await reporting.fetchval("SELECT count(DISTINCT (topic, subject)) FROM journal")
    wrong = [f"{row['topic']} {row['subject']}: {row['many']} events, last {row['last']}" for row in broken]
    wrong += await _positions_behind(here)
    return judged("I4 versions 1..n", wrong, f"{streams} streams, every version once and in order")


async def _positions_behind(here: Region) -> list[str]:
    """Every listener's position equals what the owner has numbered; held streams excepted, they are shown as held."""
    last: dict[tuple[str, str], int] = {}
    for service in here.addresses.databases:
        async with here.database(service) as database:
            last |= {(r["topic"], r["subject"]): r["last"] for r in await database.fetch("SELECT * FROM stream")}
    wrong: list[str] = []
    for service in here.addresses.databases:
        async with here.database(service) as database:
            held = {(r["topic"], r["subject"]) for r in await database.fetch("SELECT topic, subject FROM held")}
            for row in await database.fetch(_POSITIONS, service):
                stream = (row["topic"], row["subject"])
                if stream not in held and row["sequence"] != last.get(stream):
                    wrong.append(f"{service} is at {row['sequence']} of {last.get(stream)} in {stream[0]} {stream[1]}")
    return wrong


async def told_once(here: Region) -> Invariant:
    """One Message-ID per mail, made of its id; every sent one was caught; copies under one id are counted."""
    from fairlead.embedded.mail import caught  # noqa: PLC0415 - only the embedded region catches mail

    mails = caught(here.layout.mail)
    async with here.database("notifications") as notifications:
        ours = {str(row["id"]): row["state"] for row in await notifications.fetch("SELECT id, state FROM mail")}
    ids = Counter(mail["message_id"].strip("<>").split("@")[0] for mail in mails)
    sent = {mail_id for mail_id, state in ours.items() if state == Decision.SENT}
    wrong = [f"{mail_id} was caught {many} times" for mail_id, many in ids.items() if many > 1]
    wrong += [f"{mail_id} was caught and is not ours" for mail_id in ids.keys() - ours.keys()]
    wrong += [f"{mail_id} was sent and not caught" for mail_id in sent - ids.keys()]
    copies = sum(mail["copies"] - 1 for mail in mails)
    return judged("I5 no mail twice", wrong, f"{len(sent)} sent, each caught once, {copies} copies absorbed")


async def traced(here: Region) -> Invariant:
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        broken = [str(row["id"]) for row in await reporting.fetch(_BROKEN_TRACES)]
        caused = await reporting.fetchval("SELECT count(*) FROM journal WHERE causation IS NOT NULL")
    return judged("I7 one trace", broken, f"{caused} effects, each in the trace of its cause")
