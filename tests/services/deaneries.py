"""Deaneries, and who sets their rules."""

from contracts import Actor, Grant
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import OrganisationKind, Role
from tests.services.driver import an_actor


def a_deanery(code: str, *trusts: str, region: str = "Y60") -> OrganisationRegistered:
    """One that answers for these trusts, or for all of its NHS region."""
    return OrganisationRegistered(
        code=code, kind=OrganisationKind.DEANERY, name="A deanery", region=region, trusts=trusts
    )


def a_dean(code: str) -> Actor:
    return an_actor(Grant(Role.DEAN, code))
