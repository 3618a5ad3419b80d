"""Whose pack is due, and what was sent to whom."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, any_, false, func, literal, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import insert

from chassis.paging import page_of
from chassis.rules import rule, rules_at
from chassis.work import UnitOfWork
from contracts.vocabulary import PackOccasion, PlacementType
from services.opportunities.domain import Opportunity, Pack, PackTerms, Starter
from services.opportunities.store.opportunities import open_today
from services.opportunities.store.organisations import whose_rules
from services.opportunities.store.tables import opportunities, packs, placements

_LATEST = "opportunities.pack_latest_days"


async def pack_terms(work: UnitOfWork) -> PackTerms:
    """As they are today; until when a pack may go, at each trust where somebody is placed."""
    at = placements.c
    placed = select(at.host).where(~at.cancelled, at.end >= work.today).distinct()
    whose = await whose_rules(work, {row["host"] for row in await work.all(placed)})
    latest = await rules_at(work, [_LATEST], whose, on=work.today)
    return PackTerms(
        ahead=int(await rule(work, "opportunities.pack_ahead_days", on=work.today)),
        again=int(await rule(work, "opportunities.pack_again_days", on=work.today)),
        latest={trust: int(ruled[_LATEST]) for trust, ruled in latest.items()},
    )


async def starters(work: UnitOfWork, terms: PackTerms, occasion: PackOccasion, *, at_most: int) -> list[Starter]:
    """Who is due a pack on this occasion, has none from its host yet, and to whose grade something is open there."""
    at = placements.c
    due = _due(terms, occasion)
    earliest = terms.ahead if occasion == PackOccasion.FIRST_DAY else 0
    from_host = (packs.c.placement_id == at.placement_id, packs.c.trust == at.host, packs.c.occasion == occasion)
    sent = select(packs.c.pack_id).where(*from_host)
    wanted = select(at.placement_id, at.doctor_id, at.host.label("trust"), at.grade, at.start.label("starts_on"), due)
    wanted = wanted.where(
        at.type == PlacementType.IN_POST,
        ~at.cancelled,
        due <= work.today + timedelta(days=earliest),
        or_(false(), *_still_in_time(terms, due, today=work.today)),
        at.end >= work.today,
        ~sent.exists(),
        _something_is_open(work).exists(),
    )
    if occasion == PackOccasion.MIDPOINT:
        wanted = wanted.where(due > _due(terms, PackOccasion.WEEK_FOUR))
    rows = await work.all(wanted.order_by(due, at.placement_id).limit(at_most))
    return [
        Starter(**row, occasion=occasion, send_by=row["due_on"] + timedelta(days=terms.latest[row["trust"]]))
        for row in rows
    ]


async def live_at(work: UnitOfWork, trusts: Collection[str]) -> dict[str, list[Opportunity]]:
    """What is open at each of these trusts today, one family after the other, the newest first."""
    of = opportunities.c
    live = select(opportunities).where(of.trust.in_(sorted(trusts)), *open_today(work))
    found: dict[str, list[Opportunity]] = {trust: [] for trust in trusts}
    for row in await work.all(live.order_by(of.family, of.published_at.desc(), of.opportunity_id)):
        found[row["trust"]].append(Opportunity(**row))
    return found


async def add_packs(work: UnitOfWork, made: Iterable[Pack]) -> set[UUID]:
    """Returns the ids of those kept: of a placement, its host and an occasion there is one."""
    rows = [asdict(pack) for pack in made]
    if not rows:
        return set()
    kept = await work.run(insert(packs).values(rows).on_conflict_do_nothing().returning(packs.c.pack_id))
    return set(kept.scalars())


async def packs_of(work: UnitOfWork, doctor_id: UUID, *, after: UUID | None, limit: int) -> Sequence[Pack]:
    """A doctor's own, newest first, from behind the one named."""
    theirs = select(packs).where(packs.c.doctor_id == doctor_id)
    page = page_of(theirs, packs.c.sent_at, packs.c.pack_id, after=after, limit=limit)
    return [Pack(**row) for row in await work.all(page)]


async def look_at_pack(work: UnitOfWork, pack_id: UUID, *, doctor_id: UUID) -> Pack:
    """Raises NotFound, for a pack of somebody else's too."""
    mine = and_(packs.c.pack_id == pack_id, packs.c.doctor_id == doctor_id)
    return Pack(**await work.one(select(packs).where(mine)))


async def starts_at(work: UnitOfWork, doctor_id: UUID) -> frozenset[str]:
    """Where they are to start, and have been sent what there is: they read it before their first day."""
    at = placements.c
    coming = select(packs.c.trust).join(placements, at.placement_id == packs.c.placement_id)
    theirs = coming.where(
        packs.c.doctor_id == doctor_id, at.start > work.today, at.host == packs.c.trust, ~at.cancelled
    )
    return frozenset(row["trust"] for row in await work.all(theirs))


def _due(terms: PackTerms, occasion: PackOccasion) -> ColumnElement[Any]:
    at = placements.c
    match occasion:
        case PackOccasion.FIRST_DAY:
            due: ColumnElement[Any] = at.start
        case PackOccasion.WEEK_FOUR:
            due = at.start + literal(terms.again)
        case PackOccasion.MIDPOINT:
            due = at.start + (at.end - at.start) // literal(2)
    return type_coerce(due, Date).label("due_on")


def _still_in_time(terms: PackTerms, due: ColumnElement[Any], *, today: date) -> Iterator[ColumnElement[bool]]:
    """A condition for the trusts of each number of days; there are as many as regions have set."""
    for days in sorted(set(terms.latest.values())):
        trusts = sorted(trust for trust, theirs in terms.latest.items() if theirs == days)
        yield and_(placements.c.host.in_(trusts), due >= today - timedelta(days=days))


def _something_is_open(work: UnitOfWork) -> Select[Any]:
    of, at = opportunities.c, placements.c
    to_their_grade = or_(func.cardinality(of.grades) == 0, at.grade == any_(of.grades))
    return select(of.opportunity_id).where(of.trust == at.host, *open_today(work), to_their_grade)
