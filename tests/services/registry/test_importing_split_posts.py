"""A doctor may have two posts at once; where they make more than full time, whoever imports them is warned."""

from typing import Any

import pytest

from contracts.registry import PlacementAnnounced, PlacementChanged
from services.registry.jobs import importing
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, Cell, a_placement, csv, sheet, xlsx

MORE = (
    "WTE*: 1.2 of full time with the doctor's other placements of those days; "
    "correct the dates or the shares, if it is not so"
)
POST_A, POST_B = {"National Post Number*": "NTH/R0B01/A"}, {"National Post Number*": "NTH/R0B01/B"}
LATER = {"Date From*": "02/02/2028", "Date To*": "01/08/2028"}


def a_share(share: float, **cells: Cell) -> dict[str, Cell]:
    return a_placement(**{"WTE*": share, **cells})


def warned(*reports: dict[str, Any]) -> list[str]:
    """Of what these tests are about."""
    return [line for report in reports for line in report["warnings"] if "full time" in line]


@pytest.mark.parametrize("dry_run", [True, False])
async def test_more_than_full_time_is_taken_and_warned_of_in_check_and_report(region: Registry, dry_run: bool) -> None:
    file = xlsx(sheet(CREATE, a_share(0.6, **POST_A), a_share(0.6, **POST_B)))

    report = await region.reports("placements", file, dry_run=dry_run)

    assert counts(report) == {"rows": 2, "added": 2}
    assert warned(report) == [f"{MORE} (2 rows: 2, 3)"]
    assert len(await region.said(PlacementAnnounced)) == (0 if dry_run else 2)


async def test_split_posts_that_make_full_time_are_nothing_to_warn_of(region: Registry) -> None:
    report = await region.reports("placements", xlsx(sheet(CREATE, a_share(0.6, **POST_A), a_share(0.4, **POST_B))))

    assert warned(report) == []


async def test_a_changeover_that_moves_is_not_warned_of_while_half_of_it_is_in(
    region: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row that makes the first one longer is taken in a chunk before the one that begins the second later."""
    monkeypatch.setattr(importing, "CHUNK", 1)
    await region.reports("placements", xlsx(sheet(CREATE, a_share(1, **POST_A), a_share(1, **POST_B, **LATER))))
    longer = a_share(1, **POST_A, **{"Date To*": "08/02/2028"})
    moved = a_share(1, **POST_B, **LATER) | {"Date From*": "09/02/2028"}

    report = await region.reports("placements", xlsx(sheet(CREATE, longer, moved)))

    assert counts(report) == {"rows": 2, "changed": 2}
    assert len(await region.said(PlacementChanged)) == 2
    assert warned(report) == []


async def test_an_update_that_names_no_doctor_is_seen_beside_their_other_placements(region: Registry) -> None:
    header = ("TIS_Placement_ID", *CREATE)
    two = [a_share(0.6, TIS_Placement_ID="1", **POST_A), a_share(0.4, TIS_Placement_ID="2", **POST_B)]
    await region.reports("placements", xlsx(sheet(header, *two)))

    report = await region.reports(
        "placements", xlsx(sheet(("TIS_Placement_ID*", "WTE*"), {"TIS_Placement_ID*": "1", "WTE*": 0.8}))
    )

    assert warned(report) == [f"{MORE} (row 2)"]


async def test_what_a_snapshot_cancels_is_not_counted(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_share(0.6, **POST_A))))
    file = csv(sheet(CREATE, a_share(0.6, **POST_B)))

    rehearsed = await region.reports("placements", file, snapshot=True, dry_run=True)
    taken = await region.reports("placements", file, snapshot=True, confirm=True)

    assert (rehearsed["removed"], taken["removed"]) == (1, 1)
    assert warned(rehearsed, taken) == []
