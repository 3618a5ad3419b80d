"""What the portal keeps: who is signed in on which browser, sign-ins on their way, and whether this is production."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary, MetaData, Table, Text, Uuid, delete, insert, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert

from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts import Grant
from contracts.vocabulary import Role
from services.portal.domain import Identity, Session, Started, fingerprint

metadata = MetaData()

sessions = Table(
    "session",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("person_id", Uuid, nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("grants", JSONB, nullable=False),
    Column("granted_at", DateTime(timezone=True), nullable=False),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
)

sign_ins = Table(
    "sign_in",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False, index=True),
)

marks = Table(
    "mark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

_PRODUCTION = "production"
_KNOWN = {role.value for role in Role}


async def limit(work: UnitOfWork, name: str) -> timedelta:
    """``session_idle_minutes``, ``session_hours`` and the like, as they stand today."""
    unit = name.rpartition("_")[2]
    return timedelta(**{unit: await rule(work, f"portal.{name}", on=work.today)})


async def verifications_per_minute(work: UnitOfWork) -> int:
    """What one reader may ask, as it stands today."""
    at_most: int = await rule(work, "portal.verifications_per_minute", on=work.today)
    return at_most


async def session(work: UnitOfWork, key: str) -> Session | None:
    """The session that a browser's key opens, if it is not over; that one is noted as ended by its absence."""
    row = await work.first(select(sessions).where(sessions.c.fingerprint == fingerprint(key)))
    if row is None:
        return None
    return Session(
        key=key,
        person_id=row["person_id"],
        name=row["name"],
        grants=_grants(row["grants"]),
        granted_at=row["granted_at"],
        seen_at=row["seen_at"],
        ends_at=row["ends_at"],
    )


async def begin_session(work: UnitOfWork, begun: Session, identity: Identity) -> None:
    values = {
        "fingerprint": fingerprint(begun.key),
        "person_id": begun.person_id,
        "issuer": identity.issuer,
        "subject": identity.subject,
        "name": begun.name,
        "grants": _plain(begun.grants),
        "granted_at": begun.granted_at,
        "begun_at": work.now,
        "seen_at": begun.seen_at,
        "ends_at": begun.ends_at,
    }
    await work.run(insert(sessions).values(values))


async def note_visit(work: UnitOfWork, key: str) -> None:
    await work.run(update(sessions).where(sessions.c.fingerprint == fingerprint(key)).values(seen_at=work.now))


async def keep_grants(work: UnitOfWork, key: str, grants: Collection[Grant]) -> None:
    values = {"grants": _plain(grants), "granted_at": work.now}
    await work.run(update(sessions).where(sessions.c.fingerprint == fingerprint(key)).values(values))


async def end_session(work: UnitOfWork, key: str) -> None:
    await work.run(delete(sessions).where(sessions.c.fingerprint == fingerprint(key)))


async def start_sign_in(work: UnitOfWork, state: str, started: Started) -> None:
    values: dict[str, Any] = {"fingerprint": fingerprint(state), "nonce": started.nonce, "verifier": started.verifier}
    await work.run(insert(sign_ins).values({**values, "path": started.path, "until": started.until}))


async def take_sign_in(work: UnitOfWork, state: str) -> Started | None:
    """The sign-in that this answer belongs to. It is gone with that: an answer counts once."""
    taken = delete(sign_ins).where(sign_ins.c.fingerprint == fingerprint(state)).returning(sign_ins)
    row = await work.first(taken)
    if row is None or row["until"] <= work.now:
        return None
    return Started(nonce=row["nonce"], verifier=row["verifier"], path=row["path"], until=row["until"])


async def forget_what_is_over(work: UnitOfWork, *, idle: timedelta) -> None:
    over = or_(sessions.c.ends_at <= work.now, sessions.c.seen_at <= work.now - idle)
    await work.run(delete(sessions).where(over))
    await work.run(delete(sign_ins).where(sign_ins.c.until <= work.now))


async def mark_production(work: UnitOfWork) -> None:
    """Once real people are in a database, nobody picks one from a list beside it any more (reference B1, lock 4)."""
    await work.run(upsert(marks).values(name=_PRODUCTION, at=work.now).on_conflict_do_nothing())


async def is_production(work: UnitOfWork) -> bool:
    return await work.first(select(marks).where(marks.c.name == _PRODUCTION)) is not None


def _plain(grants: Collection[Grant]) -> list[list[str | None]]:
    return sorted(([grant.role.value, grant.scope] for grant in grants), key=str)


def _grants(kept: Sequence[Sequence[str]]) -> frozenset[Grant]:
    """A role that this version does not know any more is none."""
    return frozenset(Grant(Role(role), scope) for role, scope in kept if role in _KNOWN)
