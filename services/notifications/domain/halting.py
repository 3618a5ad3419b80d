"""Whether the mails of an import go, as an operator decides. The inbox is never halted."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.errors import Declined


class Halt(StrEnum):
    PAUSED = "paused"
    CANCELLED = "cancelled"


class CancelledForGood(Declined):
    slug = "import-mails-cancelled"
    title = "The mails of this import were cancelled, and that is final"


DEEDS: Mapping[Halt | None, str] = {Halt.PAUSED: "paused", Halt.CANCELLED: "cancelled", None: "resumed"}
"""What an operator did when they asked for this; None: that they go on."""


def is_news(before: Halt | None, asked: Halt | None) -> bool:
    """Whether there is something to do. Raises CancelledForGood."""
    if before is Halt.CANCELLED and asked is not Halt.CANCELLED:
        raise CancelledForGood
    return before is not asked
