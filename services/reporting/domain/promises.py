"""Promised to me: what the commitment owes one doctor in one placement, and whether they had it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chassis.errors import Declined, NotFound
from contracts.vocabulary import CriterionCode, Role


class NotBegun(Declined):
    status = 422
    slug = "placement-not-begun"
    title = "This placement has not begun"


class By(StrEnum):
    """By which day of a placement a promise is to be kept."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Promise:
    """One of the promises that a placement brings with it: the role that owes it, and by when."""

    code: CriterionCode
    owed_by: Role
    by: By


PROMISES: Mapping[CriterionCode, Promise] = {
    one.code: one
    for one in (
        Promise(CriterionCode.O_E1, Role.CHAMPION, By.FIRST_DAY),
        Promise(CriterionCode.O_E2, Role.MEDED_ADMIN, By.LAST_DAY),
        Promise(CriterionCode.T_E1, Role.TPD, By.LAST_DAY),
        Promise(CriterionCode.T_E2, Role.ROTA_COORDINATOR, By.FIRST_DAY),
        Promise(CriterionCode.M_E3, Role.SLRDE, By.FIRST_DAY),
    )
}
"""Those whose keeping is said by some event so far."""


class State(StrEnum):
    KEPT = "kept"
    OWED = "owed"
    NOT_SO = "not_so"
    """The doctor says that it was not kept, whatever the events say."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A doctor's placement, as far as promises go."""

    placement_id: UUID
    doctor_id: UUID
    host: str
    first_day: date
    last_day: date
    time_owed: bool
    """Whether it is to have self-development time: not every grade is (R38)."""

    def brings(self, code: CriterionCode) -> bool:
        return self.time_owed or code is not CriterionCode.T_E2


@dataclass(frozen=True, slots=True)
class Keeping:
    """An event that kept a promise, on a London date."""

    placement_id: UUID
    code: CriterionCode
    event_id: UUID | None
    """None: it was heard of before events were kept account of."""
    on: date


@dataclass(frozen=True, slots=True)
class Account:
    """How one promise of one placement stands for its doctor."""

    promise: Promise
    spell: Spell
    kept: Keeping | None
    disputed_on: date | None

    @property
    def state(self) -> State:
        if self.disputed_on is not None:
            return State.NOT_SO
        return State.OWED if self.kept is None else State.KEPT

    @property
    def due(self) -> date:
        return self.spell.first_day if self.promise.by is By.FIRST_DAY else self.spell.last_day


def accounts_of(
    spell: Spell, *, keepings: Iterable[Keeping], disputed: Mapping[tuple[UUID, CriterionCode], date]
) -> list[Account]:
    """Every promise of a placement; of several events that kept one, the first."""
    kept: dict[CriterionCode, Keeping] = {}
    for one in keepings:
        if one.placement_id == spell.placement_id and (one.code not in kept or one.on < kept[one.code].on):
            kept[one.code] = one
    return [
        Account(promise, spell, kept.get(code), disputed.get((spell.placement_id, code)))
        for code, promise in PROMISES.items()
        if spell.brings(code)
    ]


def may_dispute(spell: Spell, code: CriterionCode, *, today: date) -> None:
    """Whether their doctor may say that it was not kept. Raises NotFound for what no account is kept of, NotBegun."""
    if not spell.brings(code):
        raise NotFound("this placement is to have no self-development time")
    if code not in PROMISES:
        raise NotFound(f"no account is kept of {code} yet, only of {', '.join(PROMISES)}")
    if today < spell.first_day:
        raise NotBegun(f"it begins on {spell.first_day}: say from that day on that a promise was not kept")
