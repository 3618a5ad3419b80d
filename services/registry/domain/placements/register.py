"""What is known of everything that some rows are about, and what they make of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from contracts import Event
from services.registry.domain.cells import Registration, folded
from services.registry.domain.organisations import Organisation, organisation_named
from services.registry.domain.people import Membership, NewId
from services.registry.domain.person import Person
from services.registry.domain.placements.matching import SheetIndex
from services.registry.domain.placements.placement import DaysAhead, Placement, When
from services.registry.domain.placements.rows import PlacementRow


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
    met: dict[UUID, tuple[Person | None, Person]] = field(default_factory=dict)
    """People who are new, or of whom a row says more, as (before, after)."""
    new_organisations: list[Organisation] = field(default_factory=list)
    new_terms: list[tuple[str, str, str]] = field(default_factory=list)
    first_met: set[tuple[str, str]] = field(default_factory=set)
    """Keys of the terms that this file brought in, its earlier chunks too."""
    touched: dict[UUID, Placement] = field(default_factory=dict)
    employers: dict[str, Organisation | None] = field(default_factory=dict)
    """Who is meant by what stands in a cell, as far as it was asked."""
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

    def beside(self, placement: Placement) -> list[Placement]:
        """The others of its doctor."""
        return [self.placements[id_] for id_ in self._of[placement.doctor_id] if id_ != placement.id]

    def person(self, registration: Registration) -> Person:
        """Whoever has the number; nobody yet: an unconfirmed person without name or address."""
        known = self.people.get(registration)
        if known is None:
            known = Person(self.new_id(), registration.register, registration.number)
            self.people[registration] = known
            self.met[known.id] = None, known
        return known

    def complete(self, registration: Registration, person: Person) -> bool:
        """Somebody whom a row has named, as it also says who they are. Returns whether that is news."""
        known = self.people[registration]
        if person == known:
            return False
        before, _ = self.met.get(known.id, (known, known))
        self.people[registration], self.met[known.id] = person, (before, person)
        return True

    def term(self, kind: str, written: str) -> str:
        """The spelling this registry knows a term by: the first it met, whatever the case of later ones."""
        key = (kind, folded(written))
        if key not in self.terms:
            self.terms[key] = written
            self.new_terms.append((*key, written))
            self.first_met.add(key)
        return self.terms[key]

    def employer(self, written: str) -> Organisation | None:
        """The organisation meant, a site as its trust; each spelling is looked for once."""
        if written not in self.employers:
            found = organisation_named(written, self.organisations)
            self.employers[written] = self.organisations.get(found.host) if found else None
        return self.employers[written]

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

    @property
    def first_hosts(self) -> set[str]:
        """Of the placements that something is to be said of."""
        return {after.first_host for _, after in self.facts}

    def events(self, days: Mapping[str, DaysAhead]) -> Iterator[Event]:
        """What the others are to hear of it; ``days`` by first host."""
        yield from (organisation.registered() for organisation in self.new_organisations)
        yield from (event for before, after in self.met.values() for event in after.said_after(before))
        for before, after in self.facts:
            if before is None:
                yield self.when.announced(after, days[after.first_host])
            elif after.cancelled:
                yield self.when.cancelled(before)
            else:
                yield self.when.changed(after, after.changes_since(before), days[after.first_host])
