"""Files are read by what they hold, and every quirk of real ones is a test here."""

from uuid import uuid4

import pytest

from services.registry.domain.people import PersonRow
from services.registry.domain.placements import PlacementRow
from services.registry.domain.record import Rejected
from services.registry.gateway import CannotRead, read_sheet
from services.registry.jobs.files import File, read_file
from tests.unit.registry.sheets import (
    CREATE,
    DELETE,
    LIMITS,
    PEOPLE,
    UPDATE,
    a_person,
    a_placement,
    csv,
    sheet,
    xls,
    xlsx,
)


def read(kind: str, content: bytes) -> File:
    return read_file(kind, content, LIMITS, import_id=uuid4())


def the_placement(content: bytes) -> PlacementRow:
    [row] = read("placements", content).items
    assert isinstance(row, PlacementRow), row
    return row


TABLE = sheet(CREATE, a_placement())
AS_XLSX = the_placement(xlsx(TABLE))


@pytest.mark.parametrize(
    "content",
    [
        xls(TABLE),
        csv(TABLE),
        csv(TABLE, delimiter=";"),
        csv(TABLE, delimiter="\t"),
        csv(TABLE, encoding="utf-8-sig"),
        csv(TABLE, encoding="cp1252"),
        csv(TABLE, encoding="utf-16"),
    ],
)
def test_every_format_says_the_same(content: bytes) -> None:
    assert the_placement(content).says_the_same(AS_XLSX)


def test_columns_may_stand_in_any_order_and_some_be_absent() -> None:
    wanted = [name for name in reversed(CREATE) if name not in ("Comments", "WTE*", "Other Sites", "Placement Status*")]
    row = {name: value for name, value in a_placement().items() if name in wanted}

    assert the_placement(xlsx(sheet(wanted, row))).start == AS_XLSX.start


def test_required_marks_may_be_there_or_not() -> None:
    bare = [[name.replace("*", "") for name in CREATE], TABLE[1]]
    spaced = [[f" {name.replace('*', ' *')} " for name in CREATE], TABLE[1]]

    assert the_placement(xlsx(bare)).says_the_same(AS_XLSX)
    assert the_placement(xlsx(spaced)).says_the_same(AS_XLSX)


def test_empty_rows_in_between_are_no_rows_but_count_in_the_numbers() -> None:
    table = [TABLE[0], [], [" "] * 3, TABLE[1], []]

    assert [row.number for row in read("placements", xlsx(table)).items] == [4]
    assert [row.number for row in read("placements", csv(table)).items] == [4]


def test_accents_survive_an_excel_csv() -> None:
    [row] = read("people", csv(sheet(PEOPLE, a_person(**{"Surname *": "Sørensen"})), encoding="cp1252")).items

    assert isinstance(row, PersonRow)
    assert row.family_name == "Sørensen"


def test_a_public_health_number_may_stand_for_a_gmc_number() -> None:
    [row] = read(
        "people", xlsx(sheet(PEOPLE, a_person(**{"GMC Number": "N/A", "Public Health Number": "fr123"})))
    ).items

    assert isinstance(row, PersonRow)
    assert row.registration == ("ph", "FR123")


@pytest.mark.parametrize(
    ("numbers", "counts"),
    [
        ({"GDC Number": "123456", "Public Health Number": "FR123"}, ("gmc", "7000010")),
        ({"GMC Number": "N/A", "GDC Number": 123456.0, "Public Health Number": "FR123"}, ("gdc", "123456")),
        ({"Public Health Number": "FR123"}, ("gmc", "7000010")),
    ],
)
def test_of_several_numbers_the_gmcs_counts_else_the_gdcs(numbers: dict[str, str], counts: tuple[str, str]) -> None:
    [person] = read("people", xlsx(sheet(PEOPLE, a_person(**numbers)))).items
    placement = the_placement(xlsx(sheet(CREATE, a_placement(**numbers))))

    assert isinstance(person, PersonRow)
    assert person.registration == placement.registration == counts


@pytest.mark.parametrize("numbers", [{"GMC Number": ""}, {"GMC Number": "UNKNOWN", "GDC Number": "N/A"}])
def test_a_row_without_any_number_is_rejected(numbers: dict[str, str]) -> None:
    [row] = read("people", xlsx(sheet(PEOPLE, a_person(**numbers)))).items

    assert isinstance(row, Rejected)
    assert [fault.column for fault in row.faults] == ["GMC Number"]


@pytest.mark.parametrize("status", ["Current", "CURRENT", "Future", "Approved", "", "current "])
def test_a_status_of_something_that_is_on_is_a_placement(status: str) -> None:
    row = the_placement(xlsx(sheet(CREATE, a_placement(**{"Placement Status*": status}))))

    assert row.approved
    assert not row.cancelled


@pytest.mark.parametrize("status", ["Draft", "DRAFT ", "Proposed", "inactive"])
def test_a_draft_is_not_approved_and_need_not_be_whole(status: str) -> None:
    row = the_placement(xlsx(sheet(CREATE, a_placement(**{"Placement Status*": status, "Grade*": "", "Site*": ""}))))

    assert not row.approved
    assert not row.cancelled


@pytest.mark.parametrize("status", ["DELETE", "Delete", " delete "])
def test_delete_cancels(status: str) -> None:
    assert the_placement(xlsx(sheet(CREATE, a_placement(**{"Placement Status*": status})))).cancelled
    assert the_placement(xlsx(sheet(DELETE, {"Placement Id*": 5.0, "Placement Status*": status}))).cancelled


@pytest.mark.parametrize(
    ("written", "type_"),
    [("In Post", "in_post"), ("in post - extension", "in_post"), ("Parental Leave", "parental_leave"),
     ("Long-term sick", "sick_leave"), ("OOPE", "out_of_programme"), ("Sabbatical", "other")],
)  # fmt: skip
def test_placement_types_are_read_from_words(written: str, type_: str) -> None:
    assert the_placement(xlsx(sheet(CREATE, a_placement(**{"Placement Type*": written})))).type == type_


def test_an_unknown_placement_type_is_kept_as_other_with_a_warning() -> None:
    row = the_placement(xlsx(sheet(CREATE, a_placement(**{"Placement Type*": "Sabbatical"}))))

    assert row.warnings == ("Placement Type*: not a placement type we know; kept as other",)


def test_a_bare_name_of_a_supervisor_is_a_warning_that_does_not_repeat_it() -> None:
    row = the_placement(xlsx(sheet(CREATE, a_placement(**{"Clinical Supervisor": "Dr Fay Wray"}))))

    assert row.warnings == ("Clinical Supervisor: a name without a registration number is left out",)
    assert row.supervisors == (("educational_supervisor", None),)


def test_an_update_sheet_says_nothing_of_columns_it_lacks() -> None:
    row = the_placement(xlsx(sheet(UPDATE[:4], {"TIS_Placement_ID*": 4711.0, "Date From": "04/08/2027"})))

    assert (row.tis_id, row.end, row.wte, row.site, row.supervisors) == ("4711", None, None, None, ())


def test_nothing_of_the_private_columns_is_kept_even_of_a_rejected_row() -> None:
    private = {"Date of Birth": "01/01/1990", "NI number": "QQ123456C", "Religious Belief": "private"}
    [row] = read("people", xlsx(sheet(PEOPLE, a_person(**{"GMC Number": "", **private})))).items

    assert isinstance(row, Rejected)
    assert not set(private.values()) & set(row.cells)


def test_an_end_before_the_start_is_rejected_at_its_column() -> None:
    [row] = read("placements", xlsx(sheet(CREATE, a_placement(**{"Date To*": "03/08/2027"})))).items

    assert isinstance(row, Rejected)
    assert [fault.column for fault in row.faults] == ["Date To*"]


def test_a_day_at_one_place_is_a_placement() -> None:
    assert the_placement(xlsx(sheet(CREATE, a_placement(**{"Date To*": "04/08/2027"})))).start == AS_XLSX.start


def test_a_file_without_any_row_cannot_be_read() -> None:
    with pytest.raises(CannotRead):
        list(read_sheet(b"  \r\n", LIMITS))
