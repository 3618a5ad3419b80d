"""Files made to harm, by accident or not: each gets one clear reason, and none takes more than it may."""

import resource
from io import BytesIO
from itertools import repeat
from pathlib import Path
from time import process_time
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from services.registry.domain.cells import Cell
from services.registry.domain.organisations import OrganisationRow
from services.registry.domain.people import PersonRow
from services.registry.domain.record import Rejected
from services.registry.gateway import CannotRead, Limits, read_sheet, reading
from services.registry.jobs.files import read_file
from tests.unit.registry.awkward_sheets import cell, ods, ods_row, xls_with_a_far_cell, xlsb, xlsx_with
from tests.unit.registry.sheets import CREATE, LIMITS, PEOPLE, a_person, a_placement, csv, sheet, xls, xlsx

HEADER, ROW = csv(sheet(CREATE, a_placement())).split(b"\r\n")


def test_the_reader_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "told.py"
    program.write_text(
        "import os, pickle, sys\nfor said in ([(1, [*os.environ])], None): pickle.dump(said, sys.stdout.buffer)"
    )
    monkeypatch.setattr(reading.sheets, "__file__", str(program))
    monkeypatch.setenv("FAIRLEAD_DATABASE", "postgresql://registry:password@127.0.0.1/registry")
    monkeypatch.setenv("CI_TOKEN", "secret")

    [(_, names)] = rows_of(b"x")

    assert not {"FAIRLEAD_DATABASE", "CI_TOKEN"} & set(names)


def rows_of(content: bytes, limits: Limits = LIMITS) -> list[tuple[int, list[Cell]]]:
    return list(read_sheet(content, limits))


def reason(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(CannotRead) as refused:
        rows_of(content, limits)
    assert "\n" not in str(refused.value)
    return str(refused.value)


FAR = cell("A1") + cell("XFD1048576", " ")


@pytest.mark.parametrize(
    "content",
    [
        xlsx_with(FAR),
        xlsx_with(cell("A1") + cell("BZ1048576")),
        xls_with_a_far_cell(),
        xlsb((0, 0), (1_048_575, 16_383)),
    ],
    ids=["xlsx", "xlsx, fewer columns", "xls", "xlsb"],
)
def test_a_small_workbook_with_a_far_cell_takes_no_more_memory_than_it_may(content: bytes) -> None:
    assert len(content) < 10_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    said = reason(content)

    assert "more than 400 MB" in said
    assert "Ctrl+End" in said
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_cell_repeated_without_end_takes_no_more_memory_than_it_may() -> None:
    assert rows_of(ods(ods_row(columns=2)))[0] == (1, ["x", "x"])
    reason(ods(ods_row(rows=1_048_576, columns=16_384)))
    reason(ods(ods_row(rows=1_000, columns=16_384, text="x" * 30_000)))


def test_one_text_in_many_cells_takes_no_more_memory_than_it_may() -> None:
    texts = (
        f"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>{'x' * 32_000}</t></si></sst>"
    )
    shared = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_000))
    file = BytesIO()
    with ZipFile(BytesIO(xlsx_with(shared))) as ordinary, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for part in ordinary.namelist():
            made.writestr(part, texts if part == "xl/sharedStrings.xml" else ordinary.read(part))

    assert "400 MB" in reason(file.getvalue(), Limits(rows=100_000, memory_mb=400, seconds=20))


def test_a_stray_cell_that_fits_is_no_harm() -> None:
    assert rows_of(xlsx_with(cell("A1") + cell("C9000")))[-1] == (9_000, ["", "", "x"])


def test_a_binary_workbook_is_read() -> None:
    assert rows_of(xlsb((0, 0), (3, 2))) == [(1, [1.5]), (4, ["", "", 1.5])]


def test_a_sheet_of_one_row_is_a_sheet() -> None:
    assert rows_of(xlsx([["a", "b"]])) == rows_of(xls([["a", "b"]])) == [(1, ["a", "b"])]


def test_a_file_has_no_more_rows_than_it_may() -> None:
    exactly = b"x\r\n" * LIMITS.rows

    assert len(rows_of(exactly + b"\r\n,,\r\n")) == LIMITS.rows
    assert reason(exactly + b"\r\n,,,a\r\n").startswith("row 1002: the file has more than 1,000 rows; split it")


def test_a_file_takes_no_more_time_than_it_may() -> None:
    endless = xlsx_with(cell("A1") + "".join(repeat("<row></row>" * 1_000, 12_000)))

    assert "more than 1 seconds" in reason(endless, Limits(rows=1_000, memory_mb=1_000, seconds=1))


def test_a_header_of_a_million_columns_is_refused() -> None:
    assert "row 1 has 100,001 columns" in reason(b"a," * 100_000 + b"b\r\n")


def test_a_row_is_only_as_wide_as_the_columns_that_are_read() -> None:
    wide = HEADER + b"," + b",".join(b"c%d" % n for n in range(16_000)) + b"\r\n" + (ROW + b"\r\n") * 900
    before = process_time()

    file = read_file("placements", wide, LIMITS, import_id=uuid4())

    assert file.columns is not None
    assert file.columns.width <= len(CREATE)
    assert len(file.items) == 900
    assert process_time() - before < 1


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        ([ROW + b'"see note', ROW, ROW], 2),
        ([ROW, ROW + b'"see note', ROW, ROW + b'other"'], 3),
        ([ROW + b'"see note', ROW.replace(b"In Post", b'In Post"')], 2),
        ([ROW, ROW + b'"see" note', ROW], 3),
    ],
    ids=["never closed", "closed rows later", "closed in another column", "closed too early"],
)
def test_a_stray_quotation_mark_never_loses_rows(lines: list[bytes], at: int) -> None:
    said = reason(b"\r\n".join([HEADER, *lines]))

    assert said.startswith(f"row {at} (line {at}) of the csv text cannot be read")
    assert "quotation mark" in said
    assert "Bell" not in said


def test_quotation_marks_and_line_breaks_where_they_belong_are_no_harm() -> None:
    ward = ROW.replace(b"In Post", b'In "Post"').replace(b"Foundation Year 2", b"F2 6'2\"")
    noted = ROW + b'"see ""note"",\r\nand ask, please"'

    assert len(rows_of(b"\r\n".join([HEADER, ward, noted, ROW]))) == 4


@pytest.mark.parametrize("name", ["Surname *", "Programme Name", "Email Address", "GMC Number"])
def test_a_cell_with_nul_rejects_its_row_and_names_its_column(name: str) -> None:
    rows = sheet(PEOPLE, a_person(**{name: "7000\x00010"}), a_person())
    first, second = read_file("people", csv(rows, encoding="utf-16"), LIMITS, import_id=uuid4()).items

    assert isinstance(first, Rejected)
    assert isinstance(second, PersonRow)
    assert (first.faults[0].column, first.faults[0].value) == (name, "7000\N{SYMBOL FOR NULL}010")
    assert "NUL" in first.faults[0].reason
    assert "\0" not in str((first.faults, first.cells))
    assert "7000010" in first.cells


def test_nul_in_a_column_that_is_not_read_is_no_harm() -> None:
    rows = csv(sheet(PEOPLE, a_person(**{"NI number": "Q\0Q"})), encoding="utf-16")

    assert isinstance(read_file("people", rows, LIMITS, import_id=uuid4()).items[0], PersonRow)


def test_nul_in_the_register_rejects_its_row() -> None:
    trust = ["R0B", "SOUTH TYNE\0SIDE", "Y63", *[""] * 7, "20190401", *[""] * 16]
    other = ["RTD", "NEWCASTLE", "Y63", *[""] * 7, "20190401", *[""] * 16]
    first, second = read_file("organisations", csv([trust, other], encoding="utf-16"), LIMITS, import_id=uuid4()).items

    assert isinstance(first, Rejected)
    assert [(fault.column, fault.value) for fault in first.faults] == [("Name", "SOUTH TYNE\N{SYMBOL FOR NULL}SIDE")]
    assert first.cells[1] == "SOUTH TYNESIDE"
    assert isinstance(second, OrganisationRow)
