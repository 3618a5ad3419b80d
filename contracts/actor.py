"""Who acts: a person with the roles they hold, as their token says."""

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a scope: an organisation's, programme's or deanery's code; ``None`` where the role has no scope."""

    role: Role
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    person_id: UUID
    grants: frozenset[Grant] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def holds(self, role: Role, *, at: str | None = None) -> bool:
        """Whether they hold the role, and at this scope when one is named."""
        return any(grant.role == role and (at is None or grant.scope == at) for grant in self.grants)
