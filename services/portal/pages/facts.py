"""What a page tells of one thing: pairs of a label and a text, and what happened in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.clock import LONDON, london_date
from chassis.errors import NotFound
from contracts.vocabulary import Recurrence, Role
from contracts.vocabulary.labels import CANCELLATIONS, DECLINES, PARTS, ROLES
from services.portal.pages import shapes, words
from services.portal.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Happened:
    """``at`` is None for what is still to come."""

    text: str
    at: datetime | None = None
    words: str | None = None


NOT_GIVEN = "Not provided"
_AT_ONCE = 100
"""Names that the registry tells at once."""


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def hours(start: datetime, end: datetime) -> str:
    """1 December 2026, 09:00 to 13:00; with its day again where it ends on another."""
    first, last = start.astimezone(LONDON), end.astimezone(LONDON)
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{day(last.date())}, {last:%H:%M}"
    return f"{day(first.date())}, {first:%H:%M} to {until}"


def moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{day(local.date())}, {local:%H:%M}"


async def whose(visit: Visit, registration: str) -> UUID | None:
    """Who has this registration number, as far as who visits may ask."""
    if not 0 < len(registration) <= 30:
        return None
    found = await visit.ask.post("/api/registry/people/search", {"registration": registration})
    return next((each.id for each in shapes.Found.model_validate(found).items), None)


async def names(visit: Visit, people: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """What people are called, as far as who visits may know."""
    asked, called = sorted({str(person) for person in people if person}), dict[UUID, str]()
    for first in range(0, len(asked), _AT_ONCE):
        some = {"ids": asked[first : first + _AT_ONCE]}
        found = shapes.Names.model_validate(await visit.ask.post("/api/registry/people/names", some))
        called |= {each.id: each.name for each in found.items}
    return called


async def name(visit: Visit, person: UUID | None) -> str | None:
    """The same of one; of nobody there is none."""
    return (await names(visit, {person})).get(person) if person else None


async def names_shown(visit: Visit, people: Iterable[UUID]) -> Mapping[UUID, str]:
    """What doctors are called whose request a service has shown to who visits: only that service knows that they may.

    The registry alone would not tell: the doctor's placement may have moved to another trust while they wait.
    """
    asked, called = sorted(set(people)), dict[UUID, str]()
    for first in range(0, len(asked), _AT_ONCE):
        called |= await visit.portal.registry.names(asked[first : first + _AT_ONCE], at=visit.now)
    return called


async def place(visit: Visit, code: str) -> str:
    """An organisation's name, or its code where it has none."""
    known = visit.portal.places
    if code not in known:
        try:
            known[code] = (await visit.ask.get(shapes.Organisation, f"/api/registry/organisations/{code}")).name
        except NotFound:
            return code
    return known[code]


async def places(visit: Visit, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each with its name, as a form offers them."""
    return tuple([(code, await place(visit, code)) for code in codes])


async def known_place(visit: Visit, code: str) -> str | None:
    """An organisation's name; none where no such code is known."""
    name = await place(visit, code) if code.isascii() and code.isalnum() else code
    return name if name != code else None


def wte(part: Decimal) -> str:
    """0.6, 1.0."""
    return f"{part:f}".rstrip("0").ljust(3, "0")


def of_placement(placement: shapes.Placement) -> tuple[Fact, ...]:
    site, host = placement.site_name or placement.site, placement.host_name or placement.host
    return (
        Fact("Dates", days(placement.start, placement.end)),
        Fact("Where", site if site == host else f"{site}, {host}"),
        Fact("Grade", placement.grade),
        Fact("Specialty", placement.specialty or NOT_GIVEN),
        Fact("Working time (WTE)", wte(placement.wte)),
        Fact("Clinical supervisor", placement.clinical_supervisor or NOT_GIVEN),
        Fact("Educational supervisor", placement.educational_supervisor or NOT_GIVEN),
        Fact("Post", placement.post),
    )


def doctor(doctor_id: UUID, called: Mapping[UUID, str]) -> str:
    name = called.get(doctor_id)
    return f"Dr {name}" if name else "A doctor whose name is not known yet"


def spell(of: shapes.Opportunity | shapes.PublicOffer) -> str:
    """When it takes place."""
    if of.recurrence is Recurrence.ONCE:
        return days(of.first_day, of.last_day or of.first_day)
    return f"{words.RECURRENCES[of.recurrence]}, {day(of.first_day)} to {day(of.last_day) if of.last_day else 'no end'}"


def of_opportunity(of: shapes.Opportunity, *, lead: str | None, where: str) -> tuple[Fact, ...]:
    return (
        Fact("When", words.sentence(spell(of))),
        Fact("Where", where),
        Fact("Lead", lead or NOT_GIVEN),
        Fact("Places left", f"{of.places_left} of {of.places}"),
        Fact("For", ", ".join(of.grades) or "All grades"),
        *what_it_takes(of),
    )


def what_it_takes(of: shapes.Opportunity | shapes.PublicOffer) -> tuple[Fact, ...]:
    """What it is, and how one may take part, as far as whoever offers it has said so."""
    may = [may for said, may in ((of.chairing, "Chair it"), (of.joined_remotely, "Join it from elsewhere")) if said]
    protected = f"{words.counted(of.protected_minutes, 'minute')} each time" if of.protected_minutes else ""
    told = {
        "What it is": of.description,
        "Time it takes": of.time_commitment,
        "Working less than full time": of.part_time_note,
        "You may": "\n".join(may),
        "Protected time": protected,
    }
    return tuple(Fact(label, text) for label, text in told.items() if text)


def of_participation(of: shapes.Participation, *, where: str) -> tuple[Fact, ...]:
    """As far as it has come: the interest, the answer, what was done."""
    told = [Fact("Opportunity", of.title), Fact("Where", where), Fact("Asked on", day(london_date(of.expressed_at)))]
    if of.why:
        told.append(Fact("Why it is of interest", of.why))
    if of.status == "interested":
        told.append(Fact("Answer due by", day(of.answer_by)))
    if of.reason:
        told.append(Fact("Why there is no place", words.sentence(DECLINES[of.reason])))
    if of.words:
        told.append(Fact("The answer", of.words))
    if of.role and of.first_day and of.last_day and of.minutes:
        told.append(Fact("What was done", words.sentence(PARTS[of.role])))
        told.append(Fact("Days", days(of.first_day, of.last_day)))
        told.append(Fact("Time spent", words.counted(of.minutes, "minute")))
    return tuple(told)


def of_booking(of: shapes.Booking, *, is_mine: bool = True) -> tuple[Fact, ...]:
    told = [Fact("What you want to learn" if is_mine else "What the doctor wants to learn", of.objective)]
    if of.minutes:
        told.append(Fact("Time there", words.counted(of.minutes, "minute")))
    if of.reason:
        told.append(Fact("Why it ended", words.sentence(CANCELLATIONS[of.reason])))
    return tuple(told)


def of_dispute(dispute: shapes.Dispute) -> tuple[Fact, ...]:
    return (
        Fact("Said to be wrong", "\n".join(words.DISPUTED[field] for field in dispute.fields)),
        Fact("In the doctor's words", dispute.words),
    )


async def without_owner(visit: Visit, host: str) -> str:
    """What a doctor is told where nobody answers for the data of the trust."""
    return (
        f"Nobody at {await place(visit, host)} is entered as its {ROLES[Role.MEDED_ADMIN]} yet, so nobody there can "
        "read this. It waits until somebody is. Write to the programmes team of the deanery as well."
    )


def answer_of(dispute: shapes.Dispute) -> tuple[Fact, ...]:
    if dispute.outcome is None or dispute.closed_at is None:
        return ()
    by = dispute.closed_by or "The medical education team"
    return (
        Fact("Answer", words.OUTCOMES[dispute.outcome].text),
        Fact("In their words", dispute.answer or NOT_GIVEN),
        Fact("Answered by", f"{by}, on {day(london_date(dispute.closed_at))}"),
    )


def tag_of(dispute: shapes.Dispute) -> words.Tag:
    return words.OUTCOMES[dispute.outcome] if dispute.outcome else words.OPEN_DISPUTE
