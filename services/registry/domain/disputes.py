"""Disputes, pure: a doctor says that their placement is wrong, the owner of the data answers; neither changes it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Event
from contracts.registry import PlacementDisputeClosed, PlacementDisputed
from contracts.vocabulary import DisputedField, DisputeOutcome, Role
from services.registry.domain.placements import Placement

DATA_OWNER = Role.MEDED_ADMIN
"""Who answers for a trust's placements: its medical education team."""


class AlreadyDisputed(Declined):
    slug = "already-disputed"
    title = "This is in dispute already"


class AlreadyClosed(Declined):
    slug = "dispute-closed"
    title = "This dispute is closed"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a doctor says is wrong with a placement, and what came of it. Its words are for these two alone."""

    dispute_id: UUID
    placement_id: UUID
    doctor_id: UUID
    host: str
    """The trust that answers: where the placement was when it was disputed, wherever it is moved to since."""
    fields: tuple[DisputedField, ...]
    words: str
    disputed_at: datetime
    outcome: DisputeOutcome | None = None
    answer: str | None = None
    closed_by: UUID | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its doctor and the owner of the data. Raises NotFound for everybody else."""
        if actor.person_id != self.doctor_id and not self.is_answered_by(actor):
            raise NotFound
        return self

    def by_whom(self, names: Mapping[UUID, str]) -> dict[str, Any]:
        """Who was first, for whoever comes second."""
        name = names.get(self.closed_by) if self.closed_by else None
        return {"closed_by": name} if name else {}

    def is_answered_by(self, actor: Actor) -> bool:
        return actor.person_id != self.doctor_id and actor.holds(DATA_OWNER, at=self.host)


def has_owner(holders: Collection[UUID], *, besides: UUID) -> bool:
    """Whether one of a trust's owners of data can answer this doctor: nobody answers their own."""
    return bool(set(holders) - {besides})


@dataclass(frozen=True, slots=True)
class Decision:
    """The dispute as it is from now on, and the facts that made it so."""

    dispute: Dispute
    events: tuple[Event, ...]


def dispute(
    placement: Placement,
    *,
    dispute_id: UUID,
    fields: Collection[DisputedField],
    words: str,
    by: Actor,
    in_dispute: Collection[DisputedField],
    at: datetime,
) -> Decision:
    """Say that one's own placement is wrong; a cancelled one too. Raises NotFound, AlreadyDisputed."""
    if by.person_id != placement.doctor_id:
        raise NotFound
    if again := [field for field in DisputedField if field in fields and field in in_dispute]:
        raise AlreadyDisputed(
            f"{', '.join(again)}: you have said so, and there is no answer yet; dispute what is new", fields=again
        )
    disputed = Dispute(
        dispute_id=dispute_id,
        placement_id=placement.id,
        doctor_id=placement.doctor_id,
        host=placement.host,
        fields=tuple(field for field in DisputedField if field in fields),
        words=words,
        disputed_at=at,
    )
    said = PlacementDisputed(placement=placement.said(), dispute_id=dispute_id, fields=disputed.fields, disputed_at=at)
    return Decision(disputed, (said,))


def close(
    disputed: Dispute,
    placement: Placement,
    *,
    outcome: DisputeOutcome,
    answer: str,
    names: Mapping[UUID, str],
    by: Actor,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """Answer it: corrected, or it stands, and in words. Raises NotFound, LostUpdate, AlreadyClosed."""
    if not disputed.is_answered_by(by):
        raise NotFound
    LostUpdate.unless_at(match, disputed.version, f"dispute {disputed.dispute_id}", **disputed.by_whom(names))
    if not disputed.is_open:
        raise AlreadyClosed(f"It was closed as {disputed.outcome}.", **disputed.by_whom(names))
    closed = replace(disputed, outcome=outcome, answer=answer, closed_by=by.person_id, closed_at=at)
    said = PlacementDisputeClosed(
        placement=placement.said(),
        dispute_id=disputed.dispute_id,
        fields=disputed.fields,
        outcome=outcome,
        closed_at=at,
    )
    return Decision(closed, (said,))
