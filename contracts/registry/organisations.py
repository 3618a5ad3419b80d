"""Facts of organisations: trusts, sites, deaneries."""

from datetime import date
from typing import ClassVar

from contracts._event import Event, Topic
from contracts.vocabulary import OdsCode, OrganisationKind, PublicText


class _OfOrganisation(Event):
    topic: ClassVar[Topic] = Topic.ORGANISATIONS

    code: OdsCode

    @property
    def key(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        return self.code


class OrganisationRegistered(_OfOrganisation):
    """An organisation is known, or is known better: this is its whole state."""

    type: ClassVar[str] = "fairlead.organisation.registered.v1"
    kind: OrganisationKind
    name: PublicText
    parent: OdsCode | None = None
    region: OdsCode | None = None
    opened_on: date | None = None
    confirmed: bool = True
    trusts: tuple[OdsCode, ...] = ()
    """Of a deanery: the trusts it answers for from ``opened_on``; empty means all of its NHS region."""


class OrganisationClosed(_OfOrganisation):
    """An organisation no longer exists; what happened there stays with it.

    Said again once it is known who follows it.
    """

    type: ClassVar[str] = "fairlead.organisation.closed.v1"
    closed_on: date
    successor: OdsCode | None = None
    """Whose people answer for what it left, from the day after: the trust that it was merged into."""
