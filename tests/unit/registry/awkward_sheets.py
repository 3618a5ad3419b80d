"""Builds workbooks that no library writes: by hand, from the parts of their formats."""

import re
from collections.abc import Mapping
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import xlwt

from tests.unit.registry.sheets import xlsx


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            stored = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            zipped.writestr(name, content, stored)
    return file.getvalue()


def xlsx_with(sheet_data: str) -> bytes:
    """An xlsx whose one sheet holds this XML, packed anew: no library writes such a one."""
    file = BytesIO()
    with ZipFile(BytesIO(xlsx([["x"]]))) as ordinary, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for part in ordinary.namelist():
            content = ordinary.read(part).decode()
            if part == "xl/worksheets/sheet1.xml":
                content = re.sub("<sheetData>.*</sheetData>", lambda _: f"<sheetData>{sheet_data}</sheetData>", content)
            made.writestr(part, content)
    return file.getvalue()


def cell(reference: str, text: str = "x") -> str:
    line = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{line}"><c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>'


def xls_with_a_far_cell() -> bytes:
    """Its last column number is one that Excel never writes."""
    book = xlwt.Workbook()
    page = book.add_sheet("S")
    page.write(0, 0, 1.5)
    page.write(65_535, 255, 1 / 3)
    file = BytesIO()
    book.save(file)
    number, far = b"\x03\x02\x0e\x00\xff\xff\xff\x00", b"\x03\x02\x0e\x00\xff\xff\xff\xff"
    assert file.getvalue().count(number) == 1
    return file.getvalue().replace(number, far)


def xlsb(*cells: tuple[int, int]) -> bytes:
    """The binary workbook of Excel 2007, with a number in each of these rows and columns (the first is 0)."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return bytes([kind] if kind < 128 else [kind & 127 | 128, kind >> 7]) + bytes([len(body)]) + body

    def text(written: str) -> bytes:
        return pack("<I", len(written)) + written.encode("utf-16-le")

    names, kind = (
        "http://schemas.openxmlformats.org/package/2006",
        "http://schemas.openxmlformats.org/officeDocument/2006",
    )
    numbers = (
        record(0, pack("<I", row) + bytes(13)) + record(5, pack("<IId", column, 0, 1.5)) for row, column in cells
    )
    corner = pack("<IIII", 0, max(row for row, _ in cells), 0, max(column for _, column in cells))
    sheet_named = record(156, pack("<II", 0, 1) + text("rId1") + text("S"))
    return archive(
        {
            "xl/workbook.bin": record(131) + record(143) + sheet_named + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{names}/relationships"><Relationship Id="rId1" '
            f'Type="{kind}/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": record(129)
            + record(148, corner)
            + record(145)
            + b"".join(numbers)
            + record(146)
            + record(130),
        }
    )


def ods(table: str) -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}"/>',
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        },
    )


def ods_row(*, rows: int = 1, columns: int = 1, text: str = "x") -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell></table:table-row>'
    )
