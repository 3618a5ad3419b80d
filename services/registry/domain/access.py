"""Whose placements an actor may see, and whom they may appoint to what: whatever is not written here is refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from contracts import Actor
from contracts.vocabulary import AppointmentScope, Role
from services.registry.domain.enquiries import ASKERS

_SEES_ALL = frozenset({Role.OPERATOR, Role.DEANERY_ANALYST})
SEES_AT_HOST = frozenset({Role.ROTA_COORDINATOR, Role.COLLEGE_TUTOR, Role.DME, Role.MEDED_ADMIN})
"""Who arranges the work of the doctors there."""

SENIOR_AT_TRUST = frozenset({Role.SENIOR_LEADER, Role.SLRDE, Role.CHAMPION, Role.RDPL, Role.BOARD_SECRETARY})
AT_DEANERY = frozenset({Role.DEANERY_ANALYST, Role.DEAN})
"""Who reads what a trust has pledged, and which of its roles nobody holds: there, and in the deanery above."""

_AT_TRUST = frozenset(
    {
        Role.SUPERVISOR,
        Role.ROTA_COORDINATOR,
        Role.COLLEGE_TUTOR,
        Role.DME,
        Role.GUARDIAN,
        Role.MEDED_ADMIN,
        Role.CHAMPION,
        Role.SENIOR_LEADER,
        Role.SLRDE,
        Role.RDPL,
        Role.BOARD_SECRETARY,
    }
)
"""Roles that a trust gives its own people."""

_AT_PROGRAMME = frozenset({Role.TPD})
_REGIONAL = frozenset({Role.DEAN, Role.DEANERY_ANALYST, Role.AUDITOR})


def may_see(
    actor: Actor,
    *,
    doctor_id: UUID,
    host: str,
    programme: str | None,
    employers: Collection[str | None] = (),
    supervisors: Collection[UUID | None] = (),
) -> bool:
    """The doctor; who looks after the region's data; those who roster, supervise or direct this very placement.

    Who employs asks its doctor about it (R34), and acts for a host that has nobody, as a practice has (R31 to R33).
    A scope is only a code, so each role is compared with the kind of place it is held at.
    """
    if actor.person_id == doctor_id or actor.roles & _SEES_ALL:
        return True
    if any(grant.role in SEES_AT_HOST and grant.scope == host for grant in actor.grants):
        return True
    if any(actor.holds(role, at=employer) for role in ASKERS for employer in employers if employer):
        return True
    if programme is not None and actor.holds(Role.TPD, at=programme):
        return True
    return actor.holds(Role.SUPERVISOR) and actor.person_id in supervisors


def answers_for(actor: Actor, trust: str, *, deaneries: Collection[str]) -> bool:
    """Whether they are senior at the trust, or of one of the deaneries above it."""
    there = any(grant.role in SENIOR_AT_TRUST and grant.scope == trust for grant in actor.grants)
    above = (grant.scope for grant in actor.grants if grant.role in AT_DEANERY)
    return there or any(scope is None or scope in deaneries for scope in above)


def sees_every_import(actor: Actor) -> bool:
    """Who sends in a trust's own file sees their own only: a report names rows of people."""
    return bool(actor.roles & _SEES_ALL)


@dataclass(frozen=True, slots=True)
class Appointer:
    """Somebody who appoints, with the trusts that the deaneries they are analyst of answer for."""

    actor: Actor
    trusts: frozenset[str] = frozenset()

    @property
    def _operates(self) -> bool:
        return self.actor.holds(Role.OPERATOR)

    def may_give(self, role: Role) -> bool:
        """Whether they may give the role anywhere: regional roles are the operator's."""
        return self._operates or role not in _REGIONAL

    def may_appoint(self, role: Role, *, scope: AppointmentScope, at: str) -> bool:
        """Whether they may give the role at this trust (a site counts as its trust), programme or deanery."""
        if self._operates:
            return True
        if scope is AppointmentScope.PROGRAMME:
            return role in _AT_PROGRAMME and self.actor.holds(Role.DEANERY_ANALYST)
        if scope is AppointmentScope.ORGANISATION and role in _AT_TRUST:
            return at in self.trusts or self.actor.holds(Role.MEDED_ADMIN, at=at)
        return False

    def may_appoint_person(self, person_id: UUID) -> bool:
        """Nobody appoints themselves."""
        return self._operates or person_id != self.actor.person_id

    @property
    def may_complete_people(self) -> bool:
        """Whether they may add an address or a number to somebody known: who has a person's address can be them."""
        return self._operates or self.actor.holds(Role.DEANERY_ANALYST)


@dataclass(frozen=True, slots=True)
class Deaneries:
    """Which trusts each deanery answers for on a day."""

    trusts: Mapping[str, Collection[str]]
    with_list: Collection[str] = frozenset()
    """Those that have a list of their own; the others answer for all of their NHS region."""

    def whose_rules(self, trust: str) -> tuple[str, ...]:
        """Whose own rules hold at a trust, nearest first: its own, then those of the deanery that lists it, else of the
        one of its region."""
        above = sorted(self.above(trust), key=lambda deanery: (deanery not in self.with_list, deanery))
        return (trust, *above[:1])

    def above(self, trust: str) -> tuple[str, ...]:
        return tuple(deanery for deanery, trusts in self.trusts.items() if trust in trusts)

    def below(self, deaneries: Collection[str]) -> set[str]:
        return {trust for deanery in deaneries for trust in self.trusts.get(deanery, ())}

    def answered_for_by(self, actor: Actor) -> set[str] | None:
        """The trusts that :func:`answers_for` is true of; ``None``: all."""
        above = {grant.scope for grant in actor.grants if grant.role in AT_DEANERY}
        if None in above:
            return None
        there = {grant.scope for grant in actor.grants if grant.role in SENIOR_AT_TRUST and grant.scope}
        return there | self.below({scope for scope in above if scope})


def deaneries_of(actor: Actor) -> frozenset[str]:
    """The deaneries that they are analyst of."""
    return frozenset(grant.scope for grant in actor.grants if grant.role is Role.DEANERY_ANALYST and grant.scope)
