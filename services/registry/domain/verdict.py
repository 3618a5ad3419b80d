"""How a row of a file ends: what it did, or why it cannot be taken."""

from typing import Literal

Verdict = Literal["added", "changed", "unchanged", "removed"]


class Cannot(Exception):
    """This row cannot be taken: the field it fails on, and why."""

    doubtful = True
    """Whether it may be about more than is known of it: what it may mean is kept."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name, self.reason = name, reason


class MayNot(Cannot):
    """Whoever asks is not the one who may do this."""
