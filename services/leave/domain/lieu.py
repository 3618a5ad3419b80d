"""Leave on days that the rota has off: a day off instead of each, agreed with the leave itself (R23)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from services.leave.domain.days import Spell, written
from services.leave.domain.obstacles import DaysInLieuDoNotFit, HoursNotDeclared, NoDaysInLieu


@dataclass(frozen=True, slots=True)
class InLieu:
    """A day off that leave falls on, and the day that is off instead."""

    off: date
    instead: date


def check_in_lieu(days: Collection[InLieu], spell: Spell, *, within_hours: bool) -> None:
    """Whether each day off is one of the leave and is made up for once, by a day that is none of it.

    Whether that keeps to the limits of hours only its doctor and the rota know: it is declared.
    Raises DaysInLieuDoNotFit, which names the first day that does not, and HoursNotDeclared.
    """
    named: set[date] = set()
    for number, each in enumerate(days):
        if not spell.has(each.off):
            raise DaysInLieuDoNotFit(f"{written(each.off)} is no day of this leave.", field=f"in_lieu.{number}.off")
        if spell.has(each.instead):
            said = f"{written(each.instead)} is a day of this leave."
            raise DaysInLieuDoNotFit(said, field=f"in_lieu.{number}.instead")
        for which, day in (("off", each.off), ("instead", each.instead)):
            if day in named:
                said = f"Name each day once: {written(day)} is named twice."
                raise DaysInLieuDoNotFit(said, field=f"in_lieu.{number}.{which}")
            named.add(day)
    if days and not within_hours:
        raise HoursNotDeclared("Say in within_hours that this keeps to the limits of your hours.", field="within_hours")


def check_given(days: Collection[InLieu], *, given: bool) -> None:
    """Whether the region gives any, as it stands when leave is asked for. Raises NoDaysInLieu."""
    if days and not given:
        raise NoDaysInLieu("Leave on a day off has no other day off instead here: leave in_lieu out.", field="in_lieu")


def check_ahead(days: Collection[InLieu], *, today: date) -> None:
    """What is over cannot be off any more. Raises DaysInLieuDoNotFit."""
    for each in days:
        if each.instead <= today:
            raise DaysInLieuDoNotFit(f"{written(each.instead)} is not after today.", field="in_lieu")


def falling_on(days: Collection[InLieu], spell: Spell) -> tuple[InLieu, ...]:
    """Those of a part of the leave."""
    return tuple(each for each in days if spell.has(each.off))
