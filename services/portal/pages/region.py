"""The region's figures as tables that move while one looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import ClassVar

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from services.portal.domain.offices import MAY_SEE_FIGURES
from services.portal.pages import facts
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()


_MONTHS = {1: ("April", "June"), 2: ("July", "September"), 3: ("October", "December"), 4: ("January", "March")}
"""Of the quarters of a financial year."""


class Figure(BaseModel):
    model_config = ConfigDict(frozen=True)

    code: str
    trust: str | None
    period: str
    numerator: int
    denominator: int
    value: float | None
    moved_at: datetime | None = None

    @property
    def quarter(self) -> str:
        """Its months, as people say them: October to December 2026."""
        year, number = int(self.period[:4]), int(self.period[-1])
        first, last = _MONTHS[number]
        return f"{first} to {last} {year + (number == 4)}"

    @property
    def anchor(self) -> str:
        return f"{self.code}-{self.period}-{self.trust or 'region'}"


class Target(BaseModel):
    model_config = ConfigDict(frozen=True)

    share: float
    better: str
    measure: str = "share"
    unit: str = ""

    @property
    def text(self) -> str:
        """What is aimed at, and which way is good."""
        aim = f"{self.share * 100:g}%" if self.measure == "share" else self.in_unit(self.share)
        return f"at most {aim}; lower is better" if self.better == "lower" else f"at least {aim}; higher is better"

    def in_unit(self, value: float) -> str:
        """Of what is no share: so much for each hundred, or a median."""
        return f"{value:g} {self.unit}" + (" per 100" if self.measure == "per_hundred" else "")


class National(BaseModel):
    """The same share in the whole country, as it was published."""

    model_config = ConfigDict(frozen=True)

    share: float
    as_of: str
    source: str

    @property
    def text(self) -> str:
        return f"{self.share:.0%} in {self.as_of} ({self.source})"


class Figures(BaseModel):
    model_config = ConfigDict(frozen=True)

    heading: str
    as_of: date
    deanery: str | None
    indicators: tuple[Figure, ...]
    meanings: Mapping[str, str]
    targets: Mapping[str, Target]
    national: Mapping[str, National] = {}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One table: the newest quarter first, the whole region before its trusts."""

    code: str
    meaning: str
    target: Target | None
    figures: tuple[Figure, ...]
    national: National | None = None
    """To compare with; None: nothing of it was published."""

    def told(self, figure: Figure) -> str:
        """The value of one of its figures, by its measure."""
        if figure.value is None:
            return "nothing to count yet"
        if self.target is None or self.target.measure == "share":
            return f"{figure.value:.0%}"
        return self.target.in_unit(figure.value)


@dataclass(frozen=True, kw_only=True)
class Region(Page):
    template: ClassVar = "region.html.jinja"
    title: str = "How the region does"
    back: Link | None = HOME
    deanery: str | None
    """Whose trusts these are; None: all there are."""
    others: tuple[str, ...] = ()
    """Further deaneries that the visitor serves."""
    heading: str
    as_of: date
    indicators: tuple[Indicator, ...]
    places: Mapping[str, str]
    """What trusts are called, by code."""


@dataclass(frozen=True, kw_only=True)
class RegionFigures(Region):
    """The part of the page that moves."""

    template: ClassVar = "region_figures.html.jinja"


@router.get("/region")
async def region(visit: Visiting, deanery: str | None = None) -> Response:
    return visit.show(await _page(visit, Region, deanery))


@router.get("/region/figures")
async def region_figures(visit: Visiting, deanery: str | None = None) -> Response:
    """For the page's own script, every few seconds."""
    return visit.show(await _page(visit, RegionFigures, deanery))


async def _page(visit: Visit, kind: type[Region], deanery: str | None) -> Region:
    serves = visit.places_as(MAY_SEE_FIGURES)
    shown = deanery or next(iter(serves), None)
    told = await visit.ask.get(Figures, "/api/reporting/region", deanery=shown)
    return kind(
        heading=told.heading,
        as_of=told.as_of,
        deanery=told.deanery,
        others=tuple(code for code in serves if code != told.deanery),
        indicators=_tables(told),
        places={code: await facts.place(visit, code) for code in sorted({i.trust for i in told.indicators if i.trust})},
    )


def _tables(told: Figures) -> tuple[Indicator, ...]:
    in_order = sorted(told.indicators, key=lambda one: one.trust or "")
    in_order.sort(key=lambda one: one.period, reverse=True)
    in_order.sort(key=lambda one: one.code)
    return tuple(
        Indicator(code, told.meanings.get(code, ""), told.targets.get(code), tuple(figures), told.national.get(code))
        for code, figures in groupby(in_order, key=lambda one: one.code)
    )
