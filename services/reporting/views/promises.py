"""Promised to me: a doctor's own account."""

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain import CRITERIA, Account, Spell, State


class PromiseView(BaseModel):
    """One promise of a placement: kept (by an event, on a date), owed (by a role, by a day), or not so."""

    code: CriterionCode
    promise: str
    state: State
    event_id: UUID | None
    kept_on: date | None
    owed_by: Role
    due: date
    disputed_on: date | None

    @classmethod
    def of(cls, one: Account) -> Self:
        return cls(
            code=one.promise.code,
            promise=CRITERIA[one.promise.code].promise,
            state=one.state,
            event_id=one.kept.event_id if one.kept else None,
            kept_on=one.kept.on if one.kept else None,
            owed_by=one.promise.owed_by,
            due=one.due,
            disputed_on=one.disputed_on,
        )


class PromisesOfPlacement(BaseModel):
    placement_id: UUID
    host: str
    first_day: date
    last_day: date
    promises: list[PromiseView]

    @classmethod
    def of(cls, spell: Spell, accounts: Sequence[Account]) -> Self:
        return cls(
            placement_id=spell.placement_id,
            host=spell.host,
            first_day=spell.first_day,
            last_day=spell.last_day,
            promises=[PromiseView.of(one) for one in accounts],
        )


class MyPromises(BaseModel):
    items: list[PromisesOfPlacement]
    """The latest placement first."""
