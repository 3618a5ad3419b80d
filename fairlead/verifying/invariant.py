"""One invariant: whether it holds, and what was counted or found."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Invariant:
    name: str
    holds: bool
    detail: str


def judged(name: str, wrong: Iterable[str], fine: str) -> Invariant:
    found: list[Any] = list(wrong)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return Invariant(name, not found, "; ".join(found[:_SHOWN]) + more if found else fine)
