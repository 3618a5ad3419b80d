"""Placements that doctors declare themselves, pure: medical education confirms one or refuses it, with words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from chassis.errors import Declined, Forbidden, LostUpdate, NotFound
from contracts import Actor, Event
from contracts.registry import DeclarationMade, DeclarationRefused
from contracts.vocabulary import OrganisationKind, PlacementSource, PlacementType
from services.registry.domain.cells import folded
from services.registry.domain.disputes import DATA_OWNER, has_owner
from services.registry.domain.organisations import Organisation
from services.registry.domain.placements import DaysAhead, Placement, When


class AlreadyPlaced(Declined):
    slug = "already-placed"
    title = "There is this placement, or this declaration, already"


class AlreadyAnswered(Declined):
    slug = "already-answered"
    title = "This declaration has its answer"


class NotThere(Declined):
    status = 422
    slug = "not-a-workplace"
    title = "Nobody works at this organisation"


class NobodyAnswers(Declined):
    """It would wait for ever: a practice has no medical education team."""

    status = 422
    slug = "nobody-answers"
    title = "Nobody there could answer you"


class DatesNotPossible(Declined):
    status = 422
    slug = "dates-not-possible"
    title = "These dates cannot be"


class NotRegistered(Forbidden):
    slug = "not-registered"
    title = "Whoever declares a placement is known here by a registration number"


class NoSuchTerm(Declined):
    """What is typed would travel in every copy of the placement."""

    status = 422
    slug = "no-such-term"
    title = "No placement here has this grade or specialty"


class TooManyWaiting(Declined):
    """Each asks a trust at once."""

    slug = "too-many-declarations"
    title = "You have as many declarations that wait for an answer as may wait"


class Answer(StrEnum):
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a doctor says of where they work, and what came of it."""

    declaration_id: UUID
    doctor_id: UUID
    host: str
    site: str
    grade: str
    specialty: str | None
    wte: Decimal
    start: date
    end: date
    declared_at: datetime
    answer: Answer | None = None
    words: str | None = None
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    placement_id: UUID | None = None
    version: int = 1

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its doctor and who answers for the data of the host. Raises NotFound for everybody else."""
        if actor.person_id != self.doctor_id and not self.is_answered_by(actor):
            raise NotFound
        return self

    def is_answered_by(self, actor: Actor) -> bool:
        return actor.person_id != self.doctor_id and actor.holds(DATA_OWNER, at=self.host)

    def by_whom(self, names: Mapping[UUID, str]) -> dict[str, Any]:
        """Who was first, for whoever comes second."""
        name = names.get(self.answered_by) if self.answered_by else None
        return {"answered_by": name} if name else {}

    def answered(
        self, answer: Answer, *, names: Mapping[UUID, str], by: Actor, at: datetime, match: int | None
    ) -> Self:
        """Raises NotFound, LostUpdate, AlreadyAnswered."""
        if not self.is_answered_by(by):
            raise NotFound
        LostUpdate.unless_at(match, self.version, f"declaration {self.declaration_id}", **self.by_whom(names))
        if self.answer is not None:
            raise AlreadyAnswered(f"It was {self.answer}.", **self.by_whom(names))
        return replace(self, answer=answer, answered_by=by.person_id, answered_at=at)

    def overlaps(self, start: date, end: date) -> bool:
        return self.start <= end and start <= self.end

    def among(self, placements: Iterable[Placement]) -> Placement | None:
        """The one at the same trust in the same days, where there is one."""
        there = (p for p in placements if not p.cancelled and p.host == self.host)
        return next((placement for placement in there if self.overlaps(placement.start, placement.end)), None)


@dataclass(frozen=True, slots=True)
class Decision:
    """The declaration as it is from now on, and what is said of it."""

    declaration: Declaration
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Confirmation(Decision):
    """With the placement that it is from now on."""

    placement: Placement


def declare(
    declared: Declaration,
    *,
    site: Organisation,
    owners: Collection[UUID],
    is_registered: bool,
    terms: Mapping[tuple[str, str], str],
    placements: Collection[Placement],
    waiting: Collection[Declaration],
    most_waiting: int,
) -> Decision:
    """Say where one works, in the terms that files use: ``terms`` has their spelling by kind and folded spelling.

    ``owners``: who answers for the host's data today.
    Raises NotRegistered, NotThere, NobodyAnswers, DatesNotPossible, NoSuchTerm, AlreadyPlaced, TooManyWaiting.
    """
    if not is_registered:
        raise NotRegistered("ask the deanery, or the medical education team where you work, to send in your number")
    if site.kind in (OrganisationKind.DEANERY, OrganisationKind.OTHER):
        raise NotThere(f"{site.code} is no trust, site or practice: give the code of where you work")
    if not has_owner(owners, besides=declared.doctor_id):
        raise NobodyAnswers(
            f"{declared.host} has no medical education team here that could: ask whoever employs you, "
            "or the deanery, to send the placement in with their file"
        )
    if declared.start > declared.end:
        raise DatesNotPossible(f"the last day, {declared.end}, is before the first, {declared.start}")
    if known := declared.among(placements):
        raise AlreadyPlaced(f"you have one there from {known.start} to {known.end}: dispute it if it is wrong")
    if any(one.host == declared.host and declared.overlaps(one.start, one.end) for one in waiting):
        raise AlreadyPlaced("you have declared one there for these days: it waits for its answer")
    if len(waiting) >= most_waiting:
        raise TooManyWaiting(f"{len(waiting)} wait: wait for their answers")
    spelt = replace(
        declared,
        grade=_spelt("grade", declared.grade, terms),
        specialty=_spelt("specialty", declared.specialty, terms) if declared.specialty else None,
    )
    said = DeclarationMade(**_said(spelt), declared_at=spelt.declared_at)
    return Decision(spelt, (said,))


def confirm(
    declared: Declaration,
    *,
    placement_id: UUID,
    placements: Iterable[Placement],
    names: Mapping[UUID, str],
    by: Actor,
    when: When,
    days: DaysAhead,
    match: int | None = None,
) -> Confirmation:
    """It is a placement from now on, and announced as one.

    Raises NotFound, LostUpdate, AlreadyAnswered, and AlreadyPlaced where a file has brought it in since.
    """
    confirmed = declared.answered(Answer.CONFIRMED, names=names, by=by, at=when.at, match=match)
    if known := declared.among(placements):
        raise AlreadyPlaced(f"a file has brought in one there from {known.start} to {known.end}: refuse this one")
    placement = Placement(
        id=placement_id,
        tis_id=None,
        doctor_id=declared.doctor_id,
        post=f"{declared.site} self-declared",
        host=declared.host,
        site=declared.site,
        employer=None,
        programme=None,
        grade=declared.grade,
        specialty=declared.specialty,
        type=PlacementType.IN_POST,
        wte=declared.wte,
        start=declared.start,
        end=declared.end,
        source=PlacementSource.SELF_DECLARED,
    )
    announced = when.announced(placement, days)
    return Confirmation(replace(confirmed, placement_id=placement_id), (announced,), placement)


def refuse(
    declared: Declaration,
    *,
    words: str,
    names: Mapping[UUID, str],
    by: Actor,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """The trust does not know of it, and says why. Raises NotFound, LostUpdate, AlreadyAnswered."""
    refused = replace(declared.answered(Answer.REFUSED, names=names, by=by, at=at, match=match), words=words)
    return Decision(refused, (DeclarationRefused(**_said(declared), refused_at=at),))


def _spelt(kind: str, written: str, terms: Mapping[tuple[str, str], str]) -> str:
    if spelling := terms.get((kind, folded(written))):
        return spelling
    known = sorted(spelling for (of, _), spelling in terms.items() if of == kind)
    raise NoSuchTerm(f"a {kind} here is one of: {', '.join(known) or 'none yet'}", field=kind)


def _said(one: Declaration) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("declaration_id", "doctor_id", "host", "start", "end")}
