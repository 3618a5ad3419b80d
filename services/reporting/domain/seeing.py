"""Who may ask for which deanery's figures."""

from chassis.errors import Declined, NotFound
from contracts import Actor
from contracts.vocabulary import Role
from services.reporting.domain.indicators import INDICATORS, Indicator, Split

FIGURE_ROLES = frozenset({Role.DEANERY_ANALYST, Role.DEAN})


class WhichDeanery(Declined):
    status = 422
    slug = "which-deanery"
    title = "Say which of your deaneries"


class NotToldBy(Declined):
    status = 422
    slug = "not-told-by"
    title = "This figure has no such parts"


def deanery_for(actor: Actor, *, asked: str | None) -> str | None:
    """The deanery whose figures they may see: their own, or the one asked for; ``None`` is all of them.

    Raises NotFound for a deanery that is not theirs, WhichDeanery when they serve several and named none.
    """
    scopes = {grant.scope for grant in actor.grants if grant.role in FIGURE_ROLES}
    if None in scopes or asked in scopes:
        return asked
    if asked is None and len(scopes) == 1:
        return scopes.pop()
    if asked is None:
        raise WhichDeanery(f"you serve {', '.join(sorted(filter(None, scopes)))}: name one as ?deanery=CODE")
    raise NotFound(f"there is no deanery {asked}, or none that you may see")


def told_by(code: str, split: Split) -> Indicator:
    """The indicator asked for, where its figure can be told in these parts. Raises NotToldBy."""
    indicator = INDICATORS.get(code)
    if indicator is None or split not in indicator.told_by:
        known = ", ".join(one.code for one in INDICATORS.values() if split in one.told_by)
        raise NotToldBy(f"{code} is not told by {split}; these are: {known}")
    return indicator


def trust_among(theirs: frozenset[str], *, trust: str) -> frozenset[str]:
    """The one trust asked for. Raises NotFound where it is not among these."""
    if trust not in theirs:
        raise NotFound(f"there is no trust {trust}, or none that you may see")
    return frozenset({trust})
