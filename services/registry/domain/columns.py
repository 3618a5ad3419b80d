"""Which columns the registry reads of which sheet, and where they stand in a given file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from services.registry.domain.cells import Cell, text

# Required marks, spaces, underscores and "(NEW)" vary from export to export.
_NOISE = re.compile(r"\(new\)|[\s*_.:-]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of sheet: its fields by folded header, and the groups of which one column each must be there."""

    kind: str
    fields: Mapping[str, str]
    titles: Mapping[str, str]
    needed: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in one file, and how its header is written there."""

    layout: Layout
    place: Mapping[str, int]
    written: Mapping[str, str]
    width: int
    """To the last column that is read."""
    _same: dict[Cell, Cell] = field(default_factory=dict)

    def padded(self, cells: list[Cell]) -> list[Cell]:
        """So wide that every field has its cell: rows may end early."""
        missing = self.width - len(cells)
        return cells if missing <= 0 else [*cells, *[None] * missing]

    def kept(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cells of our columns, in the order of the file; each text once in memory, as sheets repeat themselves."""
        ours = [cells[place] for place in self.place.values()]
        return tuple(map(self._same.setdefault, ours, ours))

    def __contains__(self, field: str) -> bool:
        return field in self.place

    def name(self, *fields: str) -> str:
        """The header of the first of these fields that is there, as written; else what we call the first."""
        return next((self.written[field] for field in fields if field in self.written), self.layout.titles[fields[0]])

    def value(self, kept: Sequence[Cell], field: str) -> str:
        """The field's cell among those kept of a row, as text."""
        names = list(self.place)
        return text(kept[names.index(field)]) if field in self.place else ""


class NotThisKind(Exception):
    """The header does not fit; the message names what is missing, what was recognised, and what would fit."""


def fold_header(header: Cell) -> str:
    return _NOISE.sub("", text(header).casefold())


def _layout(kind: str, fields: Mapping[str, Iterable[str]], *needed: tuple[str, ...]) -> Layout:
    folded = {fold_header(header): field for field, headers in fields.items() for header in headers}
    return Layout(kind, folded, {field: next(iter(headers)) for field, headers in fields.items()}, needed)


_REGISTRATION = {
    "gmc": ("GMC Number", "GMC"),
    "gdc": ("GDC Number", "GDC"),
    "ph": ("Public Health Number", "PH Number"),
}
_CURRICULA = {f"curriculum{n}_start": (f"Curriculum #{n} Start Date", f"Curriculum{n} Start Date") for n in (1, 2, 3)}

PEOPLE = _layout(
    "people",
    {
        "given_names": ("Forenames", "Forename", "First Name"),
        "family_name": ("Surname", "Last Name"),
        "known_as": ("Known As",),
        "email": ("Email Address", "Email"),
        **_REGISTRATION,
        "programme": ("Programme Number",),
        "programme_name": ("Programme Name",),
        "programme_end": ("Programme End Date",),
        **_CURRICULA,
    },
    ("given_names",),
    ("family_name",),
    ("gmc", "gdc", "ph"),
)
APPLY = "Apply this row"
"""No export has this column; a sheet of rejected rows has it where rows of one file contradicted each other."""

_OF_PLACEMENT = {
    "tis_id": ("TIS_Placement_ID", "Placement Id", "Placement ID"),
    "post": ("National Post Number",),
    "start": ("Date From",),
    "end": ("Date To",),
    "type": ("Placement Type",),
    "status": ("Placement Status",),
    "site": ("Site",),
    "employer": ("Employing Body", "Employer"),
    "lead_employer": ("Lead Employer",),
    "wte": ("WTE",),
    "grade": ("Grade",),
    "specialty": ("Specialty1", "Specialty 1", "Specialty"),
    "clinical_supervisor": ("Clinical Supervisor",),
    "educational_supervisor": ("Educational Supervisor",),
    "apply": (APPLY,),
}
PLACEMENTS = _layout(
    "placements",
    {**_REGISTRATION, **_OF_PLACEMENT},
    ("gmc", "gdc", "ph"),
    ("post",),
    ("start",),
    ("end",),
    ("type",),
    ("site",),
    ("grade",),
)
PLACEMENT_CHANGES = _layout("placements", _OF_PLACEMENT, ("tis_id",))
APPOINTMENTS = _layout(
    "appointments",
    {
        "role": ("Role",),
        "name": ("Name", "Full Name"),
        "email": ("Email", "Email Address", "Mail"),
        "registration": ("Registration", "Registration Number", "GMC Number", "GMC"),
        "organisation": ("Organisation", "Organization", "Organisation Code", "Trust", "Deanery"),
        "programme": ("Programme", "Programme Number"),
        "start": ("From", "Date From", "Start", "Starts On"),
        "end": ("To", "Date To", "End", "Ends On"),
        "deputy": ("Deputy",),
        "contact": ("Public Contact", "Contact"),
    },
    ("role",),
    ("organisation", "programme"),
    ("email", "registration"),
)
STAFF = _layout(
    "staff",
    {
        "given_names": ("Forenames", "Forename", "First Name"),
        "family_name": ("Surname", "Last Name"),
        "known_as": ("Known As", "Preferred Name"),
        "email": ("Email Address", "Email", "Work Email"),
        **_REGISTRATION,
        "post": ("Assignment Number", "Employee Assignment Number"),
        "start": ("Start Date", "Date From", "Contract Start Date"),
        "end": ("End Date", "Date To", "Contract End Date"),
        "status": ("Status", "Assignment Status"),
        "site": ("Site", "Location", "Trust"),
        "wte": ("WTE", "FTE"),
        "grade": ("Grade",),
        "specialty": ("Specialty",),
    },
    ("given_names",),
    ("family_name",),
    ("gmc", "gdc", "ph"),
    ("post",),
    ("start",),
    ("end",),
    ("site",),
    ("grade",),
)
LAYOUTS = {
    "people": (PEOPLE,),
    "placements": (PLACEMENTS, PLACEMENT_CHANGES),
    "appointments": (APPOINTMENTS,),
    "staff": (STAFF,),
}


def columns_of(kind: str, header: Sequence[Cell]) -> Columns:
    """Where the fields of this kind of sheet stand. Raises NotThisKind."""
    whole = _whole(header)
    columns = next((fit for fit in whole if fit.layout.kind == kind), None)
    if columns is None:
        raise NotThisKind(_explained(kind, header))
    best = max(whole, key=_fit)
    if _fit(best) > _fit(columns) and best.layout.kind != kind:  # names and numbers of people are in every sheet
        raise NotThisKind(
            f"the file cannot be read as {kind}: it looks like a file of {best.layout.kind}, of which it has "
            f"{len(best.place)} columns, and {len(columns.place)} of {kind}; import it as {best.layout.kind}, "
            "or delete the columns that do not belong"
        )
    return columns


def _placed(layout: Layout, header: Sequence[Cell]) -> Columns:
    place: dict[str, int] = {}
    written: dict[str, str] = {}
    for index, cell in enumerate(header):
        field = layout.fields.get(fold_header(cell))
        if field is not None and field not in place:
            place[field], written[field] = index, str(cell)
    return Columns(layout, place, written, max(place.values(), default=-1) + 1)


def _missing(columns: Columns) -> list[str]:
    return [group[0] for group in columns.layout.needed if not any(field in columns for field in group)]


def _explained(kind: str, header: Sequence[Cell]) -> str:
    """Only headers that some sheet has are repeated: where the header is missing, row 1 is about a person."""
    layout = LAYOUTS[kind][0]
    missing = ", ".join(layout.titles[field] for field in _missing(_placed(layout, header)))
    known = {name for layouts in LAYOUTS.values() for each in layouts for name in each.fields}
    found = ", ".join(text(cell) for cell in header if fold_header(cell) in known) or "none that a sheet of ours has"
    nearest = fitting(header)
    hint = f"; it looks like a file of {nearest}" if nearest and nearest != kind else ""
    return f"the file cannot be read as {kind}: missing columns {missing}; recognised columns: {found}{hint}"


def fitting(header: Sequence[Cell]) -> str | None:
    """The kind of sheet that this header fits best, if any."""
    best = max(_whole(header), key=_fit, default=None)
    return best.layout.kind if best else None


def _whole(header: Sequence[Cell]) -> list[Columns]:
    """Every layout of which this header has all that is needed."""
    placed = (_placed(layout, header) for layouts in LAYOUTS.values() for layout in layouts)
    return [columns for columns in placed if not _missing(columns)]


def _fit(columns: Columns) -> tuple[bool, int]:
    """How well a layout fits: the id of a placement decides, for it is in no other sheet; else how much is read."""
    return "tis_id" in columns, len(columns.place)
