"""The story's files, in the layouts that deaneries really exchange."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from fairlead.demo.cast import Cast, Player, Spell

PEOPLE = (
    *("Forenames *", "Surname *", "GMC Number", "Role *", "Record Status ", "Programme Name", "Programme Number"),
    *("Programme Membership Type", "Programme End Date", "Curriculum #1", "Curriculum #1 Start Date", "Email Address"),
)
PLACEMENTS = (
    *("Forenames*", "TIS Person ID", "Surname*", "GMC Number", "National Post Number*", "Date From*", "Date To*"),
    *(
        "Placement Type*",
        "Placement Status*",
        "Site*",
        "WTE*",
        "Grade*",
        "Specialty1*",
        "Educational Supervisor",
        "Comments",
    ),
)
APPOINTMENTS = ("role", "name", "email", "registration", "organisation", "programme", "from", "to", "deputy")


def register(folder: Path) -> Path:
    """An excerpt of the register of NHS trusts (Organisation Data Service, Open Government Licence v3.0)."""
    copy = folder / "etr.csv"
    copy.write_text(Path(__file__).with_name("register.csv").read_text())
    return copy


def people(folder: Path, cast: Cast) -> Path:
    doctors = [cast.players[role] for role in cast.spells]
    return _sheet(folder / "people.xlsx", PEOPLE, [_person(doctor, cast) for doctor in doctors])


def placements(folder: Path, name: str, spells: Sequence[Spell]) -> Path:
    return _sheet(folder / name, PLACEMENTS, [_placement(spell) for spell in spells])


def appointments(folder: Path, cast: Cast) -> Path:
    path, since = folder / "appointments.csv", _text(cast.today.replace(day=1))
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(APPOINTMENTS)
        for player, role, where in cast.appointments():
            place = ("", where) if where == cast.programme else (where, "")
            name = f"{player.given} {player.family}"
            writer.writerow([role, name, player.email, player.registration, *place, since, "", ""])
    return path


def _person(doctor: Player, cast: Cast) -> list[object]:
    end, begin = date(cast.today.year + 3, 8, 1), date(cast.today.year - 1, 8, 1)
    programme = ["General Internal Medicine", cast.programme, "Substantive", _text(end), "GIM", _text(begin)]
    return [
        doctor.given,
        doctor.family,
        int(doctor.registration),
        "DR in Training",
        "Current",
        *programme,
        doctor.email,
    ]


def _placement(spell: Spell) -> list[object]:
    doctor = spell.doctor
    who: list[object] = [doctor.given, "", doctor.family, int(doctor.registration)]
    when = [spell.post, _text(spell.start), _text(spell.end), "In Post", spell.status, spell.site]
    return [*who, *when, float(spell.wte), spell.grade, spell.specialty, spell.supervisor.registration, ""]


def _sheet(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate([header, *rows]):
            sheet.write_row(number, 0, row)
    return path


def _text(day: date) -> str:
    return day.strftime("%d/%m/%Y")
