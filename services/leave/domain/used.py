"""Codes that a place uses: fewer than there are, where it has said so; another one is declined (R17, R45)."""

from collections.abc import Collection
from enum import StrEnum

from services.leave.domain.obstacles import NotUsedHere


def check_used(code: StrEnum, used: Collection[StrEnum], *, field: str) -> None:
    """Raises NotUsedHere, which names what is used."""
    if code not in used:
        raise NotUsedHere(f"{code} is not used here. Give one of {', '.join(used)}.", field=field)
