"""The kinds of opportunity that there are, and who may publish one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from contracts import Actor
from contracts.vocabulary import OpportunityFamily, OpportunitySetting, Role

EDITORS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN, Role.DME, Role.RDPL})
"""The roles that look after their own trust's portfolio of opportunities; the peer lead does for its residents."""

DRAFTERS = EDITORS | {Role.COLLEGE_TUTOR, Role.TPD}
"""These draft too, for their department or their programme, and look after what they have drafted."""


class Entry(StrEnum):
    """How one comes to take part."""

    EXPRESSION_OF_INTEREST = "expression_of_interest"
    ELECTION_OR_NOMINATION = "election_or_nomination"
    NOMINATION = "nomination"


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue as it stands on a day."""

    code: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting | None
    """The only setting it belongs to; none: any."""
    chairing: bool
    """Whether a resident may chair it."""
    entry: Entry


def edited_by(actor: Actor) -> frozenset[str]:
    """The trusts whose portfolio they look after."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in EDITORS and grant.scope)


def edits(actor: Actor, *, trust: str) -> bool:
    return trust in edited_by(actor)


def directed_by(actor: Actor) -> frozenset[str]:
    """The programmes that they are director of."""
    return frozenset(grant.scope for grant in actor.grants if grant.role is Role.TPD and grant.scope)


def drafts_at(actor: Actor, *, placed_at: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The trusts for which they may draft: their own, and those at which doctors of a programme are placed that they
    direct; ``placed_at``: by programme."""
    tutors = (grant.scope for grant in actor.grants if grant.role is Role.COLLEGE_TUTOR and grant.scope)
    directed = (trust for programme in directed_by(actor) for trust in placed_at.get(programme, ()))
    return edited_by(actor).union(tutors, directed)
