"""Which desks a request passes, and in which order: what the region has set for it (R11-R14, R23)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from contracts.vocabulary import LeavePurpose, LeaveType, Role
from services.leave.domain.chain import Desk, Placement, held_or_escalated
from services.leave.domain.earning import plain
from services.leave.domain.obstacles import DeclarationMissing, NobodyDecides
from services.leave.domain.request import LeaveRequest
from services.leave.domain.step import Step
from services.leave.domain.wish import Wish


class Declaration(StrEnum):
    """What a doctor says to have agreed before asking (R11), each by the name of its field."""

    SUPERVISOR_AGREES = "supervisor_agrees"
    ROTA_AGREES = "rota_agrees"


class SystemOfRecord(StrEnum):
    """Where a region decides leave; every answer about a request says which (R29)."""

    HERE = "here"
    MIRROR = "mirror"
    """Elsewhere: what is noted here is a record of it."""
    PRE_CHECK = "pre_check"
    """Elsewhere too, once it was agreed here."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a programme or its deanery has set for requests from one placement."""

    declarations: frozenset[Declaration]
    """R11: needed before submitting."""
    standard: frozenset[LeavePurpose]
    """R12: of study leave, what needs no educational approver, for this programme and stage."""
    listed: frozenset[str]
    """R12: the courses that are agreed beforehand for them, as people spell them; none: no list is kept."""
    programme_office: bool
    """R12: the programme sees standard requests too, as of GP registrars."""
    cost_above: Decimal
    """R14: pounds, above which the head of school decides."""
    cost_first: bool
    """R14: before the rota coordinator does."""
    international: bool
    """R14: leave abroad is the dean's to decide too."""
    school: str | None
    """Where the head of school is appointed, as a training programme director; the dean where there is none."""
    days_in_lieu: bool
    """R23: a day off that leave falls on is made up for by another."""
    deanery: str | None

    @property
    def is_listed(self) -> bool:
        """Whether being on the list spares a step: not where no purpose does, or the programme is always asked."""
        return bool(self.listed and self.standard) and not self.programme_office

    def is_standard(self, purpose: LeavePurpose, activity: str) -> bool:
        """Whether study leave needs no educational approver; where a list is kept, only for what is on it (R12)."""
        return purpose in self.standard and (not self.listed or plain(activity) in map(plain, self.listed))


def check_declarations(wish: Wish, course: Course) -> None:
    """Of leave; release is asked of the very desk that plans the rota. Raises DeclarationMissing."""
    for needed in sorted(course.declarations if wish.type is not LeaveType.RELEASE else ()):
        if not getattr(wish, needed):
            raise DeclarationMissing(
                f"Your region asks you to agree this first, and to say so in {needed}.", field=needed
            )


def wanted(
    placement: Placement, wish: Wish | LeaveRequest, course: Course, *, director: Desk | None, additional: bool
) -> tuple[Desk, ...]:
    """The desks that should decide, in order, whoever holds them.

    Standard study leave needs release alone (R12), other study leave the educational approver after it (R13). What
    costs much goes to the head of school, what goes abroad to the dean (R14). Professional leave is not the
    programme's to judge, nor what goes on inside the trust: release alone decides (R17, R27). Additional days for what
    the curriculum requires are the employer's to grant, last, by its director (R3).
    """
    release = Desk(Role.ROTA_COORDINATOR, placement.host)
    employers = Desk(Role.DME, placement.reader)
    directors = director or employers
    educational = Desk(Role.TPD, placement.programme) if placement.programme else directors
    dean = Desk(Role.DEAN, course.deanery) if course.deanery else directors
    if wish.type is not LeaveType.STUDY:
        return (release,)
    costly = [Desk(Role.TPD, course.school) if course.school else dean] if wish.cost > course.cost_above else []
    judged = course.programme_office or not course.is_standard(wish.purpose, wish.activity)
    return (
        *(costly if course.cost_first else ()),
        release,
        *((educational,) if judged else ()),
        *(() if course.cost_first else costly),
        *((dean,) if wish.international and course.international else ()),
        *((employers,) if additional else ()),
    )


def chain(desks: Collection[Desk], *, director: Desk | None, staffed: Collection[Desk]) -> tuple[Step, ...]:
    """The steps of these desks, each once; of one that nobody holds the director's, in its place: no dead end (R10).

    Raises NobodyDecides, which says who can put it right, where there is no director either.
    """
    empty = [desk for desk in desks if desk not in staffed]
    if director is None and empty:
        raise NobodyDecides(
            f"Nobody decides about leave at {empty[0].scope}, and it is not known who employs you. Ask the medical "
            "education team of your employer, or the programmes team of the deanery, to name one; then ask again.",
            data_owner="medical education team of the employer, programmes team of the deanery",
        )
    found: dict[Desk, Step] = {}
    for desk in desks:
        step = Step(*desk).at(held_or_escalated(desk, director=director, staffed=staffed))
        found.setdefault(step.desk, step)
    return tuple(found.values())


def with_employers(
    request: LeaveRequest, desks: Sequence[Desk], *, director: Desk | None, staffed: Collection[Desk]
) -> LeaveRequest:
    """What waits, with the employer's step last where days are additional, and else without it (R3).

    ``desks``: those that are ``wanted`` with additional days. Who has been asked already answers all the same, and
    whoever stands in for another desk too stays.
    """
    *others, employers = (held_or_escalated(desk, director=director, staffed=staffed) for desk in desks)
    *before, last = request.steps
    if request.additional_days:
        is_asked = any(step.desk == employers for step in request.steps if step.verdict is None)
        return request if is_asked else replace(request, steps=(*request.steps, Step(*desks[-1]).at(employers)))
    is_theirs = last.desk in {desks[-1], director} and last is not request.waiting_step
    if is_theirs and {*others} <= {step.desk for step in before}:
        return replace(request, steps=tuple(before))
    return request
