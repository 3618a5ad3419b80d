"""The kinds of opportunity that there are, and who may publish one."""

from dataclasses import dataclass
from enum import StrEnum

from contracts import Actor
from contracts.vocabulary import OpportunityFamily, OpportunitySetting, Role

EDITORS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN, Role.DME})
"""The roles that look after their own trust's portfolio of opportunities."""


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
