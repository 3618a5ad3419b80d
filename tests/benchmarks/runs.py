"""How often and how much is measured, and the progress of it on standard error."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console


@dataclass(frozen=True, slots=True)
class Runs:
    """``quick`` proves that a path works; its figures are no figures."""

    many: int = 5
    quick: bool = False
    soak_minutes: float = 10.0
    outage_seconds: float = 60.0
    console: Console = field(default_factory=lambda: Console(stderr=True, log_path=False))

    def size(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def turns(self, what: str) -> Iterator[int]:
        for number in range(1, self.many + 1):
            self.say(f"{what}: run {number} of {self.many}")
            yield number

    def say(self, what: str) -> None:
        self.console.log(what, highlight=False)
