"""What somebody needs to do their work, in their own words: for them, and whom they name of those who arrange it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.errors import Declined


class NotWithYou(Declined):
    status = 422
    slug = "not-with-you"
    title = "They do not arrange your work"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Never in an event, a list or an export."""

    person_id: UUID
    words: str
    readers: tuple[UUID, ...]
    """Whom they named; each reads it for as long as they arrange this person's work."""
    written_at: datetime


def write(
    person_id: UUID, words: str, *, readers: Collection[UUID], arrangers: Collection[UUID], at: datetime
) -> Adjustment:
    """What they wrote before is gone. Raises NotWithYou."""
    if not set(readers) <= set(arrangers):
        raise NotWithYou("Name only people who arrange your work today, or in a placement to come.")
    return Adjustment(person_id, words, tuple(sorted(readers)), at)
