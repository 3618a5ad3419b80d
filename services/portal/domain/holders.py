"""Who gets which token, and what stands in the way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from chassis.errors import Declined, Forbidden, NotFound
from contracts import Grant
from contracts.vocabulary import Role

_NOBODY = UUID("7f0f4a0e-6a55-4d0c-9d0a-3c1f0a3f4b52")
"""Names ids that no person has."""

PORTAL = uuid5(_NOBODY, "portal")
"""Who the portal is when it asks the registry."""

STAND_INS: Mapping[str, Role] = {"operator": Role.OPERATOR, "deanery": Role.DEANERY_ANALYST}
"""Names that are no person's: they hold one role everywhere, for the command line's own reading."""


class TokensRefused(Forbidden):
    slug = "tokens-refused"
    title = "Tokens are not given out here"


class RoleNotHeld(Forbidden):
    slug = "role-not-held"
    title = "They do not hold this role today"


class NoSuchPerson(NotFound):
    slug = "no-such-person"
    title = "Nobody is known by this"


class SeveralPeople(Declined):
    slug = "several-people"
    title = "Several people are known by this"


class NoSuchService(NotFound):
    slug = "no-such-service"
    title = "There is no such service"


class ServiceAway(Declined):
    status = 502
    slug = "service-away"
    title = "The service does not answer"


class ServiceBusy(ServiceAway):
    """It is there; so many ask it through the portal that this request got no turn."""

    status = 503
    slug = "service-busy"
    title = "Too many are asking at once"


class BodyTooLarge(Declined):
    status = 413
    slug = "body-too-large"
    title = "The request is too large"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, or a stand-in, and the roles they hold today."""

    person_id: UUID
    grants: frozenset[Grant]


def stand_in(name: str) -> Holder | None:
    role = STAND_INS.get(name)
    return None if role is None else Holder(uuid5(_NOBODY, name), frozenset({Grant(role)}))


def is_stand_in(person_id: UUID) -> bool:
    return person_id in {uuid5(_NOBODY, name) for name in STAND_INS}


def search_for(person: str) -> dict[str, str]:
    """How the registry is asked for a person by id, mail address or registration number."""
    try:
        return {"id": str(UUID(person))}
    except ValueError:
        return {"email" if "@" in person else "registration": person.strip()}


def the_one(found: Collection[UUID], *, person: str) -> UUID:
    """Raises NoSuchPerson, SeveralPeople."""
    if not found:
        raise NoSuchPerson(f"nobody is known as {person}: give an id, a registration number or a mail address")
    if len(found) > 1:
        raise SeveralPeople(f"{len(found)} people are known as {person}: give an id or a registration number")
    return next(iter(found))


def narrowed(holder: Holder, *, to: Role | None) -> Holder:
    """Only the role that was asked for, at each scope they hold it; without one, all. Raises RoleNotHeld."""
    if to is None:
        return holder
    asked = frozenset(grant for grant in holder.grants if grant.role is to)
    if not asked:
        held = ", ".join(sorted({grant.role.value for grant in holder.grants})) or "no role"
        raise RoleNotHeld(f"{to.value} is not held today; held: {held}")
    return Holder(holder.person_id, asked)
