"""Organisations: the rows of the national register, and which organisation a site in a placement sheet is."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from contracts import Event
from contracts.registry import OrganisationClosed, OrganisationRegistered
from contracts.vocabulary import OrganisationKind
from services.registry.domain.cells import HOLDS_NUL, NUL, NUL_SHOWN, Cell, Wrong, folded, text
from services.registry.domain.record import Fault, Rejected
from services.registry.domain.verdict import Verdict

REGIONS = {
    "Y56": "London",
    "Y58": "South West",
    "Y59": "South East",
    "Y60": "Midlands",
    "Y61": "East of England",
    "Y62": "North West",
    "Y63": "North East and Yorkshire",
}
"""The regions of NHS England, each a deanery until somebody says otherwise."""

COLUMNS = ("Organisation Code", "Name", "National Grouping", "Open Date", "Close Date")
"""The columns we read of the register, which has no header."""

_PLACES = (0, 1, 2, 10, 11)
_CODE = re.compile(r"^[A-Z0-9]{1,9}$")
_TRUST_CODE = re.compile(r"^[A-Z0-9]{3}$")
_PRACTICE_CODE = re.compile(r"^[A-Z]\d{5}$")
_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z0-9]{3,9})\s*\)\s*$")
_ANY_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z0-9]{1,9})\s*\)\s*$")
_REGISTER_DAY = re.compile(r"^\d{8}$")
_OF_THE_POST = "which is the post number's, as the site has no code in brackets"


@dataclass(frozen=True, slots=True)
class Organisation:
    code: str
    kind: OrganisationKind
    name: str
    parent: str | None = None
    region: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    confirmed: bool = True
    successor: str | None = None
    """Of a trust that closes: the one that it is merged into."""

    @property
    def host(self) -> str:
        """Who answers for a placement here: the trust of a site, else the organisation itself."""
        return self.parent or self.code

    def registered(self, trusts: tuple[str, ...] = ()) -> OrganisationRegistered:
        return OrganisationRegistered(
            code=self.code,
            kind=self.kind,
            name=self.name,
            parent=self.parent,
            region=self.region,
            opened_on=self.opened_on,
            confirmed=self.confirmed,
            trusts=trusts,
        )

    def closes(self) -> OrganisationClosed:
        """Raises ValueError where it stays open."""
        if self.closed_on is None:
            raise ValueError(f"{self.code} does not close")
        return OrganisationClosed(code=self.code, closed_on=self.closed_on, successor=self.successor)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    number: int
    organisation: Organisation
    warnings: tuple[str, ...] = ()
    echo: tuple[Cell, ...] = ()


def read_organisation(number: int, cells: Sequence[Cell]) -> OrganisationRow | Rejected:
    """A row of the register ("etr" layout). An odd code is warned about, never rejected."""
    padded = [text(cell) for cell in cells[:12]] + [""] * 12
    faults = []
    for place, column in zip(_PLACES, COLUMNS, strict=True):
        if NUL in padded[place]:
            faults.append(Fault(column, padded[place].replace(NUL, NUL_SHOWN), HOLDS_NUL))
            padded[place] = padded[place].replace(NUL, "")
    code, name, region = padded[0].upper(), padded[1], padded[2].upper()
    if not _CODE.match(code):
        faults.append(Fault(COLUMNS[0], padded[0], "an organisation code has 1 to 9 capital letters and digits"))
    if not name:
        faults.append(Fault(COLUMNS[1], "", "is empty"))
    if region and not _CODE.match(region):
        faults.append(Fault(COLUMNS[2], padded[2], "not the code of an NHS region"))
    days: list[date | None] = []
    for place, column in ((10, COLUMNS[3]), (11, COLUMNS[4])):
        try:
            days.append(_register_day(padded[place]))
        except Wrong as why:
            faults.append(Fault(column, padded[place], str(why)))
    if faults:
        return Rejected(number, tuple(faults), tuple(padded[place] for place in _PLACES))
    opened, closed = days
    odd = (
        () if _TRUST_CODE.match(code) else (f"Organisation Code: {code} does not look like a trust's; kept as written",)
    )
    trust = Organisation(code, OrganisationKind.TRUST, name[:200], None, region or None, opened, closed)
    return OrganisationRow(number, trust, odd)


def _register_day(written: str) -> date | None:
    if not written:
        return None
    if not _REGISTER_DAY.match(written):
        raise Wrong("not a date; the register writes yyyymmdd")
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        raise Wrong("no such day; the register writes yyyymmdd") from None


def is_register_header(cells: Sequence[Cell]) -> bool:
    """The register has no header; somebody may have added one."""
    days = [text(cell) for cell in cells[10:12]]
    return not _CODE.match(text(cells[0]).upper()) and not any(_REGISTER_DAY.match(day) for day in days)


def said_of(new: Organisation, old: Organisation | None) -> list[Event]:
    """What others must hear of an organisation that is now ``new``: nothing where nothing differs."""
    events: list[Event] = []
    same = old and replace(old, closed_on=new.closed_on, successor=new.successor) == new
    if old is None or not same or (old.closed_on and not new.closed_on):
        events.append(new.registered())
    if new.closed_on and (old is None or (old.closed_on, old.successor) != (new.closed_on, new.successor)):
        events.append(new.closes())
    return events


def deanery_of_region(code: str) -> Organisation:
    """The deanery that a region of NHS England is until a deanery with its own list of trusts is set up."""
    return Organisation(code, OrganisationKind.DEANERY, REGIONS.get(code, f"NHS region {code}"), None, code)


def organisation_named(written: str, known: Mapping[str, Organisation]) -> Organisation | None:
    """By its code, alone or in brackets behind a name, else by its name, unless two have it."""
    in_brackets = _ANY_IN_BRACKETS.search(written)
    codes = [written.upper(), *([in_brackets[1].upper()] if in_brackets else [])]
    if found := next((known[code] for code in codes if code in known), None):
        return found
    named = [organisation for organisation in known.values() if folded(organisation.name) == folded(written)]
    return named[0] if len(named) == 1 else None


def site_of(written: str, post: str, known: MutableMapping[str, Organisation]) -> tuple[Organisation, str | None]:
    """Which organisation a placement is at, and a warning if it had to be guessed or made up.

    The code in brackets, else the second part of the post number, whatever the words say; an organisation of that
    code, else a site of the trust that its first three characters name, else an unconfirmed practice (a letter and
    five digits).
    Raises Wrong where the code names nobody.
    """
    code, name, origin = _site_code(written, post, known)
    guessed = "has no code in brackets, so the post number's counts" if origin == _OF_THE_POST else None
    if code in known:
        return known[code], None if folded(name) == folded(known[code].name) else guessed
    trust = known.get(code[:3])
    if trust is not None and trust.kind is OrganisationKind.TRUST and _CODE.match(code):
        return Organisation(code, OrganisationKind.SITE, name or code, trust.code, trust.region), guessed
    if _PRACTICE_CODE.match(code):
        practice = Organisation(code, OrganisationKind.GP_PRACTICE, name or code, confirmed=False)
        return practice, f"organisation {code} is in no register we know; kept unconfirmed"
    if not code:
        raise Wrong("names no organisation: neither it nor the post number holds a code; write the code in brackets")
    raise Wrong(f"no organisation is known by the code {code}, {origin}")


def _site_code(written: str, post: str, known: MutableMapping[str, Organisation]) -> tuple[str, str, str]:
    """The code, the site's name, and where the code stood. Brackets may also hold words: ``ROYAL HOSPITAL (NEW)``."""
    if bracketed := _IN_BRACKETS.search(written):
        code = bracketed[1].upper()
        if code in known or any(character.isdigit() for character in code):
            return code, written[: bracketed.start()].strip()[:200], "which it has in brackets"
    parts = post.split("/")
    code = parts[1].strip().upper() if len(parts) > 1 else ""
    return code, written[:200], _OF_THE_POST


@dataclass(slots=True)
class OrganisationsRegister:
    """All organisations known, and what rows of the national register make of them."""

    known: dict[str, Organisation]
    touched: dict[str, Organisation] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def keep(self, organisation: Organisation) -> bool:
        """Whether anything about it is new. The register does not name successors: the one known stays."""
        known = self.known.get(organisation.code)
        organisation = replace(organisation, successor=known.successor) if known else organisation
        events = said_of(organisation, known)
        if events:
            self.known[organisation.code] = self.touched[organisation.code] = organisation
            self.events += events
        return bool(events)


def take_organisation(row: OrganisationRow, register: OrganisationsRegister) -> Verdict:
    """Take a trust in, and its region as the deanery it is by default."""
    trust = row.organisation
    if trust.region and trust.region not in register.known:
        register.keep(deanery_of_region(trust.region))
    added = trust.code not in register.known
    if not register.keep(trust):
        return "unchanged"
    return "added" if added else "changed"
