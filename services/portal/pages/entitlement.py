"""How much leave a doctor has left, and how that was worked out (R1-R7, R25-R27)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.clock import london_date
from contracts.vocabulary import LeaveType, Role
from contracts.vocabulary.labels import ROLES
from services.portal.pages import facts, words
from services.portal.pages.facts import Fact
from services.portal.pages.page import Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, API = "/leave/entitlement", "/api/leave/entitlement"
BACK = Link("My leave", "/leave")
_LESS = {
    "reserved": "Taken up by scheduled teaching",
    "lent": "Borrowed in the year before",
    "taken": "Taken",
    "booked": "Approved, still to come",
    "asked": "Waiting for a decision",
}
"""What there is less of, by its name and as people say it."""


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class Earned(_Read):
    """A placement's part of the year."""

    trust: str
    first_day: date
    last_day: date
    wte: Decimal
    days_a_year: Decimal | None


class Adjustment(_Read):
    """Days more, or below zero fewer, than placements earn."""

    days: Decimal
    reason: str
    role: Role
    scope: str
    adjusted_at: datetime


class Account(_Read):
    type: LeaveType
    total: Decimal | None
    adjustments: tuple[Adjustment, ...] = ()
    """A leave service of before has none."""
    reserved: Decimal
    lent: Decimal
    carried: Decimal = Decimal(0)
    """A leave service of before says nothing of it."""
    taken: Decimal
    booked: Decimal
    asked: Decimal
    borrowed: Decimal
    left: Decimal | None


class Entitlement(_Read):
    first_day: date
    last_day: date
    parts: tuple[Earned, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of leave: what is left, and the sum."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class EntitlementPage(Page):
    template: ClassVar = "entitlement.html.jinja"
    title: str
    back: Link | None = BACK
    kinds: tuple[Kind, ...]
    parts: tuple[Fact, ...]
    links: tuple[Link, ...]
    """To the years beside it."""


@router.get(PATH)
async def my_entitlement(visit: Visiting, on: date | None = None) -> Response:
    found = await visit.ask.get(Entitlement, API, on=on.isoformat() if on else None)
    before, after = found.first_day - timedelta(days=1), found.last_day + timedelta(days=1)
    page = EntitlementPage(
        title=f"Your leave from {facts.days(found.first_day, found.last_day)}",
        kinds=tuple([Kind(words.LEAVE_TYPES[each.type], await told(visit, each)) for each in found.accounts]),
        parts=tuple([await _part(visit, each) for each in found.parts]),
        links=(Link("See the year before", f"{PATH}?on={before}"), Link("See the year after", f"{PATH}?on={after}")),
    )
    return visit.show(page)


async def told(visit: Visit, of: Account) -> tuple[Fact, ...]:
    """The sum, with what was granted beside what placements earn, and why."""
    total = "No limit" if of.total is None else words.in_days(of.total)
    sums = [Fact("In the whole year", total), *[await _adjusted(visit, each) for each in of.adjustments]]
    if of.carried:
        sums.append(Fact("Carried over from the year before", words.in_days(of.carried)))
    sums += [Fact(text, words.in_days(many)) for name, text in _LESS.items() if (many := getattr(of, name))]
    if of.borrowed:
        sums.append(Fact("Borrowed of next year", words.in_days(of.borrowed)))
    if of.left is not None:
        sums.append(Fact("Left", words.in_days(of.left)))
    return tuple(sums)


async def _adjusted(visit: Visit, of: Adjustment) -> Fact:
    how = "more" if of.days > 0 else "fewer"
    by = f"the {ROLES[of.role]} of {await facts.place(visit, of.scope)}"
    said = f"{words.in_days(abs(of.days))} {how}, by {by}\n{of.reason}"
    return Fact(f"Changed on {facts.day(london_date(of.adjusted_at))}", said)


async def _part(visit: Visit, of: Earned) -> Fact:
    where = f"{await facts.place(visit, of.trust)}, {facts.days(of.first_day, of.last_day)}"
    if of.days_a_year is None:
        return Fact(where, "The trust has not said how many days of study leave there are")
    return Fact(
        where, f"{words.in_days(of.days_a_year)} of study leave a year at full time; you work {facts.wte(of.wte)}"
    )
