"""Figures as people read them."""

from collections.abc import Mapping
from typing import Any


def value_text(value: float | None, of: Mapping[str, Any], *, digits: int = 1) -> str:
    """A value by the measure and unit of its indicator: 66.7%, 7.5 hours per 100, 9 days; nothing for none."""
    if value is None:
        return ""
    match of["measure"]:
        case "per_hundred":
            return f"{value:g} {of['unit']} per 100"
        case "median":
            return f"{value:g} {of['unit']}"
        case _:
            return f"{value:.{digits}%}"
