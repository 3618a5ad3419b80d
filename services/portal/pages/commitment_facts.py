"""What a page tells of a commitment, and how it stands."""

from contracts.vocabulary.labels import BOARD_ROLES
from services.portal.pages import facts, shapes
from services.portal.pages.facts import Fact
from services.portal.pages.words import Tag

UNSIGNED = Tag("Not signed", "grey")


def of_commitment(of: shapes.Commitment) -> tuple[Fact, ...]:
    told_of = [
        Fact("Signed by", f"{of.signatory}, {BOARD_ROLES[of.board_role]}"),
        Fact("Signed on", facts.day(of.signed_on)),
        Fact("Champion", of.champion or facts.NOT_GIVEN),
        Fact("To be reviewed by", facts.day(of.review_due)),
    ]
    if of.renewed_on:
        told_of.insert(2, Fact("Stood by again on", facts.day(of.renewed_on)))
    return tuple(told_of)


def standing(of: shapes.Commitment) -> Tag:
    return Tag("Stands", "green") if of.in_date else Tag("To be reviewed", "red")
