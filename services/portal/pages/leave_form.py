"""Asking for study or professional leave: what it is for says which of them it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from fastapi import Response

from contracts.vocabulary import LeavePurpose, LeaveType
from services.portal.pages import costs, facts, funding, in_lieu, particulars, shapes, standing, words
from services.portal.pages.asking import Form, asked, days_asked, days_checked, needed
from services.portal.pages.dates import day_fields, typed
from services.portal.pages.facts import Fact
from services.portal.pages.page import Fault
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH = "/leave/new"
_SINGLE = ("purpose", "leadership", "activity", "provider", "short_notice_reason", *particulars.PLACE)
_YES_NO = ("yes", "no")
_FIELDS = (*_SINGLE, *day_fields("first_day", "last_day"), *particulars.FIELDS, *costs.FIELDS)


@dataclass(frozen=True, kw_only=True)
class LeaveForm(Form):
    template: ClassVar = "leave_form.html.jinja"
    title: str = "Ask for leave"
    path: str = PATH
    standing: tuple[str, ...]
    asked_at: tuple[shapes.AskedAt, ...]
    funding: tuple[str, ...]
    listed: tuple[str, ...]
    """Courses that are agreed beforehand, a sentence for each placement that has any (R12)."""
    purposes: tuple[tuple[str, str], ...] = tuple((one.value, text) for one, text in words.PURPOSES.items())
    halves: tuple[tuple[str, str], ...] = particulars.HALVES
    costs: tuple[tuple[str, str], ...] = tuple(words.COSTS.items())
    another: str = in_lieu.DAYS_OFF.another

    @property
    def pairs(self) -> tuple[in_lieu.Pair, ...]:
        return in_lieu.pairs(self.values)

    @property
    def gives_days_off(self) -> bool:
        """Whether a region of theirs has another day instead of one off, or none of theirs is known (R23)."""
        gives = not self.asked_at or any(each.days_in_lieu for each in self.asked_at)
        return gives or self.fault("off_1-day") is not None

    @property
    def declarations(self) -> tuple[tuple[str, str], ...]:
        """What a region of theirs has agreed first, or the service just asked for (R11)."""
        asked_for = {name for each in self.asked_at for name in each.declarations}
        return tuple((name, text) for name, text in words.DECLARATIONS.items() if name in asked_for or self.fault(name))

    @property
    def is_noted(self) -> bool:
        """Whether leave of theirs may be a record of another system's, which names it (R29)."""
        return any(each.standing == standing.NOTED for each in self.asked_at) or self.fault("external_ref") is not None


@router.get(PATH)
async def leave_form(visit: Visiting) -> Response:
    return visit.show((await blank(visit))(values={}))


@router.post(PATH)
async def ask_for_leave(visit: Visiting) -> Response:
    return await taken(visit, await blank(visit))


async def taken(visit: Visit, form: Callable[..., LeaveForm], **kept: Any) -> Response:
    """What was typed into the form, on its way; ``kept`` is what of a returned request the form does not ask for."""
    values = {name: visit.text(name) for name in _FIELDS} | in_lieu.typed_in(visit)
    if visit.text("step") == in_lieu.DAYS_OFF.another:
        return visit.show(form(values=values))
    faults: list[Fault] = []
    purpose = needed(values, faults, "purpose", "Select what it is for", among=tuple(words.PURPOSES))
    for_leading = needed(values, faults, "leadership", "Select whether it is for leadership", among=_YES_NO)
    wish = {
        **kept,
        "type": LeaveType.PROFESSIONAL if purpose == LeavePurpose.PROFESSIONAL_DUTY else LeaveType.STUDY,
        "purpose": purpose,
        "leadership": for_leading == "yes",
        "activity": needed(values, faults, "activity", "Enter what you will do"),
        "provider": needed(values, faults, "provider", "Enter who provides it"),
        **days_asked(values, faults),
        **particulars.place_in(values, faults),
        **particulars.particulars_in(values, faults),
        "costs": costs.costs_in(values, faults),
        **in_lieu.days_in(values, visit.today, faults),
    }
    return await asked(visit, form, values, wish, faults, _checked)


async def blank(visit: Visit) -> Callable[..., LeaveForm]:
    """As the places where they work have it; what was typed in is still to come."""
    asked_at = await standing.asked_of(visit)
    told, funds = await standing.told(visit, asked_at), await funding.told(visit, asked_at)
    return partial(LeaveForm, asked_at=asked_at, standing=told, funding=funds, listed=await _listed(visit, asked_at))


async def _listed(visit: Visit, asked_at: Iterable[shapes.AskedAt]) -> tuple[str, ...]:
    lists = [
        (await facts.place(visit, each.trust), facts.days(each.first_day, each.last_day), "; ".join(each.listed))
        for each in asked_at
        if each.listed
    ]
    agreed = "these courses are agreed beforehand if what they are for is standard there"
    return tuple(f"At {trust}, {days}, {agreed}: {courses}" for trust, days, courses in lists)


def typed_before(leave: shapes.Leave) -> dict[str, str]:
    """A request as it stands in the form."""
    single = {name: getattr(leave, name) or "" for name in ("purpose", "activity", "provider", "short_notice_reason")}
    asked_costs = leave.costs or ((shapes.Cost(kind="other", pounds=leave.cost),) if leave.cost else ())
    return {
        **dict.fromkeys(_FIELDS, ""),
        **single,
        "leadership": "yes" if leave.leadership else "no",
        **particulars.typed(leave),
        **typed(first_day=leave.first_day, last_day=leave.last_day, exam_on=leave.exam_on),
        **{f"cost-{each.kind}": str(each.pounds) for each in asked_costs},
        **in_lieu.typed_before([(each.off, each.instead) for each in leave.in_lieu]),
    }


def _checked(wish: Mapping[str, Any]) -> tuple[Fact, ...]:
    return (
        Fact("What it is for", words.PURPOSES[LeavePurpose(wish["purpose"])]),
        Fact("For leadership development", "Yes" if wish["leadership"] else "No"),
        Fact("Activity", wish["activity"]),
        Fact("Provided by", wish["provider"]),
        *particulars.place(wish.get("location"), remote=wish.get("remote", False)),
        *days_checked(wish),
        *particulars.checked(wish),
        Fact("Expected costs", costs.told(_costs(wish)) or facts.NOT_GIVEN),
        Fact("Days off instead", in_lieu.told(_in_lieu(wish)) or facts.NOT_GIVEN),
    )


def _costs(wish: Mapping[str, Any]) -> list[tuple[str, Decimal]]:
    return [(each["kind"], Decimal(each["pounds"])) for each in wish["costs"]]


def _in_lieu(wish: Mapping[str, Any]) -> list[tuple[date, date]]:
    return [(date.fromisoformat(each["off"]), date.fromisoformat(each["instead"])) for each in wish["in_lieu"]]
