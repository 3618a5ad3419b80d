"""What one row does to what is known: announce, change, cancel, nothing; or why it cannot be taken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from contracts import Event
from contracts.vocabulary import PlacementType
from services.registry.domain.cells import Registration, Wrong, folded
from services.registry.domain.organisations import Organisation, site_of
from services.registry.domain.people import Membership, NewId, Person, programme_on
from services.registry.domain.placements.matching import SheetIndex, moved, same
from services.registry.domain.placements.placement import Placement, When
from services.registry.domain.placements.rows import PlacementRow
from services.registry.domain.verdict import Cannot, Verdict


@dataclass(frozen=True, slots=True)
class Taken:
    verdict: Verdict
    placement: Placement
    """As it was before, where it was known."""
    warning: str | None = None


@dataclass(slots=True)
class PlacementsRegister:
    """What is known of everything some rows are about, and what they make of it, row after row."""

    new_id: NewId
    when: When
    index: SheetIndex
    organisations: dict[str, Organisation]
    terms: dict[tuple[str, str], str]
    people: dict[Registration, Person] = field(default_factory=dict)
    memberships: dict[UUID, list[Membership]] = field(default_factory=dict)
    placements: dict[UUID, Placement] = field(default_factory=dict)
    facts: list[tuple[Placement | None, Placement]] = field(default_factory=list)
    """What happened, as (before, after), in order."""
    new_people: list[Person] = field(default_factory=list)
    new_organisations: list[Organisation] = field(default_factory=list)
    new_terms: list[tuple[str, str, str]] = field(default_factory=list)
    first_met: set[tuple[str, str]] = field(default_factory=set)
    """Keys of the terms that this file brought in, its earlier chunks too."""
    touched: dict[UUID, Placement] = field(default_factory=dict)
    _of: dict[UUID | str, tuple[UUID, ...]] = field(default_factory=dict)

    def know(self, placements: Iterable[Placement]) -> None:
        for placement in placements:
            self.placements[placement.id] = placement
            for key in (placement.doctor_id, placement.tis_id):
                if key is not None and placement.id not in (ids := self._of.get(key, ())):
                    self._of[key] = (*ids, placement.id)

    def about(self, row: PlacementRow) -> list[Placement]:
        """Everything under the row's TIS id, and everything of its person."""
        person = self.people.get(row.registration) if row.registration else None
        ids = self._of.get(row.tis_id, ()) if row.tis_id else ()
        if person is not None:
            ids = (*ids, *(id_ for id_ in self._of.get(person.id, ()) if id_ not in ids))
        return [self.placements[id_] for id_ in ids]

    def person(self, registration: Registration) -> Person:
        """Whoever has the number; nobody yet: an unconfirmed person without name or address."""
        known = self.people.get(registration)
        if known is None:
            known = Person(self.new_id(), registration.register, registration.number)
            self.people[registration] = known
            self.new_people.append(known)
        return known

    def term(self, kind: str, written: str) -> str:
        """The spelling this registry knows a term by: the first it met, whatever the case of later ones."""
        key = (kind, folded(written))
        if key not in self.terms:
            self.terms[key] = written
            self.new_terms.append((*key, written))
            self.first_met.add(key)
        return self.terms[key]

    def unheard_of(self, row: PlacementRow) -> list[str]:
        """Warnings: terms that no file before this one used. They travel, and what is typed may be anything."""
        if not self.first_met or row.cancelled:
            return []
        said = [(kind, folded(term)) for kind, term in (("grade", row.grade), ("specialty", row.specialty)) if term]
        return [f"new {key[0]} {self.terms[key]!r}" for key in said if key in self.first_met]

    def keep(self, before: Placement | None, after: Placement) -> None:
        self.know([after])
        self.touched[after.id] = after
        self.facts.append((before, after))

    def events(self) -> Iterator[Event]:
        """What the others are to hear of it."""
        yield from (organisation.registered() for organisation in self.new_organisations)
        yield from (event for person in self.new_people for event in person.said_after(None))
        for before, after in self.facts:
            if before is None:
                yield self.when.announced(after)
            elif after.cancelled:
                yield self.when.cancelled(before)
            else:
                yield self.when.changed(after, after.changes_since(before))


def take_placement(row: PlacementRow, register: PlacementsRegister) -> Taken:
    """Take one row in. Raises Cannot; then nothing is changed."""
    try:
        return _cancel(row, register) if row.cancelled else _place(row, register)
    except Wrong as why:
        raise Cannot("tis_id" if row.tis_id else "post", str(why)) from None


def _cancel(row: PlacementRow, register: PlacementsRegister) -> Taken:
    about = register.about(row)
    live, gone = _by_life(about)
    if old := same(row, live):
        return cancel_placement(old, register)
    if old := same(row, gone):
        return Taken("unchanged", old)
    if old := moved(row, live, register.index, on=register.when.today):
        return cancel_placement(old, register)
    if row.post and (before := [placement for placement in gone if folded(placement.post) == folded(row.post)]):
        return Taken("unchanged", before[-1])
    raise Cannot("tis_id" if row.tis_id else "post", "no placement is known that could be cancelled")


def cancel_placement(old: Placement, register: PlacementsRegister) -> Taken:
    """It will not happen, or not go on; said as it was last."""
    register.keep(old, old._replace(cancelled=True))
    return Taken("removed", old)


def _by_life(placements: Sequence[Placement]) -> tuple[list[Placement], list[Placement]]:
    return [p for p in placements if not p.cancelled], [p for p in placements if p.cancelled]


def _place(row: PlacementRow, register: PlacementsRegister) -> Taken:
    live, _ = _by_life(register.about(row))
    old = same(row, live) or moved(row, live, register.index, on=register.when.today)
    if old is None:
        return _announce(row, register)
    if row.registration and _is_another(row.registration, old, register):
        raise Cannot("tis_id", "the placement of this id is another doctor's")
    new, warning = _as_row_says(row, old, register)
    if new == old:
        return Taken("unchanged", old, warning)
    if new.tis_id != old.tis_id and new._replace(tis_id=old.tis_id) == old:  # a key for the next file, no news
        register.know([new])
        register.touched[new.id] = new
        return Taken("unchanged", new, warning)
    register.keep(old, new)
    return Taken("changed", old, warning)


def _is_another(registration: Registration, old: Placement, register: PlacementsRegister) -> bool:
    person = register.people.get(registration)
    return person is None or person.id != old.doctor_id


def _announce(row: PlacementRow, register: PlacementsRegister) -> Taken:
    if not row.whole or row.registration is None:
        raise Cannot("tis_id", "no placement is known by this id")
    site, warning = _site(row.site or "", row.post or "", register)
    doctor = register.person(row.registration)
    new, _ = _as_row_says(row, _blank(row, doctor.id, site, register.new_id()), register)
    register.keep(None, new)
    return Taken("added", new, warning)


def _blank(row: PlacementRow, doctor_id: UUID, site: Organisation, new_id: UUID) -> Placement:
    """What a whole row without its optional cells says."""
    if row.post is None or row.start is None or row.end is None or row.grade is None:
        raise Cannot("post", "the row is not whole")
    return Placement(
        new_id, row.tis_id, doctor_id, row.post, site.host, site.code, None, None, row.grade, None,
        PlacementType.IN_POST, Decimal(1), row.start, row.end,
    )  # fmt: skip


def _as_row_says(row: PlacementRow, old: Placement, register: PlacementsRegister) -> tuple[Placement, str | None]:
    """The placement with all that the row says, and nothing that it does not."""
    start, end = row.start or old.start, row.end or old.end
    if start > end:
        raise Cannot("end" if row.end else "start", f"the placement would end on {end:%d/%m/%Y}, before it begins")
    host, site, warning = old.host, old.site, None
    if row.site:
        organisation, warning = _site(row.site, row.post or old.post, register)
        host, site = organisation.host, organisation.code
    said = {
        f"{name}_id": register.person(registration).id if registration else None
        for name, registration in row.supervisors
    }
    new = Placement(
        id=old.id,
        tis_id=row.tis_id or old.tis_id,
        doctor_id=old.doctor_id,
        post=row.post if row.post and folded(row.post) != folded(old.post) else old.post,
        host=host,
        site=site,
        employer=old.employer,
        programme=_programme(register, old, start),
        grade=register.term("grade", row.grade) if row.grade else old.grade,
        specialty=register.term("specialty", row.specialty) if row.specialty else old.specialty,
        type=row.type or old.type,
        wte=old.wte if row.wte is None else row.wte,
        start=start,
        end=end,
        clinical_supervisor_id=said.get("clinical_supervisor_id", old.clinical_supervisor_id),
        educational_supervisor_id=said.get("educational_supervisor_id", old.educational_supervisor_id),
    )
    return new, warning


def _programme(register: PlacementsRegister, old: Placement, start: date) -> str | None:
    """Of the membership that covers the start; one that is unknown today does not unsay the one known."""
    return programme_on(register.memberships.get(old.doctor_id, ()), start) or old.programme


def _site(written: str, post: str, register: PlacementsRegister) -> tuple[Organisation, str | None]:
    try:
        site, warning = site_of(written, post, register.organisations)
    except Wrong as why:
        raise Cannot("site", str(why)) from None
    if site.code not in register.organisations:
        register.organisations[site.code] = site
        register.new_organisations.append(site)
    return site, warning
