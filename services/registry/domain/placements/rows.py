"""Reads a row of a TIS placement sheet: create (a whole row), update (only the columns it has), delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from contracts.vocabulary import PlacementSource, PlacementType
from services.registry.domain.cells import Cell, Registration, Wrong, day, folded, supervisor, text, wte
from services.registry.domain.columns import PLACEMENTS, Columns
from services.registry.domain.record import Record, Rejected

_TYPES = (
    ("in post", PlacementType.IN_POST),
    ("parental", PlacementType.PARENTAL_LEAVE),
    ("maternity", PlacementType.PARENTAL_LEAVE),
    ("paternity", PlacementType.PARENTAL_LEAVE),
    ("adoption", PlacementType.PARENTAL_LEAVE),
    ("shared parental", PlacementType.PARENTAL_LEAVE),
    ("long-term sick", PlacementType.SICK_LEAVE),
    ("long term sick", PlacementType.SICK_LEAVE),
    ("sick", PlacementType.SICK_LEAVE),
    ("oop", PlacementType.OUT_OF_PROGRAMME),
    ("out of programme", PlacementType.OUT_OF_PROGRAMME),
)
_CANCELLED = frozenset({"delete", "deleted", "cancelled", "canceled"})
SAYS_OTHERWISE = "says otherwise of this placement"
"""How the reason ends for which a row of a file that contradicts an earlier one is rejected."""

EMPLOYERS = ("employer", "lead_employer")
"""What no template of the deanery's has a column for, and an export may have."""
_NOT_APPROVED = frozenset({"draft", "proposed", "inactive"})
"""Planned, or put away: no placement yet, or none any more, that its doctor is told of."""
_APPROVED = frozenset({"", "current", "future", "past", "approved", "active"})


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """None: not said. ``supervisors`` holds only those said; None there means nobody any more."""

    number: int
    whole: bool
    tis_id: str | None
    registration: Registration | None
    post: str | None
    start: date | None
    end: date | None
    type: PlacementType | None
    cancelled: bool
    site: str | None
    wte: Decimal | None
    grade: str | None
    specialty: str | None
    supervisors: tuple[tuple[str, Registration | None], ...]
    approved: bool = True
    employers: tuple[tuple[str, str], ...] = ()
    """Employer and lead employer as written, those that are said."""
    source: PlacementSource = PlacementSource.TIS
    warnings: tuple[str, ...] = ()
    echo: tuple[Cell, ...] = ()

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two rows of one file rows about the same placement (R35)."""
        return ("tis", self.tis_id) if self.tis_id else (self.registration, folded(self.post or ""), self.start)

    def says_the_same(self, other: "PlacementRow") -> bool:
        return all(
            getattr(self, name) == getattr(other, name)
            for name in PlacementRow.__slots__
            if name not in ("number", "warnings", "echo")
        )


def read_placement(columns: Columns, number: int, cells: Sequence[Cell]) -> PlacementRow | Rejected:
    """One row; which columns are there decides whether it must be whole."""
    record = Record(number, cells, columns)
    whole = columns.layout is PLACEMENTS
    registration = record.registration() if whole else None
    tis_id = record.take("tis_id", _key, needed=not whole)
    cancelled, approved = standing(record)
    needed = whole and approved and not cancelled
    row = PlacementRow(
        number,
        whole,
        tis_id,
        registration,
        record.take("post", _post, needed=whole and not (cancelled and tis_id)),
        record.take("start", day, needed=whole and not (cancelled and tis_id)),
        record.take("end", day, needed=needed),
        _type(record, needed),
        cancelled,
        record.take("site", _site, needed=needed),
        record.take("wte", wte),
        record.take("grade", term, needed=needed),
        record.take("specialty", term),
        tuple(_supervisors(record)),
        approved,
        tuple((name, written) for name in EMPLOYERS if (written := record.text(name))),
        warnings=tuple(record.warnings),
        echo=record.kept(),
    )
    if row.start and row.end and row.start > row.end:
        record.fault("end", "is before the placement begins")
    if folded(record.text("apply")) == "no":
        record.fault("apply", "contradicted another row of its file; write yes here if this one is right")
    return record.rejected(row) if record.faults else row


def standing(record: Record) -> tuple[bool, bool]:
    """Whether the row cancels, and whether what it says is approved."""
    status = folded(record.text("status"))
    if status not in _APPROVED | _NOT_APPROVED | _CANCELLED:
        record.warn("status", "not a status we know; taken as current")
    return status in _CANCELLED, status not in _NOT_APPROVED


def _type(record: Record, needed: bool) -> PlacementType | None:
    type_ = record.take("type", _placement_type, needed=needed)
    if type_ is PlacementType.OTHER and folded(record.text("type")) != "other":
        record.warn("type", "not a placement type we know; kept as other")
    return type_


def _placement_type(cell: Cell) -> PlacementType:
    return _type_named(folded(text(cell)))


@lru_cache(maxsize=256)
def _type_named(written: str) -> PlacementType:
    return next((type_ for start, type_ in _TYPES if written.startswith(start)), PlacementType.OTHER)


def _key(cell: Cell) -> str:
    return post_like(text(cell), "an id")


def _post(cell: Cell) -> str:
    return post_like(text(cell), "a post number")


def post_like(written: str, what: str) -> str:
    """Hand-typed, so any shape; but only what an event may carry. Raises Wrong."""
    if len(written) > 60 or not written.isascii() or not written.translate(_BESIDES_ALPHANUMERICS).isalnum():
        raise Wrong(f"{what} has at most 60 letters, digits, spaces and / _ . -")
    return written


_BESIDES_ALPHANUMERICS = str.maketrans("", "", "/_. -")


def _site(cell: Cell) -> str:
    return text(cell)


def term(cell: Cell) -> str:
    written = text(cell)
    if len(written) > 80:
        raise Wrong("has more than 80 characters")
    return written


def _supervisors(record: Record) -> list[tuple[str, Registration | None]]:
    said = []
    for name in ("clinical_supervisor", "educational_supervisor"):
        if name in record.columns:
            try:
                said.append((name, supervisor(record.cell(name))))
            except Wrong:
                record.warn(name, "a name without a registration number is left out")
    return said
