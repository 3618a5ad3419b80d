"""A figure with its aim: the median of several runs, the verdict on it, and its row in the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- figures of make bench: begin -->", "<!-- figures of make bench: end -->"
HEADER = "| Path | Median [min..max] of runs | Aim (floor) | Verdict | Beside it |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number per run. ``unit`` stands behind it; a ratio's is ``times``."""

    path: str
    samples: Sequence[float]
    unit: str = "times"
    aim: float | None = None
    floor: float | None = None
    at_most: bool = False
    """Whether less is better: seconds and megabytes, not ratios of rates."""
    beside: str = ""
    """What gives the number its meaning: rates, CPU by process, what else the machine did."""

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def verdict(self) -> str:
        """``met``, ``floor`` (between floor and aim), ``missed``; a dash where nothing is aimed at."""
        if self.aim is None:
            return "-"
        if self._reaches(self.aim):
            return "met"
        return "floor" if self.floor is not None and self._reaches(self.floor) else "missed"

    def _reaches(self, bound: float) -> bool:
        return self.median <= bound if self.at_most else self.median >= bound

    @property
    def row(self) -> str:
        return f"| {self.path} | {spread(self.samples, self.unit)} | {self._aim()} | {self.verdict} | {self.beside} |"

    def _aim(self) -> str:
        if self.aim is None:
            return "-"
        sign, floor = "≤" if self.at_most else "≥", f" ({number(self.floor)})" if self.floor is not None else ""
        return f"{sign} {number(self.aim)}{floor} {self.unit}"


def spread(samples: Sequence[float], unit: str = "") -> str:
    """The median with the range it comes from; one run alone says so."""
    middle = f"{number(median(samples))} {unit}".strip()
    if len(samples) == 1:
        return f"{middle} (one run)"
    return f"{middle} [{number(min(samples))}..{number(max(samples))}] of {len(samples)}"


def number(value: float) -> str:
    """Three figures, thousands apart."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(figures: Iterable[Figure]) -> str:
    return "\n".join([HEADER, *(figure.row for figure in figures)])


def write(figures: Iterable[Figure], machine: str, *, document: Path = DOCUMENT) -> None:
    """Replace what stands between the markers. Raises ValueError where the document has none."""
    text = document.read_text()
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document} lacks the lines {BEGIN!r} and {END!r}; put them where the table belongs")
    told = f"Measured on {datetime.now(UTC):%-d %B %Y}: {machine}."
    document.write_text(f"{before}{BEGIN}\n{told}\n\n{table(figures)}\n{END}{after}")
