"""The authorisation matrix: for each route of a service who gets in, and with which standing towards what it is about.

A standing is *own* (the very person it is about, or who made it), *same* (somebody else, at its trust, programme or
deanery), *other* (somebody else, elsewhere), or signed out. Whoever a row does not name is refused (403), or finds
nothing there (404), which tells a stranger the least. A rule of the business in the way (409, 422) is another matter:
they were let in to hear of it. What is read is only ever one's own on a route that takes no id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.driver import Driver

EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
DOCTOR = frozenset({Role.RESIDENT_DOCTOR})
OPERATOR = frozenset({Role.OPERATOR})

_NOWHERE = frozenset({Role.RESIDENT_DOCTOR, Role.OPERATOR})
_AT_PROGRAMME = frozenset({Role.TPD})
_AT_DEANERY = frozenset({Role.DEAN, Role.DEANERY_ANALYST, Role.AUDITOR})


class Standing(StrEnum):
    OWN = "own"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Who gets in, by standing; and what a caller sends besides the ids in the path."""

    own: frozenset[Role] = NOBODY
    same: frozenset[Role] = NOBODY
    other: frozenset[Role] = NOBODY
    not_own: str | None = None
    """Where they get in but for their own: the problem that says so, because nobody acts on what is theirs."""
    signed_out: bool = False
    whose: str = "doctor"
    """Which of the world's people it is the own of."""
    sends: Mapping[str, Any] = field(default_factory=dict)
    """As httpx takes it: ``{"json": …}``."""

    @property
    def everybody(self) -> frozenset[Role]:
        return self.own | self.same | self.other

    def lets_in(self, role: Role, standing: Standing) -> bool:
        return role in {Standing.OWN: self.own, Standing.SAME: self.same, Standing.OTHER: self.other}[standing]


def everywhere(roles: frozenset[Role], **sends: Any) -> Row:
    """These roles, whatever it is about: a catalogue, or a list that holds one's own alone."""
    return Row(own=roles, same=roles, other=roles, sends=sends)


NEW_RULE = {"of": "Y63", "valid_from": "2027-08-04", "value": 56, "reason": "agreed with the trusts"}

_MAY_RULE = OPERATOR | {Role.DEAN}
RULED = Row(own=_MAY_RULE, same=_MAY_RULE, other=OPERATOR, sends={"json": NEW_RULE})
"""Of a service with rules that are a region's own: the world's ``name`` is one of them."""

OPERATED: Mapping[str, Row] = {
    "held_records": everywhere(OPERATOR),
    "operators_deeds": everywhere(OPERATOR | {Role.AUDITOR}),  # a list that holds of an auditor's place alone
    "held_record": everywhere(OPERATOR),
    "replay_held": everywhere(OPERATOR, json={"reason": "it was repaired"}),
    "discard_held": everywhere(OPERATOR, json={"reason": "nobody will need it"}),
    "show_rules": everywhere(EVERYBODY),
    "rehearse_rule": everywhere(OPERATOR, json=NEW_RULE),
    "state_rule": everywhere(OPERATOR, json=NEW_RULE),  # no region's own: where some are, the service's rows say so
}
"""What may be asked of any service."""


@dataclass(frozen=True)
class World:
    """A service with one of each thing in it, at R0B, of programme NTH001, in deanery Y63."""

    service: Driver
    people: Mapping[str, UUID]
    ids: Mapping[str, object] = field(default_factory=dict)
    """By the path parameter that takes it; what is not here is an id of nothing."""
    instead: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """The same by endpoint, where it is about another of these things."""
    sends: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What a row cannot know: by endpoint, with ids of this world in it."""

    def actor(self, role: Role, standing: Standing, *, whose: str) -> Actor:
        person = self.people[whose] if standing is Standing.OWN else uuid4()
        return Actor(person, frozenset({Grant(role, _place(role, here=standing is not Standing.OTHER))}))

    def path(self, template: str, *, of: str) -> str:
        """To an endpoint of this name."""
        ids = {**self.ids, **self.instead.get(of, {})}
        for name in _names(template):
            template = template.replace(f"{{{name}}}", str(ids.get(name, uuid4())))
        return template


def _place(role: Role, *, here: bool) -> str | None:
    if role in _NOWHERE:
        return None
    if role in _AT_PROGRAMME:
        return "NTH001" if here else "EAN001"
    if role in _AT_DEANERY:
        return "Y63" if here else "Y56"
    return "R0B" if here else "RXF"


def _names(template: str) -> list[str]:
    return [part.split("}")[0].split(":")[0] for part in template.split("{")[1:]]
