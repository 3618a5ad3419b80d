"""A service's dated rules over HTTP: read by anybody, rehearsed and set by whoever answers for the place."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.errors import Forbidden
from chassis.http import ANYONE_SIGNED_IN, READABLE, Begun, IsoDate, Policy, Router
from chassis.rehearsing import Reach, rehearse
from chassis.rules import DEFAULT, Rule, all_rules, set_rule
from contracts import Actor
from contracts.vocabulary import Role

Setters = Mapping[Role, Collection[str]]
"""Role → the rules that whoever holds it somewhere may set there. An operator may set every rule, defaults too.

A rule that nobody is named for is read at no place.
"""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/_. -]{0,40}$")]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500), READABLE]


class RuleView(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)

    name: str
    of: str
    """Whose: a region's, organisation's or programme's code; empty for the default."""
    valid_from: date
    value: Any


class NewRule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    of: Code = DEFAULT
    valid_from: IsoDate
    value: Any = Field(description="Of the same shape as the default.")
    reason: Reason
    """Kept in the audit."""


class ChangeView(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)

    before: Any = Field(description="What holds there that day as it is.")
    counts: dict[str, int] = Field(description="For how many of what; empty where the service counts nothing.")


class RehearsalView(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)

    until: date | None = Field(description="From when another value of the same place is set already.")
    changes: list[ChangeView]


def rules_policy(setters: Setters) -> Policy:
    may_set = frozenset({Role.OPERATOR, *setters})
    return {"show_rules": ANYONE_SIGNED_IN, "rehearse_rule": may_set, "state_rule": may_set}


def rules_router(service: str, setters: Setters, reach: Reach | None = None) -> APIRouter:
    """Routes below ``/api/<service>/rules``."""
    router = Router(prefix=f"/api/{service}/rules", tags=["rules"])

    @router.get("")
    async def show_rules(work: Begun) -> list[RuleView]:
        """Every value that is, was, or will be in force, by name, whose it is, and its first day."""
        return [RuleView.model_validate(each) for each in await all_rules(work)]

    @router.put("/{name}", status_code=204)
    async def state_rule(name: str, body: NewRule, work: Begun) -> None:
        """Set a rule from a day on, for the region or organisation that you answer for."""
        await set_rule(work, theirs(work.actor, name, body), reason=body.reason)

    @router.post("/{name}/rehearsal")
    async def rehearse_rule(name: str, body: NewRule, work: Begun) -> RehearsalView:
        """What setting it would change; nothing is set, and the audit says nothing."""
        return RehearsalView.model_validate(await rehearse(work, theirs(work.actor, name, body), reach=reach))

    def theirs(actor: Actor, name: str, body: NewRule) -> Rule:
        """Raises Forbidden."""
        if not may_set(actor, name, body.of, setters):
            raise Forbidden(f"{name} of {body.of or 'everybody'} is not yours to set")
        return Rule(name, body.of, body.valid_from, body.value)

    return router


def may_set(actor: Actor, name: str, of: str, setters: Setters) -> bool:
    """Whether some role of theirs, at the place whose rule it is, may set this one."""
    if Role.OPERATOR in actor.roles:
        return True
    return of != DEFAULT and any(grant.scope == of and name in setters.get(grant.role, ()) for grant in actor.grants)
