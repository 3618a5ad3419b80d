"""Reads the rows of an uploaded file by what it holds (xlsx, xls, csv), whatever its name ends with."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from services.registry.domain.cells import Cell

LARGEST_UNPACKED = 1_000_000_000
"""Bytes a workbook may unpack to: a small file can be made to fill the memory of a machine."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Row = tuple[int, list[Cell]]


class CannotRead(Exception):
    """Nothing in this file can be read; the message says why, and what to do, in one line."""


def read_sheet(content: bytes) -> Iterator[Row]:
    """The rows that hold anything, each with its own number in the sheet (the first is 1).

    Parsing a workbook takes a second or two without the interpreter's lock: call it off the event loop.
    Raises CannotRead.
    """
    if not content.strip():
        raise CannotRead("the file is empty; export it again")
    rows = _workbook(content) if content.startswith((_ZIP, _OLE)) else _text(content)
    return ((number, row) for number, row in enumerate(rows, start=1) if any(_holds_something(cell) for cell in row))


def _holds_something(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or not (cell == "" or cell.isspace()))


def _workbook(content: bytes) -> Iterator[list[Cell]]:
    if content.startswith(_ZIP):
        _refuse_bombs(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            return map(list, _filled_sheet(workbook).iter_rows())
    except PasswordError:
        raise CannotRead("the workbook is protected by a password; save it without one") from None
    except CalamineError as why:
        raise CannotRead(f"the workbook is damaged or not a spreadsheet ({why}); save it again as .xlsx") from None


def _refuse_bombs(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except BadZipFile:
        raise CannotRead("the workbook is damaged (a broken zip archive); save it again as .xlsx") from None
    if unpacked > LARGEST_UNPACKED:
        raise CannotRead(f"the workbook unpacks to {unpacked:,} bytes; save only the sheet that is to be imported")


def _filled_sheet(workbook: CalamineWorkbook) -> CalamineSheet:
    """The first visible sheet with rows in it: exports often carry an empty or a hidden one."""
    for index, about in enumerate(workbook.sheets_metadata):
        if about.visible is SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_index(index)
            if sheet.total_height:
                return sheet
    raise CannotRead("the workbook has no visible sheet with rows in it")


def _text(content: bytes) -> Iterator[list[Cell]]:
    text = _decoded(content)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise CannotRead("the file is a web page or XML, not a spreadsheet; save it as .xlsx or .csv")
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error as why:
        raise CannotRead(f"the csv text cannot be read ({why}); save it again as .csv or .xlsx") from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise CannotRead("the file is neither a workbook (xlsx, xls) nor csv text; save it as .xlsx or .csv")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel for Windows saves as "CSV"


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)
