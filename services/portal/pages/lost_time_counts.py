"""What a trust's residents reported, counted: the annex to the guardian's report to the board (R50)."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Response

from services.portal.domain.offices import READERS
from services.portal.pages import facts, shapes, words
from services.portal.pages.lost_time import API, BACK, COUNTS
from services.portal.pages.page import Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_ACCESS = "/api/leave/exception-access/at-my-trust"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, as it is written."""

    month: str
    department: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtTrust:
    code: str
    name: str
    access: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class CountsPage(Page):
    template: ClassVar = "lost_time_counts.html.jinja"
    title: str = "Numbers of your trust"
    back: Link | None = BACK
    trusts: tuple[AtTrust, ...]


@router.get(COUNTS)
async def private_counts(visit: Visiting) -> Response:
    return visit.show(CountsPage(trusts=tuple([await _at(visit, code) for code in visit.places_as(READERS)])))


async def _at(visit: Visit, trust: str) -> AtTrust:
    counts = await visit.ask.get(shapes.Counts, f"{API}/counts", trust=trust)
    access = await visit.ask.get(shapes.TrustAccess, _ACCESS, trust=trust)
    lines = tuple(
        Line(f"{month.month:%B %Y}", part.department or "Departments together", _numbers(part))
        for month in counts.items
        for part in month.parts
    )
    return AtTrust(trust, await facts.place(visit, trust), _said(access), lines)


def _numbers(part: shapes.CountedReports) -> tuple[str, ...]:
    counted = (part.reports, part.acknowledged_in_time, part.resolved_in_time, part.reinstated)
    doctors = f"{part.reporters} of {part.doctors}"
    return (doctors, words.time_spent(part.minutes_lost), *map(str, counted))


def _said(access: shapes.TrustAccess) -> str:
    if access.in_post is None:
        return "There are too few answers to show how many residents can report exceptions."
    return (
        f"Of {access.in_post} residents in post, {access.answered} have said whether they can report exceptions, "
        f"and {access.with_access} can."
    )
