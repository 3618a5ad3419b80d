"""What a cell says, however it is written."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.appointments.rows import names_in, role_named
from services.registry.domain.cells import Registration, Wrong, address, day, name, number_on, supervisor, text, wte
from services.registry.domain.columns import fold_header


@pytest.mark.parametrize(
    "cell",
    [
        "04/08/2027",
        "4/8/2027",
        "04/08/2027 00:00:00",
        "2027-08-04",
        date(2027, 8, 4),
        datetime.fromisoformat("2027-08-04"),
        46603.0,
    ],
)
def test_a_day_is_read_from_text_date_cells_and_serial_numbers(cell: object) -> None:
    assert day(cell) == date(2027, 8, 4)


@pytest.mark.parametrize("cell", ["31/02/2027", "08/13/2027", "4 August 2027", "04/08/27", 7.0, True])
def test_what_is_no_day_is_wrong(cell: object) -> None:
    with pytest.raises(Wrong):
        day(cell)


@given(st.dates(date(1960, 1, 1), date(2199, 12, 31)))
def test_any_day_written_british_is_read_back(a_day: date) -> None:
    assert day(a_day.strftime("%d/%m/%Y")) == a_day


def test_numbers_stored_as_numbers_lose_their_point_zero() -> None:
    assert [text(7000010.0), text("7000010"), text(0.8)] == ["7000010", "7000010", "0.8"]
    assert number_on("gmc", "7000010.0") == "7000010"


@pytest.mark.parametrize("cell", ["UNKNOWN", "unknown", "N/A", " n/a ", "", None])
def test_some_words_mean_no_registration(cell: object) -> None:
    assert number_on("gmc", cell) is None


@pytest.mark.parametrize("cell", ["700001", "70000100", "ABCDEFG"])
def test_a_gmc_number_has_seven_digits(cell: str) -> None:
    with pytest.raises(Wrong):
        number_on("gmc", cell)


@pytest.mark.parametrize("cell", ["7000010", 7000010.0, "Dr Anna Bell (7000010)", "Bell, A [7000010]"])
def test_a_supervisor_is_a_registration_number_perhaps_behind_a_name(cell: object) -> None:
    assert supervisor(cell) == Registration("gmc", "7000010")


def test_a_bare_name_of_a_supervisor_is_wrong() -> None:
    with pytest.raises(Wrong):
        supervisor("Dr Anna Bell")


@pytest.mark.parametrize(("cell", "share"), [(0, "0"), (1.0, "1"), ("0.8", "0.8"), (0.6, "0.6"), (1 / 3, "0.333")])
def test_wte_is_a_share_from_none_to_all(cell: object, share: str) -> None:
    assert wte(cell) == Decimal(share)


@pytest.mark.parametrize("cell", [1.2, -0.1, "full time", "nan", "inf"])
def test_what_is_no_share_is_wrong(cell: object) -> None:
    with pytest.raises(Wrong):
        wte(cell)


def test_an_address_loses_its_semicolon_and_of_several_the_first_counts() -> None:
    assert address("a.bell@nhs.example;") == "a.bell@nhs.example"
    assert address("a@nhs.example; b@nhs.example") == "a@nhs.example"
    assert address("  ") is None
    assert address("o'neil+rota_2@mail.nhs-trust.example") == "o'neil+rota_2@mail.nhs-trust.example"


@pytest.mark.parametrize(
    "cell",
    [
        *("a.bell", "a@b", "a b@nhs.example", "a@nhs..example", "@nhs.example", "a@@nhs.example", "x:y@nhs.example"),
        *("[x]@nhs.example", ".a@nhs.example", "a.@nhs.example", "a..b@nhs.example", "a@-nhs.example"),
        *("a@nhs-.example", "a\\b@nhs.example", f"{'a' * 65}@nhs.example", f"a@{'n' * 64}.example"),
    ],
)
def test_what_is_no_address_is_wrong(cell: str) -> None:
    with pytest.raises(Wrong):
        address(cell)


@pytest.mark.parametrize(
    "cell", ["zoë@nhs.example", "o\u2019neil@nhs.example", "a\u200bb@nhs.example", "a\x07@nhs.example"]
)
def test_an_address_is_ascii_and_the_reason_names_the_character(cell: str) -> None:
    odd = next(character for character in cell if not (character.isascii() and character.isprintable()))
    with pytest.raises(Wrong, match=re.escape(repr(odd))):
        address(cell)


@pytest.mark.parametrize("header", ["Date From*", "Date From *", " date_from", "DATE FROM", "Date  From"])
def test_headers_are_one_whatever_their_marks_case_and_spaces(header: str) -> None:
    assert fold_header(header) == "datefrom"


def test_names_are_taken_apart() -> None:
    assert names_in("Dr Anna Maria Bell") == ("Anna Maria", "Bell")
    assert names_in("Bell, Prof. Anna") == ("Anna", "Bell")
    assert names_in("") == (None, None)


@pytest.mark.parametrize(
    "written",
    [
        "Anna Maria",
        "O'Neil-Smith",
        "St. John",
        "Zoë",
        "Nguyễn",
        "Łukasz",
        "Ἑλένη",
        "محمد",
        "李",
        "சுப்பிரமணியன்",
        "N'Dour",
    ],
)
def test_a_name_may_be_of_any_script(written: str) -> None:
    assert name(written) == written


@pytest.mark.parametrize("written", ["O’Neil", "Oʼneil", "O`Neil", "O´Neil"])  # noqa: RUF001
def test_an_apostrophe_is_one_whoever_typeset_it(written: str) -> None:
    assert name(written).casefold() == "o'neil"


def test_an_accent_is_one_however_it_is_composed() -> None:
    assert name("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize(
    ("written", "odd"),
    [("Bell2", "2"), ("Bell (Anna)", "("), ("<b>", "<"), ("Bell;", ";"), ("a@b", "@"), ("Bell 🙂", "🙂")],
)
def test_what_no_name_has_is_named(written: str, odd: str) -> None:
    with pytest.raises(Wrong, match=re.escape(f"{odd!r} is in no name; write it with letters")):
        name(written)


@pytest.mark.parametrize("written", ["-", ". '", "B" * 201])
def test_a_name_has_a_letter_and_an_end(written: str) -> None:
    with pytest.raises(Wrong):
        name(written)


@pytest.mark.parametrize("written", ["operator", "Resident doctor", "boss", ""])
def test_nobody_is_appointed_operator_or_doctor(written: str) -> None:
    with pytest.raises(Wrong):
        role_named(written)
