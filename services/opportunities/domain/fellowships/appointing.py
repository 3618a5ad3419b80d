"""How a fellow is appointed, says how much time they have in truth, and how a fellowship ends before its last day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import FellowshipEnding, FellowshipKind
from services.opportunities.domain.fellowships.chief_registrar import Standard
from services.opportunities.domain.fellowships.fellowship import Fellowship, Ruling, keeps, which
from services.opportunities.domain.fellowships.obstacles import (
    AlreadyEnded,
    DaysNotPossible,
    GradeTooLow,
    HolderNotThere,
    NotBegun,
    OwnFellowship,
)
from services.opportunities.domain.obstacles import NotYourTrust
from services.opportunities.domain.people import Placement, grades


@dataclass(frozen=True, slots=True)
class Appointment:
    """What whoever keeps the register writes into it."""

    trust: str
    kind: FellowshipKind
    doctor_id: UUID
    protected_percent: int
    starts_on: date
    ends_on: date
    grades: tuple[str, ...]
    """Of those who may hold it, as placements write them; none: open to all. A chief registrar's are the rule's."""
    grade_equivalent: bool
    out_of_programme: bool
    funder: str


def appoint(
    what: Appointment,
    *,
    fellowship_id: UUID,
    by: Actor,
    placements: Sequence[Placement],
    standard: Standard,
    at: datetime,
    today: date,
) -> Ruling:
    """Record a fellow of one's own trust; a chief registrar's record must satisfy R78.

    Raises NotYourTrust, OwnFellowship, DaysNotPossible, HolderNotThere, GradeTooLow, TooShort, ShareNotAllowed,
    NoticeTooShort.
    """
    if not keeps(by, trust=what.trust):
        raise NotYourTrust(f"you do not keep the register of fellows of {what.trust}")
    if by.person_id == what.doctor_id:
        raise OwnFellowship(field="doctor_id")
    if what.ends_on < what.starts_on:
        raise DaysNotPossible("It ends before it starts.", field="ends_on")
    is_chief = what.kind is FellowshipKind.CHIEF_REGISTRAR
    grade = _grade(what, standard.grades if is_chief else what.grades, placements)
    if is_chief:
        standard.check(
            protected_percent=what.protected_percent,
            starts_on=what.starts_on,
            ends_on=what.ends_on,
            out_of_programme=what.out_of_programme,
            today=today,
        )
    fellowship = Fellowship(
        fellowship_id=fellowship_id,
        doctor_id=what.doctor_id,
        trust=what.trust,
        kind=what.kind,
        grade=grade,
        grade_equivalent=what.grade_equivalent,
        protected_percent=what.protected_percent,
        starts_on=what.starts_on,
        ends_on=what.ends_on,
        out_of_programme=what.out_of_programme,
        funder=what.funder,
        appointed_by=by.person_id,
        appointed_at=at,
    )
    return Ruling(fellowship, (_appointed(fellowship),))


def report_share(
    fellowship: Fellowship, *, percent: int, by: Actor, at: datetime, today: date, match: int | None = None
) -> Ruling:
    """The holder says how much is protected in truth, as often as it changes, while they hold it.

    Raises NotFound, LostUpdate, NotBegun, AlreadyEnded.
    """
    if by.person_id != fellowship.doctor_id:
        raise NotFound
    fellowship.seen_at(match)
    if today < fellowship.starts_on:
        raise NotBegun(f"It begins on {fellowship.starts_on}.")
    if fellowship.last_day < today:
        raise AlreadyEnded(f"Its last day was {fellowship.last_day}.")
    said = facts.FellowshipShareReported(**which(fellowship), percent=percent, reported_at=at)
    return Ruling(replace(fellowship, reported_percent=percent, reported_at=at), (said,))


def end(
    fellowship: Fellowship,
    *,
    reason: FellowshipEnding,
    ended_on: date,
    by: Actor,
    at: datetime,
    match: int | None = None,
) -> Ruling:
    """It ends before its last day, or never should have begun.

    Raises NotFound, LostUpdate, AlreadyEnded, OwnFellowship, DaysNotPossible.
    """
    if not fellowship.is_kept_by(by):
        raise NotFound
    fellowship.seen_at(match)
    if fellowship.ended_on is not None:
        raise AlreadyEnded(ended_by=str(fellowship.ended_by))
    if by.person_id == fellowship.doctor_id:
        raise OwnFellowship("Somebody else has to record that yours ended.")
    if not fellowship.starts_on <= ended_on <= fellowship.ends_on:
        within = f"from {fellowship.starts_on} to {fellowship.ends_on}"
        raise DaysNotPossible(f"Its last day is {within}.", field="ended_on")
    ended = replace(fellowship, reason=reason, ended_on=ended_on, ended_by=by.person_id, ended_at=at)
    said = facts.FellowshipEnded(
        **which(fellowship), reason=reason, ended_on=ended_on, ended_by=by.person_id, ended_at=at
    )
    return Ruling(ended, (said,))


def _grade(what: Appointment, accepted: Collection[str], placements: Sequence[Placement]) -> str:
    there = grades(placements, at=what.trust, on=what.starts_on)
    if not there:
        raise HolderNotThere(
            f"The registry knows of no placement of theirs at {what.trust} on {what.starts_on}.", field="doctor_id"
        )
    fitting = there & set(accepted) if accepted else there
    if not fitting and not what.grade_equivalent:
        raise GradeTooLow(
            f"It is {', '.join(sorted(there))}. The post is for {', '.join(accepted)}, or say that it is equivalent.",
            field="grade_equivalent",
        )
    return min(fitting or there)


def _appointed(fellowship: Fellowship) -> facts.FellowshipAppointed:
    return facts.FellowshipAppointed(
        **which(fellowship),
        grade=fellowship.grade,
        grade_equivalent=fellowship.grade_equivalent,
        out_of_programme=fellowship.out_of_programme,
        funder=fellowship.funder,
        appointed_by=fellowship.appointed_by,
        appointed_at=fellowship.appointed_at,
    )
