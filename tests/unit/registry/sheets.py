"""Builds spreadsheets as awkward as the real ones: xlsx, real xls, csv."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
import xlwt

from services.registry.gateway import Limits

LIMITS = Limits(rows=1_000, memory_mb=400, seconds=20)

PEOPLE = (
    "Forenames *", "Surname *", "GMC Number", "GDC Number", "Public Health Number", "Role *", "Programme Name",
    "Programme Number", "Programme End Date", "Curriculum #1 Start Date", "Known As", "Date of Birth",
    "NI number", "Email Address", "Religious Belief"
)  # fmt: skip
CREATE = (
    "Forenames*", "TIS Person ID", "Surname*", "GMC Number", "GDC Number", "Public Health Number",
    "National Post Number*", "Date From*", "Date To*", "Placement Type*", "Placement Status*", "Site*",
    "Other Sites", "WTE*", "Grade*", "Specialty1*", "Specialty2", "Specialty3", "Sub specialty",
    "Clinical Supervisor", "Educational Supervisor", "Comments"
)  # fmt: skip
UPDATE = (
    "TIS_Placement_ID*", "Intrepid_Placement_ID", "National Post Number", "Date From", "Date To",
    "Placement Type", "Site", "WTE", "Grade", "Specialty1", "Clinical Supervisor", "Educational Supervisor",
    "Comments"
)  # fmt: skip
DELETE = ("Placement Id*", "Placement Status*")

Cell = Any
Table = Sequence[Sequence[Cell]]


def xlsx(rows: Table) -> bytes:
    """Dates as real date cells, numbers as numbers."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, a_day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), a_day)
                elif cell not in (None, ""):
                    sheet.write(line, place, cell)
    return file.getvalue()


def xls(rows: Table) -> bytes:
    """The binary format of Excel 97."""
    book = xlwt.Workbook()
    sheet, a_day = book.add_sheet("Sheet1"), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(line, place, cell, a_day)
            elif cell not in (None, ""):
                sheet.write(line, place, cell)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv(rows: Table, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    def written(cell: Cell) -> str:
        text = cell.strftime("%d/%m/%Y") if isinstance(cell, date) else "" if cell is None else str(cell)
        return f'"{text}"' if delimiter in text or '"' in text or "\n" in text else text

    return "\r\n".join(delimiter.join(written(cell) for cell in row) for row in rows).encode(encoding)


def sheet(header: Sequence[str], *rows: dict[str, Cell]) -> list[list[Cell]]:
    """A table from rows that name only the cells they are about; a row's unknown names are an error."""
    for row in rows:
        assert not row.keys() - set(header), row.keys() - set(header)
    return [list(header), *([row.get(name) for name in header] for row in rows)]


def a_person(**cells: Cell) -> dict[str, Cell]:
    ordinary = {"Forenames *": "Anna Maria", "Surname *": "Bell", "GMC Number": 7000010.0, "Role *": "DR in Training",
                "Email Address": "anna.bell@nhs.example"}  # fmt: skip
    return {**ordinary, **cells}


def a_placement(**cells: Cell) -> dict[str, Cell]:
    ordinary = {"Forenames*": "Anna", "Surname*": "Bell", "GMC Number": 7000010.0,
                "National Post Number*": "NTH/R0B01/030/F2/006", "Date From*": "04/08/2027", "Date To*": "01/02/2028",
                "Placement Type*": "In Post", "Placement Status*": "CURRENT",
                "Site*": "SUNDERLAND ROYAL HOSPITAL (R0B01)", "WTE*": 1.0, "Grade*": "Foundation Year 2",
                "Specialty1*": "General (internal) medicine"}  # fmt: skip
    return {**ordinary, **cells}


def placements_of(many: int, **cells: object) -> list[list[object]]:
    return sheet(CREATE, *(a_placement(**{"GMC Number": 7_000_010 + n, **cells}) for n in range(many)))
