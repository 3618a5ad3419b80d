"""One row being read: each cell asked for once, each fault noted with its column, value and reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from services.registry.domain.cells import HOLDS_NUL, NUL, NUL_SHOWN, Cell, Registration, Wrong, number_on, text
from services.registry.domain.columns import Columns

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row was rejected: one entry per fault."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken, with the cells we read of it (for the sheet to correct)."""

    number: int
    faults: tuple[Fault, ...]
    cells: tuple[str, ...]
    about: object = None
    """Whose or what it is as far as that can be read, where it matters."""


@dataclass(slots=True)
class Record:
    """A row of a sheet with a header."""

    number: int
    cells: Sequence[Cell]
    """At least as wide as the columns."""
    columns: Columns
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """No database keeps the character NUL: a cell that holds it is a fault, and goes on without."""
        cells, place = self.cells, self.columns.place
        marred = [name for name, at in place.items() if type(cell := cells[at]) is str and NUL in cell]
        if marred:
            self.faults += [
                Fault(self.columns.name(n), self.text(n).replace(NUL, NUL_SHOWN), HOLDS_NUL) for n in marred
            ]
            self.cells = [cell.replace(NUL, "") if type(cell) is str else cell for cell in cells]

    def cell(self, name: str) -> Cell:
        """The raw cell; empty where the column or the end of a short row is missing."""
        place = self.columns.place.get(name)
        return None if place is None else self.cells[place]

    def text(self, name: str) -> str:
        return text(self.cell(name))

    def fault(self, name: str, reason: str) -> None:
        self.faults.append(Fault(self.columns.name(name), self.text(name), reason))

    def warn(self, name: str, reason: str) -> None:
        """About a column, never with the cell's content: it may be a name."""
        self.warnings.append(f"{self.columns.name(name)}: {reason}")

    def take(self, name: str, parse: Callable[[Cell], Read], *, needed: bool = False) -> Read | None:
        """What the cell says; None where it is empty or faulty."""
        cell = self.cell(name)
        if cell is None or cell == "" or (type(cell) is str and cell.isspace()):
            if needed:
                self.fault(name, "is empty")
            return None
        try:
            return parse(cell)
        except Wrong as why:
            self.fault(name, str(why))
            return None

    def registration(self) -> Registration | None:
        """Of the numbers in the three columns the GMC's, else the GDC's; none at all is a fault."""
        found = []
        for register in ("gmc", "gdc", "ph"):
            if register in self.columns:
                number = self.take(register, partial(number_on, register))
                if number is not None:
                    found.append(Registration(register, number))
        if found:
            return found[0]
        if not self.faults:
            first = next(register for register in ("gmc", "gdc", "ph") if register in self.columns)
            self.fault(first, "no registration number; give a GMC, GDC or public health number")
        return None

    def kept(self) -> tuple[Cell, ...]:
        """The cells of the columns we read, in the order of the file."""
        return self.columns.kept(self.cells)

    def rejected(self, about: object = None) -> Rejected:
        return Rejected(self.number, tuple(self.faults), tuple(text(cell) for cell in self.kept()), about)
