"""Whether everything that was acknowledged is there, once, everywhere: from the databases alone."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from contracts import Topic
from contracts.subscriptions import KEEPS_A_JOURNAL
from contracts.vocabulary import Decision
from fairlead.chaos.load import History
from fairlead.chaos.town import trust_of
from fairlead.commands.client import Region
from fairlead.demo.cast import Spell
from fairlead.verifying import Invariant
from fairlead.verifying import judged as verdict

_PLACEMENTS = """
    SELECT id, post, host, start, "end", wte, cancelled FROM placement
"""
_COPIES = {
    "opportunities": 'SELECT placement_id AS id, host, start, "end", cancelled FROM placement',
    "leave": 'SELECT placement_id AS id, host, start, "end", cancelled FROM placement',
    "feedback": 'SELECT placement_id AS id, host, start, "end", cancelled FROM placement',
    "role_modelling": 'SELECT placement_id AS id, host, start, "end", cancelled FROM placement',
    "reporting": 'SELECT placement_id AS id, host, starts_on AS start, ends_on AS "end", cancelled FROM placement',
}
_FACTS = "SELECT subject, type, count(*) AS many FROM journal WHERE topic = $1 GROUP BY 1, 2"
_STATUS = {
    "submitted": "waiting",
    "step_decided": "waiting",
    "withdrawn": "withdrawn",
    "refused": "refused",
    "approved": "approved",
}
_TO_BE_TOLD = "SELECT id FROM journal WHERE topic = ANY($1::text[]) AND type <> 'fairlead.leave.withdrawn.v1'"


async def judged(here: Region, history: History) -> list[Invariant]:
    """Conservation of the load, each promise to somebody checked where it must have had its effect."""
    return [
        verdict("C1 answers", history.broken, "no answer contradicted another, every command was taken"),
        await _imports(here, history),
        await _placements(here, history.spells),
        await _leave(here, history.leave),
        await _feedback(here, history.feedback),
        await _appointments(here, history.appointments),
        await _told(here),
    ]


async def _imports(here: Region, history: History) -> Invariant:
    async with here.database("registry") as registry:
        rows = {str(row["id"]): row for row in await registry.fetch('SELECT id, state, rows FROM "import"')}
    wrong = [
        f"import {import_id}: {rows[import_id]['state'] if import_id in rows else 'is not there'}"
        for import_id, many in history.imports.items()
        if import_id not in rows or rows[import_id]["state"] != "done" or rows[import_id]["rows"] != many
    ]
    done = sum(row["state"] == "done" for row in rows.values())
    if done != len(history.imports):
        wrong.append(f"{done} imports are done, {len(history.imports)} were acknowledged")
    return verdict("C2 imports", wrong, f"{done} files, each taken in once")


async def _placements(here: Region, spells: Mapping[str, Spell]) -> Invariant:
    """The registry has what the last file said, and every service that keeps placements has what the registry has."""
    async with here.database("registry") as registry:
        owned = await registry.fetch(_PLACEMENTS)
    by_post = Counter(row["post"] for row in owned)
    wrong = [f"post {post} has {many} placements" for post, many in by_post.items() if many > 1]
    kept = {row["post"]: row for row in owned}
    for post, spell in spells.items():
        if post not in kept:
            wrong.append(f"post {post} is not in the registry")
        elif not _as_in_the_file(kept[post], spell):
            wrong.append(f"post {post} is not as its last file has it")
    if strangers := kept.keys() - spells.keys():
        wrong.append(f"{len(strangers)} placements that nobody sent in")
    for service, query in _COPIES.items():
        async with here.database(service) as database:
            copies = {row["id"]: tuple(row)[1:] for row in await database.fetch(query)}
        differ = [
            row["id"]
            for row in owned
            if copies.get(row["id"]) != (row["host"], row["start"], row["end"], row["cancelled"])
        ]
        wrong += [f"{service} has placement {which} otherwise" for which in differ]
        wrong += [f"{service} has {len(copies)} placements of {len(owned)}"] * (len(copies) != len(owned))
    return verdict("C3 placements", wrong, f"{len(spells)} as last sent in, the same in {len(_COPIES) + 1} services")


def _as_in_the_file(row: Any, spell: Spell) -> bool:
    if spell.status == "DELETE":  # what a cancelled row said besides does not count
        return bool(row["cancelled"])
    seen = (row["host"], row["start"], row["end"], f"{row['wte']:.1f}", row["cancelled"])
    return bool(seen == (trust_of(spell.site), spell.start, spell.end, spell.wte, False))


async def _leave(here: Region, facts: Mapping[str, list[str]]) -> Invariant:
    """Each request stands where its answers left it, and the journal has each fact once."""
    async with here.database("leave") as leave:
        kept = {
            str(row["leave_id"]): row["status"]
            for row in await leave.fetch("SELECT leave_id, status FROM leave_request")
        }
    wrong = _set_against("leave request", kept, facts)
    for request, said in facts.items():
        if request in kept and kept[request] != _STATUS[said[-1]]:
            wrong.append(f"leave request {request} is {kept[request]} after {', '.join(said)}")
    implied = Counter((request, fact) for request, said in facts.items() for fact in said)
    wrong += _differing(implied, await _journalled(here, Topic.LEAVE, besides={"placement_affected"}))
    return verdict("C4 leave", wrong, f"{len(facts)} requests, {implied.total()} facts, each said once")


async def _feedback(here: Region, given: Collection[str]) -> Invariant:
    async with here.database("feedback") as feedback:
        kept = {str(row["feedback_id"]) for row in await feedback.fetch("SELECT feedback_id FROM written_feedback")}
    wrong = _set_against("feedback", kept, given)
    wrong += _differing(Counter((one, "given") for one in given), await _journalled(here, Topic.FEEDBACK))
    return verdict("C5 feedback", wrong, f"{len(given)} given, each said once")


async def _appointments(here: Region, made: Collection[str]) -> Invariant:
    wrong: list[str] = []
    for service, column in (("registry", "id"), ("notifications", "appointment_id")):
        async with here.database(service) as database:
            kept = {str(row["id"]) for row in await database.fetch(f"SELECT {column} AS id FROM appointment")}  # noqa: S608
        wrong += [f"{service} lacks appointment {one}" for one in set(made) - kept]
    return verdict("C6 appointments", wrong, f"{len(made)} made, all known to those who tell people")


async def _told(here: Region) -> Invariant:
    """Whatever of leave and feedback somebody is to be told led to a decision; no mail is in the balance."""
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        topics = [Topic.LEAVE.value, Topic.FEEDBACK.value]
        events: set[UUID] = {row["id"] for row in await reporting.fetch(_TO_BE_TOLD, topics)}
    async with here.database("notifications") as notifications:
        decided = {
            row["event_id"]
            for row in await notifications.fetch(
                "SELECT DISTINCT event_id FROM decision WHERE event_id = ANY($1::uuid[])", list(events)
            )
        }
        mails = {
            r["state"]: r["many"]
            for r in await notifications.fetch("SELECT state, count(*) AS many FROM mail GROUP BY 1")
        }
    wrong = [f"event {one} led to no decision about anybody" for one in events - decided]
    wrong += [f"{many} mails are {state}" for state, many in mails.items() if state in ("due", "waiting", "failed")]
    unsure = mails.get("unknown", 0)
    fine = f"{len(decided)} events decided on, {mails.get(Decision.SENT, 0)} mails sent, {unsure} flagged as unsure"
    return verdict("C7 told", wrong, fine)


async def _journalled(here: Region, topic: Topic, *, besides: Collection[str] = ()) -> Counter[tuple[str, str]]:
    """How often each fact about each subject is in the journal."""
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        rows = await reporting.fetch(_FACTS, topic.value)
    facts = {(row["subject"], row["type"].split(".")[2]): row["many"] for row in rows}
    return Counter({fact: many for fact, many in facts.items() if fact[1] not in besides})


def _set_against(what: str, kept: Collection[str], acknowledged: Collection[str]) -> list[str]:
    lost, ghosts = set(acknowledged) - set(kept), set(kept) - set(acknowledged)
    return [f"{what} {one} was acknowledged and is lost" for one in lost] + [
        f"{what} {one} was never acknowledged" for one in ghosts
    ]


def _differing(said: Counter[tuple[str, str]], journal: Counter[tuple[str, str]]) -> list[str]:
    return [
        f"{which}: {fact} is in the journal {journal[which, fact]} times, not {said[which, fact]}"
        for which, fact in said.keys() | journal.keys()
        if said[which, fact] != journal[which, fact]
    ]
