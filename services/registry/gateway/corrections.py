"""Writes the rejected rows of an import as a spreadsheet to correct and send in again."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from xlsxwriter import Workbook

RejectedRow = tuple[int, Sequence[Mapping[str, str]], Sequence[str]]
"""Its number, its faults (column, value, reason), its cells."""


def corrections(header: Sequence[str], rejected: Iterable[RejectedRow]) -> bytes:
    """An xlsx: the columns that were read, as written, then the row's number and what is wrong with it.

    Values go out as text, so that no cell can turn into a formula and registration numbers keep their digits.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet("Rejected rows")
        bold, wrong = workbook.add_format({"bold": True}), workbook.add_format({"bg_color": "#FFF3C4"})
        for place, title in enumerate([*header, "Row in your file", "What is wrong"]):
            sheet.write_string(0, place, title, bold)
        for line, (number, faults, cells) in enumerate(rejected, start=1):
            faulty = {fault["column"] for fault in faults}
            for place, (title, cell) in enumerate(zip(header, cells, strict=True)):
                sheet.write_string(line, place, cell, wrong if title in faulty else None)
            sheet.write_number(line, len(header), number)
            sheet.write_string(line, len(header) + 1, "; ".join(f"{f['column']}: {f['reason']}" for f in faults))
        sheet.freeze_panes(1, 0)
    return file.getvalue()
