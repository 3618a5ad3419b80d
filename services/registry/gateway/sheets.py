"""Reads the rows of a file by what it holds (workbook, csv); a program of its own, started by ``reading.py``.

It imports nothing of ours, so that it starts at once.
"""

import csv
import pickle
import resource
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

if TYPE_CHECKING:
    from services.registry.domain.cells import Cell

    Row = tuple[int, list[Cell]]

WIDEST = 16_384
"""Columns of a row, as many as any spreadsheet program has."""

_HANDED_OVER = 20_000
"""Cells at a time."""

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"


class CannotRead(Exception):
    """Nothing in this file can be read; the message says why, and what to do, in one line."""


def main(most_rows: int, memory_mb: int, seconds: int) -> None:
    """Rows of the file on standard input to standard output, some at a time; at last None, or why it cannot be read."""
    memory = memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the names in the file
    said: str | None = None
    try:
        _hand_over(_rows(sys.stdin.buffer.read(), most_rows), at_most=memory // 4)
    except CannotRead as why:
        said = str(why)
    except MemoryError:
        said = too_large(memory_mb)
    except BaseException as why:
        if type(why).__name__ != "PanicException":  # what the reader of workbooks raises where it gives up
            raise
        said = "the workbook is damaged or not a spreadsheet; save it again as .xlsx"
    pickle.dump(said, sys.stdout.buffer)


def too_large(memory_mb: int) -> str:
    return (
        f"the file needs more than {memory_mb:,} MB of memory to be read: often one cell far below or right of the "
        "table is filled (Ctrl+End goes there); copy the table alone into a new workbook, or split it"
    )


def _hand_over(rows: "Iterator[Row]", *, at_most: int) -> None:
    """``at_most``: bytes in all."""
    some: list[Row] = []
    cells = handed = 0

    def write() -> None:
        nonlocal handed
        packed = pickle.dumps(some)
        handed += len(packed)
        if handed > at_most:
            raise CannotRead(f"row {some[-1][0]}: up to here the file holds more than {at_most:,} bytes; split it")
        sys.stdout.buffer.write(packed)

    for row in rows:
        some.append(row)
        cells += len(row[1])
        if cells > _HANDED_OVER:
            write()
            some, cells = [], 0
    write()


def _rows(content: bytes, most: int) -> "Iterator[Row]":
    """The rows that hold anything, to their last filled cell, each with its number in the sheet (the first is 1)."""
    if not content.strip():
        raise CannotRead("the file is empty; export it again")
    found = 0
    for number, row in enumerate(_workbook(content) if content.startswith((_ZIP, _OLE)) else _text(content), start=1):
        if row.count("") == len(row):  # at once, as a sheet with a cell far below has a million of these
            continue
        while row and not _holds_something(row[-1]):
            row.pop()
        if not row:
            continue
        found += 1
        if found > most:
            raise CannotRead(
                f"row {number}: the file has more than {most:,} rows; split it, "
                "or ask the operator to allow more (FAIRLEAD_IMPORT_ROWS)"
            )
        if len(row) > WIDEST:
            raise CannotRead(f"row {number} has {len(row):,} columns, at most {WIDEST:,}; delete those not needed")
        yield number, row


def _holds_something(cell: "Cell") -> bool:
    return cell is not None and (not isinstance(cell, str) or not (cell == "" or cell.isspace()))


def _workbook(content: bytes) -> "Iterator[list[Cell]]":
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            return map(list, _filled_sheet(workbook).iter_rows())
    except PasswordError:
        raise CannotRead("the workbook is protected by a password; save it without one") from None
    except CalamineError as why:
        raise CannotRead(f"the workbook is damaged or not a spreadsheet ({why}); save it again as .xlsx") from None


def _filled_sheet(workbook: CalamineWorkbook) -> CalamineSheet:
    """The first visible sheet with rows in it: exports often carry an empty or a hidden one."""
    for index, about in enumerate(workbook.sheets_metadata):
        if about.visible is SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_index(index)
            if sheet.end is not None:
                return sheet
    raise CannotRead("the workbook has no visible sheet with rows in it")


def _text(content: bytes) -> "Iterator[list[Cell]]":
    """A quotation mark too many makes one cell of the rows up to the next one: then nothing of the file is read."""
    text = _decoded(content)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise CannotRead("the file is a web page or XML, not a spreadsheet; save it as .xlsx or .csv")
    first = next((line for line in StringIO(text, newline="") if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    read = line = 0
    try:
        for row in rows:
            if rows.line_num - line > 1 and _is_several(row, delimiter, first.count(delimiter)):
                raise csv.Error("one cell holds whole rows")
            read, line = read + 1, rows.line_num
            yield list(row)
    except csv.Error as why:
        raise CannotRead(
            f"row {read + 1} (line {line + 1}) of the csv text cannot be read: {why}. Look for a quotation mark too "
            "many there and delete it, or save the file as .xlsx"
        ) from None


def _is_several(row: list[str], delimiter: str, in_header: int) -> bool:
    """Whether a row that goes over several lines has the delimiters of two rows or more."""
    swallowed = sum(cell.count(delimiter) for cell in row if "\n" in cell or "\r" in cell)
    return bool(swallowed) and len(row) - 1 + swallowed >= 2 * in_header


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content or content.startswith(_PDF):
        raise CannotRead("this is not a spreadsheet (xlsx, xls or csv); save the table itself as .xlsx or .csv")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel for Windows saves as "CSV"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
