"""Whose placements an actor may see."""

from uuid import UUID

from contracts import Actor
from contracts.vocabulary import Role

_EVERYWHERE = frozenset({Role.OPERATOR, Role.DEAN, Role.DEANERY_ANALYST})


def may_see(actor: Actor, *, doctor_id: UUID, host: str, programme: str | None) -> bool:
    """The doctor; those who answer for the whole region; staff of the trust or the programme, never of another."""
    if actor.person_id == doctor_id or actor.roles & _EVERYWHERE:
        return True
    return any(grant.scope is not None and grant.scope in (host, programme) for grant in actor.grants)
