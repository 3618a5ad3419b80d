"""Writes the rejected rows of an import as a spreadsheet to correct and send in again."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from xlsxwriter import Workbook

from services.registry.domain.columns import APPLY, fold_header
from services.registry.domain.placements import SAYS_OTHERWISE

RejectedRow = tuple[int, Sequence[Mapping[str, str]], Sequence[str]]
"""Its number, its faults (column, value, reason), its cells."""


def corrections(header: Sequence[str], rejected: Iterable[RejectedRow]) -> bytes:
    """An xlsx: the columns that were read, as written, then the row's number and what is wrong with it.

    A row that contradicted another one of its file says ``no`` under "Apply this row": sent in again as it is, it would
    overwrite the row that was taken. Columns that we do not read are not kept, so they are not here either.
    Values go out as text, so that no cell can turn into a formula and registration numbers keep their digits.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet("Rejected rows")
        bold, wrong = workbook.add_format({"bold": True}), workbook.add_format({"bg_color": "#FFF3C4"})
        titles, rows = _asking_which_is_right(header, list(rejected))
        for place, title in enumerate([*titles, "Row in your file", "What is wrong"]):
            sheet.write_string(0, place, title, bold)
        for line, (number, faults, cells) in enumerate(rows, start=1):
            faulty = {fault["column"] for fault in faults}
            for place, (title, cell) in enumerate(zip(titles, cells, strict=True)):
                sheet.write_string(line, place, cell, wrong if title in faulty else None)
            sheet.write_number(line, len(titles), number)
            sheet.write_string(line, len(titles) + 1, "; ".join(f"{f['column']}: {f['reason']}" for f in faults))
        sheet.freeze_panes(1, 0)
    return file.getvalue()


def _asking_which_is_right(
    header: Sequence[str], rows: list[RejectedRow]
) -> tuple[Sequence[str], Sequence[RejectedRow]]:
    """Header and rows, with "Apply this row" where that is a question; the rows it is about answer it with no."""
    doubtful = {number for number, faults, _ in rows if any(f["reason"].endswith(SAYS_OTHERWISE) for f in faults)}
    if not doubtful:
        return header, rows
    asked = [fold_header(title) == fold_header(APPLY) for title in header]
    if not any(asked):
        header, asked = [*header, APPLY], [*asked, True]
        rows = [(number, faults, [*cells, ""]) for number, faults, cells in rows]
    answered = [
        (number, faults, ["no" if ask else cell for ask, cell in zip(asked, cells, strict=True)])
        if number in doubtful
        else (number, faults, cells)
        for number, faults, cells in rows
    ]
    return header, answered
