"""Whether people were told as was decided: every event decided on, each decision with its mail or pushes, each once."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from contracts import EVENTS
from contracts.registry import PlacementCancelled, PlacementChanged
from contracts.subscriptions import KEEPS_A_JOURNAL
from fairlead.commands.client import Region
from fairlead.verifying.invariant import Invariant, judged
from services.notifications.audience import AUDIENCE

_TOLD_OF = sorted(event.type for event in AUDIENCE)
_COUNTED = [PlacementChanged.type, PlacementCancelled.type]
_OF_TYPES = "SELECT id FROM journal WHERE type = ANY($1::text[])"
_UNHEARD = """
    SELECT noted.id FROM unnest($1::uuid[]) AS noted (id)
    WHERE NOT EXISTS (SELECT FROM happening h WHERE h.event_id = noted.id)
        AND NOT EXISTS (SELECT FROM held WHERE held.event_id = noted.id AND held.state <> 'replayed')
"""
_UNDECIDED = """
    SELECT event_id, type, facts FROM happening h
    WHERE NOT EXISTS (SELECT FROM decision d WHERE d.event_id = h.event_id)
        AND NOT EXISTS (SELECT FROM vacancy v WHERE v.event_id = h.event_id)
"""
_WITHOUT_HAPPENING = """
    SELECT DISTINCT event_id FROM decision d WHERE NOT EXISTS (SELECT FROM happening h WHERE h.event_id = d.event_id)
"""
_PARTLY = """
    SELECT event_id, person_id, string_agg(channel, ' and ' ORDER BY channel) FROM decision
    GROUP BY 1, 2 HAVING count(*) <> 3
"""
_WITHOUT_MAIL = """
    SELECT d.event_id, d.person_id, d.decision, d.mail_id FROM decision d LEFT JOIN mail m ON m.id = d.mail_id
    WHERE m.id IS NULL AND (d.mail_id IS NOT NULL OR d.channel = 'mail' AND d.reason IS NULL)
"""
_WITHOUT_DECISION = """
    SELECT id, state FROM mail m WHERE state NOT IN ('withdrawn', 'failed')
        AND NOT EXISTS (SELECT FROM decision d WHERE d.mail_id = m.id)
"""
"""What was withdrawn or failed may have been taken back, to be told in another mail."""
_AT_ODDS = """
    SELECT DISTINCT m.id, m.state, d.decision FROM mail m JOIN decision d ON d.mail_id = m.id
    WHERE NOT CASE m.state
        WHEN 'waiting' THEN d.decision = 'pending'
        WHEN 'due' THEN d.decision IN ('pending', 'unknown')
        WHEN 'withdrawn' THEN d.decision = 'withheld'
        ELSE d.decision = m.state END
"""
_WITHOUT_PUSH = """
    SELECT event_id, person_id, decision FROM decision d
    WHERE channel = 'push' AND reason IS NULL AND NOT EXISTS (
        SELECT FROM push p WHERE (p.event_id, p.person_id) = (d.event_id, d.person_id))
"""
_PUSHES_AT_ODDS = """
    SELECT p.event_id, p.person_id, d.decision, p.states FROM (
        SELECT event_id, person_id, string_agg(DISTINCT state, ', ' ORDER BY state) AS states,
            bool_or(state = 'sent') AS sent, bool_or(state = 'due') AS due, bool_and(state = 'withdrawn') AS withdrawn,
            bool_or(state = 'unknown' OR state = 'due' AND unsure > 0) AS unknown
        FROM push GROUP BY 1, 2) AS p
    LEFT JOIN decision d ON (d.event_id, d.person_id, d.channel) = (p.event_id, p.person_id, 'push')
    WHERE d.decision IS DISTINCT FROM CASE WHEN sent THEN 'sent' WHEN unknown THEN 'unknown' WHEN due THEN 'pending'
        WHEN withdrawn THEN 'withheld' ELSE 'failed' END
"""
_MISCOUNTED = """
    SELECT coalesce(g.import_id, h.import_id), coalesce(heard, 0), coalesce(many, 0) FROM import_group g FULL JOIN (
        SELECT (facts::json ->> 'import_id')::uuid AS import_id, count(*) AS many FROM happening
        WHERE type = ANY($1::text[]) GROUP BY 1) AS h ON h.import_id = g.import_id
    WHERE coalesce(g.import_id, h.import_id) IS NOT NULL AND coalesce(heard, 0) <> coalesce(many, 0)
"""
"""The count is the one effect that would show if an event had it twice: all others are keyed by its id."""
_MAILS = "SELECT id::text, state, state = 'due' AND (unsure > 0 OR begun_at IS NOT NULL) AS perhaps FROM mail"
_GONE = frozenset({"sent", "unknown"})
_MESSAGE_ID = re.compile(rb"^message-id:\s*<?([^@>\s]*)", re.IGNORECASE | re.MULTILINE)


class Told(NamedTuple):
    """How many events somebody is told of, and what is wrong about the telling."""

    events: int
    wrong: list[str]


async def told_of(here: Region) -> Told:
    """What is held, or was discarded, has no effect; nor has a type that this version does not know."""
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        events = [row["id"] for row in await reporting.fetch(_OF_TYPES, _TOLD_OF)]
    async with here.database("notifications") as database:
        wrong = [f"{row[0]} is unknown to notifications" for row in await database.fetch(_UNHEARD, events)]
        undecided = [row for row in await database.fetch(_UNDECIDED) if _concerns_somebody(row["type"], row["facts"])]
        wrong += [f"{row['event_id']} led to no decision" for row in undecided]
        wrong += [
            f"decided on {row[0]}, which notifications has not" for row in await database.fetch(_WITHOUT_HAPPENING)
        ]
        wrong += [f"{e} to {person} is decided for {only} only" for e, person, only in await database.fetch(_PARTLY)]
        wrong += [_without_mail(row) for row in await database.fetch(_WITHOUT_MAIL)]
        wrong += [f"mail {row[0]} is {row[1]} of no decision" for row in await database.fetch(_WITHOUT_DECISION)]
        wrong += [f"mail {row[0]} is {row[1]}, its decision {row[2]}" for row in await database.fetch(_AT_ODDS)]
        wrong += [f"{e} to {who} is {how} without a push" for e, who, how in await database.fetch(_WITHOUT_PUSH)]
        wrong += [
            f"the pushes of {e} to {who} are {states}, their decision {how or 'missing'}"
            for e, who, how, states in await database.fetch(_PUSHES_AT_ODDS)
        ]
        wrong += [
            f"{heard} changes of import {import_id} were counted, {many} heard"
            for import_id, heard, many in await database.fetch(_MISCOUNTED, _COUNTED)
        ]
    return Told(len(events), wrong)


def _concerns_somebody(type_: str, facts: str) -> bool:
    """A request for leave that nobody has to decide on, or a slot cancelled that nobody had booked, concerns nobody."""
    event = EVENTS[type_].read(facts.encode())
    return any(True for row in AUDIENCE[type(event)] for _ in row.audience(event))


async def told_once(here: Region) -> Invariant:
    """One Message-ID per mail, made of its id; every sent one was caught, and what was caught may have been sent."""
    caught, copies = _caught(here.layout.mail)
    async with here.database("notifications") as notifications:
        ours = {row["id"]: row for row in await notifications.fetch(_MAILS)}
    sent = {mail_id for mail_id, row in ours.items() if row["state"] == "sent"}
    wrong = [f"{mail_id} was caught {many} times" for mail_id, many in caught.items() if many > 1]
    wrong += [f"{mail_id} was caught and is not ours" for mail_id in caught.keys() - ours.keys()]
    wrong += [f"{mail_id} was sent and not caught" for mail_id in sent - caught.keys()]
    wrong += [
        f"{mail_id} was caught and is {ours[mail_id]['state']}"
        for mail_id in caught.keys() & ours.keys()
        if ours[mail_id]["state"] not in _GONE and not ours[mail_id]["perhaps"]
    ]
    return judged("I5 no mail twice", wrong, f"{len(sent)} sent, each caught once, {copies} copies absorbed")


def _caught(folder: Path) -> tuple[Counter[str], int]:
    """How often each mail's id was caught under a Message-ID of its own, and how many copies came besides.

    Only headers are looked at: to read thousands of bodies takes many seconds.
    """
    first: dict[str, Path] = {}
    arrivals = 0
    for path in sorted([*folder.glob("*.mail"), *folder.glob("*.copy")]):
        arrivals += 1
        if path.suffix == ".mail":
            first.setdefault(path.stem.partition("-")[2], path)
    return Counter(map(_mail_id, first.values())), arrivals - len(first)


def _mail_id(path: Path) -> str:
    _, _, mail = path.read_bytes().partition(b"\n")
    found = _MESSAGE_ID.search(mail.partition(b"\r\n\r\n")[0])
    return found[1].decode(errors="replace") if found else ""


def _without_mail(row: Any) -> str:
    return (
        f"{row['event_id']} to {row['person_id']} is {row['decision']} without its mail {row['mail_id'] or ''}".rstrip()
    )
