"""Files of a whole country: doctors, their placements, and a changeover that moves every one of them."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import xlsxwriter

from fairlead.demo.files import APPOINTMENTS, PEOPLE, PLACEMENTS

TRUSTS = [f"R{letter}{digit}" for letter in "ABCD" for digit in "0123456789"]
FIRST = 7_000_000


def register(folder: Path) -> Path:
    with (path := folder / "etr.csv").open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        for code in TRUSTS:
            writer.writerow([code, f"TRUST {code}", "Y62", "QOP", *[""] * 6, "20010401", *[""] * 16])
    return path


def coordinators(folder: Path, since: date) -> Path:
    with (path := folder / "appointments.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(APPOINTMENTS)
        for number, code in enumerate(TRUSTS):
            mail = f"rota.{code}@trusts.example".lower()
            row = ["Rota coordinator", "Robin Okoro", mail, str(6_000_000 + number), code, "", f"{since:%d/%m/%Y}"]
            writer.writerow([*row, "", ""])
    return path


def people(folder: Path, many: int) -> Path:
    rows = (
        ["Given", "Family", FIRST + n, "DR in Training", "Current", "", "", "", "", "", "", f"d{n}@doctors.example"]
        for n in range(many)
    )
    return _sheet(folder / "people.xlsx", PEOPLE, rows)


def placements(folder: Path, name: str, many: int, start: date, *, moved: int = 0) -> Path:
    """Every doctor's placement; ``moved`` so often: each time to the next trust, starting a week later."""
    return _sheet(folder / name, PLACEMENTS, (_placement(n, start, moved) for n in range(many)))


def _placement(n: int, start: date, moved: int) -> list[object]:
    home = n % len(TRUSTS)
    code = TRUSTS[(home + moved) % len(TRUSTS)]
    start += timedelta(days=7 * moved)
    dates = [f"{start:%d/%m/%Y}", f"{start + timedelta(days=180):%d/%m/%Y}"]
    post = f"NWE/{TRUSTS[home]}01/{n:06}/STR/001"
    where = [f"HOSPITAL {code} ({code}01)", 1.0, "Specialty Training Year 3", "Cardiology", "", ""]
    return ["Given", "", "Family", FIRST + n, post, *dates, "In Post", "CURRENT", *where]


def _sheet(path: Path, header: tuple[str, ...], rows: Iterator[list[object]]) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(chain([list(header)], rows)):
            sheet.write_row(number, 0, row)
    return path
