"""Which kind of sheet a header is, where those of two kinds share most of their columns."""

import pytest

from services.registry.domain.columns import NotThisKind, columns_of, fitting
from tests.unit.registry.sheets import CREATE, DELETE, PEOPLE, UPDATE

NAMES = ("Forenames", "Surname", "GMC Number")
APPOINTMENTS = ("Role", "Name", "Email", "GMC Number", "Organisation", "From", "To")


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        ("people", PEOPLE),
        ("people", NAMES),
        ("people", (*NAMES, "Role", "Email", "Programme Number")),
        ("placements", CREATE),
        ("placements", UPDATE),
        ("placements", DELETE),
        ("placements", (*DELETE, *NAMES, "Email")),
        ("appointments", APPOINTMENTS),
        ("appointments", (*NAMES, "Role", "Email", "Trust")),
    ],
)
def test_a_sheet_is_taken_as_what_it_is(kind: str, header: tuple[str, ...]) -> None:
    assert columns_of(kind, header).layout.kind == kind


@pytest.mark.parametrize(
    ("kind", "header", "looks_like"),
    [
        ("people", CREATE, "placements"),
        ("people", (*DELETE, *NAMES), "placements"),
        ("people", (*APPOINTMENTS, "Forenames", "Surname"), "appointments"),
        ("appointments", PEOPLE, "people"),
    ],
)
def test_a_sheet_that_fits_another_kind_better_is_refused(kind: str, header: tuple[str, ...], looks_like: str) -> None:
    with pytest.raises(NotThisKind, match=f"it looks like a file of {looks_like}") as refused:
        columns_of(kind, header)

    assert fitting(header) == looks_like
    assert "missing" not in str(refused.value)
