"""A placement of the deanery's that is not approved is not announced to its doctor, and unsays none that was."""

from datetime import date

import pytest

from contracts.registry import PersonRegistered, PlacementAnnounced, PlacementCancelled, PlacementChanged
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, UPDATE, a_placement, csv, sheet, xlsx

NOT_ANNOUNCED = "not approved, so not announced; import it again once it is"
STAYS = (
    "not approved any more, though it was announced: it stays as it is; import it again once it is approved, or as "
    "DELETE if it will not be"
)
DRAFT = {"Placement Status*": "DRAFT"}


@pytest.mark.parametrize("status", ["Draft", "PROPOSED", "Inactive"])
async def test_a_draft_is_told_to_who_imports_it_and_to_nobody_else(region: Registry, status: str) -> None:
    whole, without_grade = a_placement(**{"Placement Status*": status}), a_placement(**{**DRAFT, "Grade*": ""})
    without_grade["National Post Number*"] = "NTH/R0B01/2"

    report = await region.reports("placements", xlsx(sheet(CREATE, whole, without_grade)))

    assert counts(report) == {"rows": 2}
    first, second = report["rejected"]
    assert first == {"row": 2, "column": "Placement Status*", "value": status, "reason": NOT_ANNOUNCED}
    assert (second["row"], second["reason"]) == (3, NOT_ANNOUNCED)
    assert await region.said(PlacementAnnounced) == []
    assert await region.said(PersonRegistered) == []


async def test_once_approved_it_is_announced(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_placement(**DRAFT))))

    report = await region.reports("placements", xlsx(sheet(CREATE, a_placement(**{"Placement Status*": "Approved"}))))

    assert counts(report) == {"rows": 1, "added": 1}
    assert len(await region.said(PlacementAnnounced)) == 1


async def test_of_a_draft_and_what_is_approved_in_one_file_the_draft_alone_is_rejected(region: Registry) -> None:
    draft = a_placement(**DRAFT, **{"Date To*": "01/03/2028"})

    report = await region.reports("placements", xlsx(sheet(CREATE, draft, a_placement())))

    assert counts(report) == {"rows": 2, "added": 1}
    [announced] = await region.said(PlacementAnnounced)
    assert announced.placement.end == date(2028, 2, 1)


async def test_what_was_announced_stays_when_it_is_a_draft_again_even_moved_and_in_a_snapshot(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_placement())))
    draft = a_placement(**DRAFT, **{"Date From*": "11/08/2027"})

    report = await region.reports("placements", csv(sheet(CREATE, draft)), snapshot=True)

    assert counts(report) == {"rows": 1}
    assert [fault["reason"] for fault in report["rejected"]] == [STAYS]
    assert await region.said(PlacementChanged, PlacementCancelled) == []


async def test_a_snapshot_still_cancels_what_it_lacks_of_a_doctor_with_a_draft(region: Registry) -> None:
    other = a_placement(
        **{"National Post Number*": "NTH/R0B01/2", "Date From*": "02/02/2028", "Date To*": "01/08/2028"}
    )
    await region.reports("placements", xlsx(sheet(CREATE, a_placement(), other)))
    draft = a_placement(**DRAFT)

    report = await region.reports("placements", csv(sheet(CREATE, draft)), snapshot=True, confirm=True)

    assert counts(report) == {"rows": 1, "removed": 1}
    [cancelled] = await region.said(PlacementCancelled)
    assert cancelled.placement.post == "NTH/R0B01/2"


async def test_an_update_that_is_a_draft_changes_nothing(region: Registry) -> None:
    header = ("TIS_Placement_ID", *CREATE)
    await region.reports("placements", xlsx(sheet(header, a_placement(TIS_Placement_ID="4711"))))
    update = {"TIS_Placement_ID*": "4711", "Date To": "08/02/2028", "Placement Status": "Draft"}

    report = await region.reports("placements", xlsx(sheet((*UPDATE, "Placement Status"), update)))

    assert counts(report) == {"rows": 1}
    assert [fault["reason"] for fault in report["rejected"]] == [STAYS]
    assert await region.said(PlacementChanged) == []


@pytest.mark.parametrize("snapshot", [False, True])
@pytest.mark.parametrize("named_by", [{}, {"TIS_Placement_ID": "4711", "Date From*": "11/08/2027"}])
async def test_what_a_draft_names_is_not_moved_to_the_start_of_another_row_of_its_post(
    region: Registry, named_by: dict[str, str], *, snapshot: bool
) -> None:
    header = ("TIS_Placement_ID", *CREATE)
    known = a_placement(TIS_Placement_ID=named_by.get("TIS_Placement_ID", ""))
    await region.reports("placements", csv(sheet(header, known)))
    draft = known | {"Placement Status*": "Inactive"} | named_by
    next_one = a_placement(**{"Date From*": "02/02/2028", "Date To*": "01/08/2028"})

    report = await region.reports("placements", csv(sheet(header, draft, next_one)), snapshot=snapshot)

    assert counts(report) == {"rows": 2, "added": 1}
    assert [fault["reason"] for fault in report["rejected"]] == [STAYS]
    assert [each.placement.start for each in await region.said(PlacementAnnounced)] == [
        date(2027, 8, 4),
        date(2028, 2, 2),
    ]
    assert await region.said(PlacementChanged, PlacementCancelled) == []
