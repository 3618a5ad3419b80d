"""Who may ask for which deanery's figures."""

from chassis.errors import Declined, NotFound
from contracts import Actor
from contracts.vocabulary import Role
from services.reporting.domain.indicators import INDICATORS

FIGURE_ROLES = frozenset({Role.DEANERY_ANALYST, Role.DEAN})


class WhichDeanery(Declined):
    status = 422
    slug = "which-deanery"
    title = "Say which of your deaneries"


class NotGraded(Declined):
    status = 422
    slug = "not-graded"
    title = "This is not told by bands of grades"


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


def graded(code: str) -> str:
    """The indicator asked for, where it can be told by bands of grades. Raises NotGraded."""
    indicator = INDICATORS.get(code)
    if indicator is None or not indicator.graded:
        known = ", ".join(one.code for one in INDICATORS.values() if one.graded)
        raise NotGraded(f"{code} is not told by bands of grades; these are: {known}")
    return code


def trust_among(theirs: frozenset[str], *, trust: str) -> frozenset[str]:
    """The one trust asked for. Raises NotFound where it is not among these."""
    if trust not in theirs:
        raise NotFound(f"there is no trust {trust}, or none that you may see")
    return frozenset({trust})
