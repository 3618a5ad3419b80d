"""Leave on days that the rota has off: a day off instead of each, agreed with the leave itself (R23)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from services.leave.domain.days import Spell, written
from services.leave.domain.obstacles import DaysInLieuDoNotFit, HoursNotDeclared


@dataclass(frozen=True, slots=True)
class InLieu:
    """A day off that leave falls on, and the day that is off instead."""

    off: date
    instead: date


def check_in_lieu(days: Collection[InLieu], spell: Spell, *, within_hours: bool) -> None:
    """Whether each day off is one of the leave and is made up for once, by a day that is none of it.

    Whether that keeps to the limits of hours only its doctor and the rota know: it is declared.
    Raises DaysInLieuDoNotFit, HoursNotDeclared.
    """
    for each in days:
        if not spell.first_day <= each.off <= spell.last_day:
            raise DaysInLieuDoNotFit(f"{written(each.off)} is no day of this leave.", field="in_lieu")
        if spell.first_day <= each.instead <= spell.last_day:
            raise DaysInLieuDoNotFit(f"{written(each.instead)} is a day of this leave.", field="in_lieu")
    if len({each.off for each in days}) < len(days) or len({each.instead for each in days}) < len(days):
        raise DaysInLieuDoNotFit("Name each day once.", field="in_lieu")
    if days and not within_hours:
        raise HoursNotDeclared("Say in within_hours that this keeps to the limits of your hours.", field="within_hours")


def check_ahead(days: Collection[InLieu], *, today: date) -> None:
    """What is over cannot be off any more. Raises DaysInLieuDoNotFit."""
    for each in days:
        if each.instead <= today:
            raise DaysInLieuDoNotFit(f"{written(each.instead)} is not after today.", field="in_lieu")


def falling_on(days: Collection[InLieu], spell: Spell) -> tuple[InLieu, ...]:
    """Those of a part of the leave."""
    return tuple(each for each in days if spell.first_day <= each.off <= spell.last_day)
