"""The form of a draft: what its fields offer, what stands in them, and what is missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.portal.pages import facts, portfolio, shapes, words
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.faults import listed, too_long, whole_number
from services.portal.pages.page import Fault
from services.portal.pages.visit import Visit

FIELDS = (
    *("trust", "kind", "title", "setting", "chairing", "lead_id", "registration", "recurrence"),
    *(*day_fields("first_day", "last_day"), "places", "grades", "protected_minutes"),
    *("description", "time_commitment", "part_time_note", "joined_remotely"),
)
_WRITTEN = {"description": 2000, "time_commitment": 300, "part_time_note": 300}
"""What may be left out, and how long it may be."""

Choices = Mapping[str, Mapping[str, str]]
"""What each field offers: codes, and what they are called."""


async def choices(visit: Visit) -> Choices:
    trusts = dict(await portfolio.drafted_for(visit))
    kinds = (await visit.ask.get(shapes.Kinds, "/api/opportunities/kinds")).items
    serving = [
        (await visit.ask.get(shapes.People, "/api/opportunities/drafts/leads", trust=code)).items for code in trusts
    ]
    called = await facts.names(visit, {person for people in serving for person in people})
    return {
        "trust": trusts,
        "kind": {kind.code: words.sentence(kind.title) for kind in kinds},
        "setting": {setting.value: text for setting, text in words.SETTINGS.items()},
        "chairing": {"usual": "As is usual for this kind", "yes": "Yes", "no": "No"},
        "lead_id": {str(person): name for person, name in sorted(called.items(), key=lambda each: each[1])},
        "recurrence": {often.value: words.sentence(text) for often, text in words.RECURRENCES.items()},
    }


def read(values: Mapping[str, str], choices: Choices) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the service takes it but for whom it was made with, and what is missing."""
    faults = [Fault(name, missing) for name, missing in _MISSING.items() if values[name] not in choices.get(name, ())]
    if not values["title"]:
        faults.append(Fault("title", "Enter what it is called"))
    first = day_in(values, "first_day", "first day", faults)
    has_last = any(values[name] for name in day_fields("last_day"))
    last = day_in(values, "last_day", "last day", faults) if has_last else None
    places, minutes = whole_number(values["places"]), whole_number(values["protected_minutes"] or "0")
    if not places:
        faults.append(Fault("places", "Enter how many places there are, as a whole number"))
    if minutes is None:
        faults.append(Fault("protected_minutes", "Enter the minutes as a whole number"))
    body: dict[str, Any] = {
        name: values[name] for name in ("trust", "kind", "title", "setting", "lead_id", "recurrence")
    }
    body |= {"first_day": day_written(first), "last_day": day_written(last)}
    body |= {"chairing": {"yes": True, "no": False}.get(values["chairing"])}
    body |= {"places": places, "protected_minutes": minutes}
    body |= {"grades": listed(values["grades"])}
    body |= {name: values[name] or None for name in _WRITTEN} | {"joined_remotely": values["joined_remotely"] == "yes"}
    for name, at_most in {"title": 200, **_WRITTEN}.items():
        faults.extend(too_long(name, values[name], at_most=at_most))
    return body, tuple(faults)


_MISSING = {
    "trust": "Select where it is",
    "kind": "Select what kind it is",
    "setting": "Select its setting",
    "chairing": "Select whether a resident may chair it",
    "lead_id": "Select who leads it",
    "recurrence": "Select how often it takes place",
}


async def checked(
    visit: Visit, choices: Choices, values: Mapping[str, str], body: Mapping[str, Any]
) -> tuple[Fact, ...]:
    chosen = {name: offered[values[name]] for name, offered in choices.items()}
    maker, number = UUID(body["co_producer_id"]), values["registration"]
    called = await (facts.names if number else facts.names_shown)(visit, {maker})
    typed = ", ".join([*(f"Dr {name}" for name in called.values()), number])
    days = [date.fromisoformat(each) for each in (body["first_day"], body["last_day"]) if each]
    return (
        Fact("Where", chosen["trust"]),
        Fact("What kind", chosen["kind"]),
        Fact("What it is called", body["title"]),
        Fact("Setting", chosen["setting"]),
        Fact("May be chaired by a resident", chosen["chairing"]),
        Fact("Lead", chosen["lead_id"]),
        Fact("Made with", typed if number else facts.doctor(maker, called)),
        Fact("How often", chosen["recurrence"]),
        Fact("When", facts.days(days[0], days[-1]) if len(days) > 1 else f"From {facts.day(days[0])}"),
        Fact("Places", values["places"]),
        Fact("For", ", ".join(body["grades"]) or "All grades"),
        Fact("Protected time each time", words.counted(body["protected_minutes"], "minute")),
        Fact("What it is", body["description"] or facts.NOT_GIVEN),
        Fact("Time it takes", body["time_commitment"] or facts.NOT_GIVEN),
        Fact("Working less than full time", body["part_time_note"] or facts.NOT_GIVEN),
        Fact("May be joined from elsewhere", "Yes" if body["joined_remotely"] else "No"),
    )
