"""When a placement changes, which leave it touches, and who must look again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from contracts.leave import LeavePlacementAffected
from contracts.registry import DateChange, PlacementAnnounced, PlacementCancelled, PlacementChanged
from contracts.vocabulary import PlacementField
from services.leave.domain.chain import Desk
from services.leave.domain.decisions import Decision, which
from services.leave.domain.request import Affected, LeaveRequest

PlacementNews: TypeAlias = PlacementChanged | PlacementCancelled

MATTERS = frozenset(
    {PlacementField.HOST, PlacementField.SITE, PlacementField.START, PlacementField.END, PlacementField.WTE}
)
"""The fields of a placement that leave rests on; a new grade or supervisor touches no leave."""


def matters(news: PlacementNews) -> bool:
    """Whether any leave could rest on what changed."""
    return isinstance(news, PlacementCancelled) or bool(_fields(news))


def touches(request: LeaveRequest, news: PlacementNews, *, today: date) -> bool:
    """Whether leave that is waiting or approved and not over rests on what changed.

    It rests on the placement it was decided by (R10), and on any that covers its days before or after the change.
    """
    return (
        matters(news)
        and request.doctor_id == news.placement.doctor_id
        and request.is_open(today)
        and _covers(request, news)
    )


def earliest_touched(heard: Iterable[PlacementAnnounced | PlacementNews]) -> dict[UUID, date]:
    """Each doctor, and the first day on which these placements are, or were, theirs."""
    found: dict[UUID, date] = {}
    for news in heard:
        start, doctor_id = news.placement.start, news.placement.doctor_id
        if isinstance(news, PlacementChanged):
            start = min([start, *(change.old for change in news.changes if change.field == "start")])
        found[doctor_id] = min(found.get(doctor_id, start), start)
    return found


def desks_to_tell(request: LeaveRequest) -> tuple[Desk, ...]:
    """The desk of the step or appeal that waits, and those that stand in where nobody holds it."""
    if step := request.waiting_step:
        return (step.desk, request.director)
    return request.answering_desks


def after_placement_change(
    request: LeaveRequest, news: PlacementNews, *, holders: Mapping[Desk, Collection[UUID]], today: date
) -> Decision:
    """Flag the request and name who must look again, or leave it as it is when the change does not touch it."""
    if not touches(request, news, today=today):
        return Decision(request)
    happened = news.cancelled_at if isinstance(news, PlacementCancelled) else news.changed_at
    affected = Affected(happened, _fields(news), cancelled=isinstance(news, PlacementCancelled))
    flagged = replace(request, affected=request.affected.and_then(affected) if request.affected else affected)
    said = LeavePlacementAffected(
        **which(request),
        placement_id=news.placement.placement_id,
        fields=affected.fields,
        cancelled=affected.cancelled,
        affected_at=happened,
        approvers=_approvers(request, holders),
        import_id=news.import_id,
    )
    return Decision(flagged, (said,))


def _fields(news: PlacementNews) -> tuple[PlacementField, ...]:
    if isinstance(news, PlacementCancelled):
        return ()
    changed = (PlacementField(change.field) for change in news.changes)
    return tuple(field for field in changed if field in MATTERS)


def _covers(request: LeaveRequest, news: PlacementNews) -> bool:
    placement = news.placement
    if placement.placement_id == request.placement_id:
        return True
    changes = () if isinstance(news, PlacementCancelled) else news.changes
    old = {change.field: change.old for change in changes if isinstance(change, DateChange)}
    spells = ((placement.start, placement.end), (old.get("start", placement.start), old.get("end", placement.end)))
    return any(start <= request.first_day and request.last_day <= end for start, end in spells)


def _approvers(request: LeaveRequest, holders: Mapping[Desk, Collection[UUID]]) -> tuple[UUID, ...]:
    """Holders of the waiting step, else of the director's desk, else those who decided; never the doctor."""
    for desk in desks_to_tell(request):
        if held_by := set(holders.get(desk, ())) - {request.doctor_id}:
            return tuple(sorted(held_by))
    return tuple(dict.fromkeys(step.decided_by for step in request.steps if step.decided_by))
