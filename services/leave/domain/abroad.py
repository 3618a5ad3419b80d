"""Leave abroad: one event in a leave year is usual, and what the curriculum requires comes first (R14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from contracts.vocabulary import LeavePurpose, LeaveType
from services.leave.domain.earning import LeaveYear
from services.leave.domain.request import LeaveRequest
from services.leave.domain.terms import Terms


@dataclass(frozen=True, slots=True)
class Abroad:
    """What there is to mind about leave abroad; it refuses nothing."""

    others: int
    """Beside this one, in the same leave year: waiting, agreed or over."""
    usual: int
    """In a leave year, this one among them."""
    curriculum_first: bool
    """It is study that the curriculum does not require, and comes after what it does."""


def abroad(request: LeaveRequest, others: Iterable[LeaveRequest], *, year: LeaveYear, terms: Terms) -> Abroad | None:
    """Of a request beside its doctor's ``others``, in the leave year that has its first day; none: it is not abroad."""
    if not request.international:
        return None
    others = [each for each in others if not _is_same_journey(request, each)]
    requires = request.purpose is LeavePurpose.CURRICULUM_REQUIRED
    return Abroad(
        others=sum(each.international and year.has(each.first_day) for each in others),
        usual=terms.international_events,
        curriculum_first=terms.curriculum_first and request.type is LeaveType.STUDY and not requires,
    )


def _is_same_journey(one: LeaveRequest, other: LeaveRequest) -> bool:
    """The other part of what spans a changeover, and so is two requests (R10)."""
    gaps = (one.first_day - other.last_day, other.first_day - one.last_day)
    return (one.activity, one.provider) == (other.activity, other.provider) and timedelta(days=1) in gaps
