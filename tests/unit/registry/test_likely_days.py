"""A mistyped year is a row's fault, however the sheet wrote the day."""

from datetime import date, datetime

import pytest

from services.registry.domain.cells import Cell, Wrong, day


@pytest.mark.parametrize(
    "cell", ["01/02/9999", "01/01/0001", "1900-01-01", datetime(9999, 12, 31), date(27, 2, 3), 2027]
)
def test_a_day_of_an_unlikely_year_is_refused_with_the_remedy(cell: Cell) -> None:
    with pytest.raises(Wrong, match="dd/mm/yyyy"):
        day(cell)


@pytest.mark.parametrize("cell", ["01/02/2027", "2027-02-01", datetime(2027, 2, 1, 9), date(2027, 2, 1), 46_419.0])
def test_the_same_day_is_read_from_every_way_of_writing_it(cell: Cell) -> None:
    assert day(cell) == date(2027, 2, 1)
