"""What still matters of all that somebody could not be told while they had no address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from contracts.vocabulary import WithheldReason
from services.notifications.domain.deciding import TO_MAIL, TO_PUSH, Told, withheld
from services.notifications.domain.happening import is_private
from services.notifications.domain.matter import Matter, matter


def summarise(tellings: Sequence[Told], *, today: date, oldest: date) -> list[Told]:
    """Of one person's withheld mail, in the order it happened: the latest on each matter goes into one summary.

    Earlier news of the same matter is ``summarised``; what is over, or was said before ``oldest``, is ``over``. What
    is otherwise for the inbox only is in it too: its reader has seen nothing of it anywhere else. Nothing of it rings.
    """
    latest = {_matter(told): told.happening.id for told in tellings}

    def judged(told: Told) -> Told:
        if told.push == TO_PUSH:
            told = replace(told, push=withheld(WithheldReason.SUMMARISED))
        # A summary is told of; what is private stays by itself.
        if told.mail is None or is_private(told.happening.stamp):
            return told
        if told.happening.is_over(today=today) or told.happening.day < oldest:
            return replace(told, mail=withheld(WithheldReason.OVER))
        if latest[_matter(told)] != told.happening.id:
            return replace(told, mail=withheld(WithheldReason.SUMMARISED))
        return replace(told, mail=TO_MAIL, in_summary=True)

    return [judged(told) for told in tellings]


def _matter(told: Told) -> tuple[Matter, str]:
    return matter(told.happening.event), told.telling.category
