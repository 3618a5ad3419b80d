"""Figures as people read them."""

from collections.abc import Iterator, Mapping
from typing import Any

COLUMNS = ("code", "trust", "period", "numerator", "denominator", "value", "national")


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


def table_of(figures: Mapping[str, Any]) -> Iterator[str]:
    """A line for each figure, for people; what was published of the whole country beside its own, the source below."""
    national = figures.get("national", {})  # of figures in parts there is none
    yield f"{figures['heading']}  (as of {figures['as_of']})"
    for one in figures["indicators"]:
        value = value_text(one["value"], figures["targets"][one["code"]])
        where = one["trust"] or "region"
        counts = f"{one['numerator']:6} of {one['denominator']:6} {value:>7}"
        beside = f"  {nationally(national[one['code']])}" if one["code"] in national else ""
        yield f"{one['code']:10} {where:8} {one['period']}  {counts}{beside}"
    for source in dict.fromkeys(published(each) for each in national.values()):
        yield f"nationally: {source}"


def rows_of(figures: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The same as data, by ``COLUMNS``."""
    for one in figures["indicators"]:
        yield {**one, "national": figures["national"].get(one["code"], {}).get("share")}


def nationally(of: Mapping[str, Any]) -> str:
    """The same share in the whole country, which was published once (R33)."""
    return f"nationally {of['share']:.0%}"


def published(of: Mapping[str, Any]) -> str:
    """Of when it is, and where it stands."""
    return f"{of['as_of']}: {of['source']}"
