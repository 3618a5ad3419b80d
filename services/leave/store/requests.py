"""Requests for leave: one row each, its waiting step read at the desk whose turn it is today (R10)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Uuid,
    and_,
    bindparam,
    case,
    false,
    func,
    insert,
    literal,
    literal_column,
    not_,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import OrganisationKind, Role
from services.leave.domain import DECIDERS, OPEN, Desk, LeaveRequest, Status, desks_to_tell
from services.leave.store.appointments import somebody_holds, who_holds
from services.leave.store.tables import UNDECIDED, organisations, placements, requests
from services.leave.store.unused import look_again

_FIELDS = tuple(field.name for field in fields(LeaveRequest))
_WHOLE = select(*(requests.c[name] for name in _FIELDS))
_FLAG = (
    update(requests)
    .where(requests.c.leave_id == bindparam("flagged"))
    .values(affected=bindparam("touched"), version=bindparam("next"))
)

_LATE_UNSAID = (
    '$[*] ? (@.outcome == null && !(@.said_late == "answer")'
    ' && !(@.said_late == "acknowledgement" && @.answer_by == null))'
)
"""Of appeals: one that waits, and of whose day nothing was said yet."""


_REFUSED_BY = case(
    (
        requests.c.status == Status.REFUSED,
        func.jsonb_path_query_array(
            requests.c.steps, literal_column("""'$[*] ? (@.verdict == "refused")'"""), type_=JSONB
        )[-1]["decided_by"].astext.cast(Uuid),
    )
)
"""Who said no last: of an appeal, nobody who answers it."""

_STAND_IN = (
    update(requests)
    .where(placements.c.placement_id == requests.c.placement_id, placements.c.employer.is_not(None))
    .where(organisations.c.code == requests.c.trust, organisations.c.kind == OrganisationKind.GP_PRACTICE)
    .where(requests.c.director_at.is_distinct_from(placements.c.employer))
    .values(director_at=placements.c.employer)
)
"""Who stands in at practices, where it is another than was known; an employer who is unsaid stands in still."""


async def add(work: UnitOfWork, request: LeaveRequest) -> None:
    """Add a new request. What is noted of days that were (R29) may change what was said of their year."""
    if request.first_day < work.today:
        await look_again(work, {request.doctor_id: request.first_day})
    await work.run(insert(requests), _row(request))


async def leave_request(work: UnitOfWork, leave_id: UUID) -> LeaveRequest:
    """Load it and hold it: no one else decides about it until we commit. Raises NotFound."""
    row = await work.one(_WHOLE.where(requests.c.leave_id == leave_id).with_for_update())
    return (await _as_held(work, [row]))[0]


async def look_at(work: UnitOfWork, leave_id: UUID) -> LeaveRequest:
    """Load it without holding it, to show. Raises NotFound."""
    row = await work.one(_WHOLE.where(requests.c.leave_id == leave_id))
    return (await _as_held(work, [row]))[0]


async def keep(work: UnitOfWork, request: LeaveRequest) -> LeaveRequest:
    """Keep a held request as its next version. Of days that were, it may change what was said of their year."""
    if request.first_day < work.today:
        await look_again(work, {request.doctor_id: request.first_day})
    following = replace(request, version=request.version + 1)
    await work.run(update(requests).where(requests.c.leave_id == request.leave_id).values(_row(following)))
    return following


async def open_requests(work: UnitOfWork, *, doctor_ids: Collection[UUID]) -> list[LeaveRequest]:
    """The leave of these doctors that is waiting or approved and not over, all held."""
    if not doctor_ids:
        return []
    concerned = (
        requests.c.doctor_id.in_(sorted(doctor_ids)),
        requests.c.status.in_(OPEN),
        requests.c.last_day >= work.today,
    )
    rows = await work.all(_WHOLE.where(*concerned).order_by(requests.c.leave_id).with_for_update())
    return await _as_held(work, rows)


async def keep_rung(work: UnitOfWork, request: LeaveRequest) -> None:
    """Keep what was said of what waits in a held request; whoever is just reading it may still decide."""
    changed = {name: _row(request)[name] for name in ("steps", "appeals", "next_rung_at", "waits_for_director")}
    await work.run(update(requests).where(requests.c.leave_id == request.leave_id).values(changed))


async def requests_of(work: UnitOfWork, doctor_id: UUID) -> list[LeaveRequest]:
    """All that a doctor has asked for and not lost or taken back, to reckon with; what is over too (R5, R14, R22)."""
    return [LeaveRequest(**row) for row in await work.all(_of(doctor_id))]


async def requests_alone(work: UnitOfWork, doctor_id: UUID) -> list[LeaveRequest]:
    """The same, held: whoever decides about one waits until we commit, and then sees what we kept."""
    return [LeaveRequest(**row) for row in await work.all(_of(doctor_id).with_for_update())]


async def late_requests(work: UnitOfWork, *, at_most: int) -> list[LeaveRequest]:
    """Those of whose waiting step, appeal or return there is something to say by now, longest ago first, held.

    Also an appeal without its moment, as a process of before appeals had one keeps it: it is given its own. Those that
    somebody else holds are passed over. As their steps were given, not as held today: what is said of a
    desk does not move the step to it.
    """
    of = requests.c
    appealed = (of.status == Status.REFUSED, of.waiting_role.is_not(None), of.next_rung_at.is_(None))
    unsaid = func.jsonb_path_exists(of.appeals, literal_column(f"'{_LATE_UNSAID}'"))
    late = _WHOLE.where(or_(of.next_rung_at <= work.now, and_(*appealed, unsaid)))
    rows = await work.all(late.order_by(of.next_rung_at, of.leave_id).limit(at_most).with_for_update(skip_locked=True))
    return [LeaveRequest(**row) for row in rows]


async def left_undecided(work: UnitOfWork, *, at_most: int) -> list[LeaveRequest]:
    """Those that ``is_left_undecided`` has, held; those that somebody else holds are passed over, as by the ladder."""
    of = requests.c
    left = _WHOLE.where(UNDECIDED, of.last_day < work.today, of.appeals == ()).order_by(of.last_day, of.leave_id)
    return [LeaveRequest(**row) for row in await work.all(left.limit(at_most).with_for_update(skip_locked=True))]


async def keep_flags(work: UnitOfWork, touched: Iterable[LeaveRequest]) -> None:
    """Keep what placement changes did to held requests, each as its next version."""
    rows = [{"flagged": each.leave_id, "touched": each.affected, "next": each.version + 1} for each in touched]
    if rows:
        await work.run(_FLAG, rows)


async def find_directors(work: UnitOfWork, *, of: Collection[UUID] = (), at: Collection[str] = ()) -> None:
    """Of leave from these placements or at these hosts: at practices, the director of who employs stands in (R10)."""
    if of or at:
        concerned = or_(requests.c.placement_id.in_(sorted(of)), requests.c.trust.in_(sorted(at)))
        await work.run(_STAND_IN.where(concerned))


async def find_all_directors(work: UnitOfWork) -> None:
    """The same of all leave, after our copy of placements or organisations was put right."""
    await work.run(_STAND_IN)


async def my_requests(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> Sequence[LeaveRequest]:
    """A doctor's own, newest first, from behind the one named."""
    return await _page(work, requests.c.doctor_id == doctor_id, after=after, limit=limit)


async def requests_waiting_for(
    work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int
) -> Sequence[LeaveRequest]:
    """What waits for this person, except their own, newest first, from behind the one named.

    It waits at the desks they hold, and for a director also at those they stand in for that nobody holds (R10) or that
    have given no response (R16). An appeal waits as ``answering_desks`` says, and never for who refused (R19).
    """
    of, role = requests.c, requests.c.waiting_role
    desks = [Desk(grant.role, grant.scope) for grant in actor.grants if grant.role in DECIDERS and grant.scope]
    trusts = [desk.scope for desk in desks if desk.role == Role.DME]
    nobodys = (of.doctor_id, _REFUSED_BY)
    held = somebody_holds(work, role, of.waiting_scope, besides=nobodys)
    director_at = func.coalesce(of.director_at, of.trust)
    directed = somebody_holds(work, literal(Role.DME), director_at, besides=nobodys)
    steps = type_coerce(of.steps, JSONB)
    asked = (
        steps.contains([desk._asdict()])
        & somebody_holds(work, literal(desk.role), literal(desk.scope), besides=nobodys)
        for desk in desks
        if desk.role == Role.TPD
    )
    theirs = or_(
        and_(tuple_(role, of.waiting_scope).in_(desks), held),
        and_(director_at.in_(trusts), role.is_not(None), not_(held), or_(directed, of.status != Status.REFUSED)),
        and_(director_at.in_(trusts), of.waits_for_director),
        and_(of.status == Status.REFUSED, role.is_not(None), not_(held), not_(directed), or_(false(), *asked)),
    )
    mine = or_(*(each.is_not_distinct_from(actor.person_id) for each in nobodys))
    return await _page(work, theirs & not_(mine), after=after, limit=limit)


async def requests_at(
    work: UnitOfWork, trusts: Collection[str], *, besides: UUID, after: UUID | None, limit: int
) -> Sequence[LeaveRequest]:
    """What waits or is approved and not over of who works at these trusts or is employed by them, newest first."""
    of, employed = requests.c, select(placements.c.placement_id).where(placements.c.employer.in_(sorted(trusts)))
    theirs = or_(of.trust.in_(sorted(trusts)), of.placement_id.in_(employed))
    open_ = and_(of.status.in_(OPEN), of.last_day >= work.today, of.doctor_id != besides)
    return await _page(work, theirs & open_, after=after, limit=limit)


def _of(doctor_id: UUID) -> Select[Any]:
    """In one order, so that two who hold them never wait for each other."""
    return _WHOLE.where(requests.c.doctor_id == doctor_id, requests.c.status.in_(OPEN)).order_by(requests.c.leave_id)


async def _page(
    work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int
) -> Sequence[LeaveRequest]:
    of = requests.c
    page = page_of(_WHOLE.where(which), of.submitted_at, of.leave_id, after=after, limit=limit)
    return await _as_held(work, await work.all(page))


async def _as_held(work: UnitOfWork, rows: Iterable[RowMapping]) -> list[LeaveRequest]:
    loaded = [LeaveRequest(**row) for row in rows]
    holders = await who_holds(work, {desk for each in loaded for desk in desks_to_tell(each)})
    return [each.as_held(holders) for each in loaded]


def _row(request: LeaveRequest) -> dict[str, Any]:
    waiting = request.waiting_desk
    return {
        **{name: getattr(request, name) for name in _FIELDS},
        "waiting_role": waiting.role if waiting else None,
        "waiting_scope": waiting.scope if waiting else None,
        "next_rung_at": request.next_rung_at,
        "waits_for_director": request.waits_for_director,
    }
