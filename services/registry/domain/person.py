"""Somebody, and at which of their addresses they are mailed, as they choose themselves, pure.

Mail goes to an address once a register names it as theirs: whoever could have it sent elsewhere by typing would have
it sent to whoever reads there. So a wish may wait.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from chassis.errors import Declined, NotFound
from contracts import Event
from contracts.registry import PersonContactChanged, PersonRegistered


class StillGiven(Declined):
    slug = "address-still-given"
    title = "This is the address that the registers have"


@dataclass(frozen=True, slots=True)
class Person:
    """Unconfirmed: met only as a number in somebody else's row, so nobody knows who it is."""

    id: UUID
    register: str | None = None
    registration: str | None = None
    given_names: str | None = None
    family_name: str | None = None
    known_as: str | None = None
    email: str | None = None
    """As the registers have it now."""
    confirmed: bool = False
    addresses: tuple[str, ...] = ()
    """All that a register has named as theirs, in lower case."""
    wished: str | None = None
    """Where they want their mail, in lower case."""

    @property
    def mailed_at(self) -> str | None:
        """Where they want it, once a register has named that address as theirs; until then where the registers say."""
        return self.wished if self.wished in self.addresses else self.email

    def met_at(self, address: str | None) -> "Person":
        """Somebody whom a register names with this address too."""
        if address is None or address.lower() in self.addresses:
            return self
        return replace(self, addresses=(*self.addresses, address.lower()))

    def said_after(self, old: "Person | None") -> list[Event]:
        """Whole state, once where it is new, again where name, address or standing differ."""
        kind = PersonRegistered if old is None else PersonContactChanged
        now = kind(
            person_id=self.id,
            given_names=self.given_names,
            family_name=self.family_name,
            known_as=self.known_as,
            email=self.mailed_at,
            confirmed=self.confirmed,
        )
        if old is not None and now == kind(
            person_id=old.id,
            given_names=old.given_names,
            family_name=old.family_name,
            known_as=old.known_as,
            email=old.mailed_at,
            confirmed=old.confirmed,
        ):
            return []
        return [now]


def wish(person: Person, address: str | None) -> Person:
    """Mail goes there, at once or when a register names it; without one, where the registers say.

    Who chooses what the registers have now follows them: it would be a dead address once they have another.
    """
    is_given = address is not None and address.lower() == (person.email or "").lower()
    return replace(person, wished=None if address is None or is_given else address.lower())


def forget(person: Person, address: str) -> Person:
    """One that they have no more, or wish for no more. Raises NotFound, StillGiven."""
    gone = address.lower()
    if gone not in (*person.addresses, person.wished):
        raise NotFound
    if person.email is not None and gone == person.email.lower():
        raise StillGiven("It would be back with the next file. Choose another for your mail, or have it corrected.")
    left = tuple(each for each in person.addresses if each != gone)
    return replace(person, addresses=left, wished=None if person.wished == gone else person.wished)
