"""Leave given back to its doctor, to be completed or changed, and asked anew: neither a yes nor a no.

Whoever returns it has answered in their days (R15): no desk's clock runs while it is with its doctor, who is reminded
once, and when it is asked anew their days begin anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from chassis.errors import NotFound
from contracts import Actor
from contracts import leave as facts
from services.leave.domain.asking import check_notice, check_short_notice, parts, wished
from services.leave.domain.chain import Desk, Placement
from services.leave.domain.course import chain
from services.leave.domain.days import written
from services.leave.domain.decisions import Decision, deciders_step, said_of, which
from services.leave.domain.explained import check_explained
from services.leave.domain.lieu import check_ahead
from services.leave.domain.obstacles import AlreadyStarted, NotReturned, OfAnotherPlacement
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status
from services.leave.domain.step import Verdict
from services.leave.domain.terms import Terms
from services.leave.domain.wish import Wish

_AGREED_TO = (
    *("type", "purpose", "activity", "provider", "exam_on", "spell", "days", "additional_days"),
    *("cost", "costs", "international", "in_lieu"),
)
"""What a desk says yes to; the rest of a request may be completed without asking it again."""


def give_back(request: LeaveRequest, *, by: Actor, missing: str, terms: Terms, match: int | None = None) -> Decision:
    """Return it from the step that is waiting, with what its doctor is to complete or change.

    Raises NotFound, LostUpdate, AlreadyDecided, ReasonTooShort.
    """
    step = deciders_step(request, by=by, match=match)
    check_explained(missing, at_least=terms.refusal_min_chars, field="missing")
    given_back = replace(
        step.decided(Verdict.RETURNED, by=by, at=terms.at, note=missing.strip()),
        ladder=step.begun(terms).ladder,  # from now on its doctor's, who is reminded by it
    )
    returned = replace(request.with_waiting(given_back), status=Status.RETURNED)
    said = facts.LeaveReturned(
        **which(request),
        returned_by=step.role,
        returned_at=terms.at,
        reached_at=step.reached_at,
        due_on=step.due_on,
    )
    return Decision(returned, (said,))


def amended(
    request: LeaveRequest, wish: Wish, *, by: Actor, placements: Sequence[Placement], match: int | None = None
) -> tuple[Placement, Wish]:
    """What its doctor asks for instead, where it was asked for: days of another placement are asked for there (R10).

    Also once just that is asked for, as by a second click; other answers than were sent first are told of those.
    Raises NotFound, LostUpdate, NotReturned, OfAnotherPlacement, and what ``parts`` does.
    """
    if by.person_id != request.doctor_id:
        raise NotFound
    (placement, part), *further = parts(wish, placements)
    if not further and is_asked(request, part, placement):
        return placement, part
    request.seen_at(match)
    if request.status is not Status.RETURNED:
        raise NotReturned(f"The status of this request is {request.status}.")
    if further or (placement.placement_id, placement.host) != (request.placement_id, request.trust):
        raise OfAnotherPlacement(
            f"{written(wish.first_day, wish.last_day)}: others decide about these days. Withdraw this request and ask "
            "for them in a new one.",
            field="first_day",
        )
    return placement, part


def is_asked(request: LeaveRequest, wish: Wish, placement: Placement) -> bool:
    """Whether a request that was returned is on its way again, and asks for exactly this."""
    if request.status is not Status.WAITING or not any(step.is_return for step in request.steps):
        return False
    said = wished(wish, placement) | {"placement_id": placement.placement_id}
    if wish.costs:  # what they come to follows from them, by the rules of the day (R21)
        said.pop("cost")
    return all(getattr(request, name) == value for name, value in said.items())


def ask_anew(
    request: LeaveRequest,
    wish: Wish,
    *,
    placement: Placement,
    desks: Sequence[Desk],
    director: Desk | None,
    staffed: Collection[Desk],
    terms: Terms,
    additional_days: Decimal,
) -> Decision:
    """Send what was ``amended`` on: to who returned it and those after them, as long as it is what others agreed to.

    Else these desks, all that now decide, are asked in their order. Other days, or leave of another type, need the
    notice of what is asked for today (R8, R9); of the same the notice stands that there was, short or not. What is
    asked for already stands as it is.
    Raises AlreadyStarted, StartsTooSoon, ShortNoticeUnexplained, DaysInLieuDoNotFit, NobodyDecides.
    """
    if is_asked(request, wish, placement):
        return Decision(request)
    anew = replace(request, **wished(wish, placement), additional_days=additional_days)
    if anew.first_day <= terms.today and anew.spell == request.spell:
        raise AlreadyStarted(f"This leave started on {written(anew.first_day)}; talk to your rota coordinator.")
    if (anew.spell, anew.type) == (request.spell, request.type):
        check_short_notice(wish, terms, days_ahead=request.days_ahead)
    else:
        check_notice(wish, terms)
    if anew.spell != request.spell:
        anew = replace(anew, days_asked_on=terms.today)
    check_ahead(wish.in_lieu, today=terms.today)
    decided = tuple(step for step in request.steps if step.verdict is not None)
    if all(getattr(anew, name) == getattr(request, name) for name in _AGREED_TO):
        desks = (decided[-1].desk, *(step.given_to or step.desk for step in request.steps[len(decided) :]))
    first, *later = chain(desks, director=director, staffed=staffed)
    waiting = first.begun(terms)
    sent = replace(anew, status=Status.WAITING, steps=(*decided, waiting, *later))
    said = facts.LeaveResubmitted(
        **which(sent),
        waiting=said_of(waiting),
        submitted_on=request.submitted_on,
        resubmitted_at=terms.at,
        days_with_doctor=sent.days_with_doctor,
    )
    return Decision(sent, (said,))
