"""Which placement a row is about, where posts, dates and ids leave a choice."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from contracts.registry import PlacementChanged
from tests.services.registry.conftest import OPERATOR, Registry, counts
from tests.unit.registry.sheets import CREATE, UPDATE, a_placement, csv, sheet, xlsx


async def test_two_spells_in_one_post_stay_two_placements_when_one_moves(region: Registry) -> None:
    autumn = a_placement(**{"Date From*": "04/08/2027", "Date To*": "30/11/2027"})
    spring = a_placement(**{"Date From*": "01/12/2027", "Date To*": "31/03/2028"})
    assert counts(await region.reports("placements", csv(sheet(CREATE, autumn, spring)))) == {"rows": 2, "added": 2}

    moved = a_placement(**{"Date From*": "08/12/2027", "Date To*": "31/03/2028"})
    report = await region.reports("placements", csv(sheet(CREATE, moved, autumn)))

    assert counts(report) == {"rows": 2, "changed": 1, "unchanged": 1}


async def test_a_change_and_a_new_spell_in_one_post_are_told_apart_by_their_dates(region: Registry) -> None:
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    moved = a_placement(**{"Date From*": "11/08/2027"})
    next_one = a_placement(**{"Date From*": "02/02/2028", "Date To*": "01/08/2028"})

    report = await region.reports("placements", csv(sheet(CREATE, next_one, moved)))

    assert counts(report) == {"rows": 2, "added": 1, "changed": 1}
    again = await region.reports("placements", csv(sheet(CREATE, next_one, moved)))
    assert counts(again) == {"rows": 2, "unchanged": 2}


async def test_several_open_placements_that_fit_are_named_and_the_row_rejected(region: Registry) -> None:
    autumn = a_placement(**{"Date From*": "04/08/2027", "Date To*": "30/11/2027"})
    spring = a_placement(**{"Date From*": "01/12/2027", "Date To*": "31/03/2028"})
    await region.reports("placements", csv(sheet(CREATE, autumn, spring)))

    report = await region.reports("placements", csv(sheet(CREATE, a_placement(**{"Date From*": "02/11/2027"}))))

    [fault] = report["rejected"]
    assert fault["column"] == "National Post Number*"
    assert "04/08/2027" in fault["reason"]
    assert "01/12/2027" in fault["reason"]


async def test_an_id_of_another_doctor_is_rejected(region: Registry) -> None:
    header = ("TIS_Placement_ID", *CREATE)
    await region.reports("placements", csv(sheet(header, a_placement(TIS_Placement_ID="1"))))

    other = a_placement(TIS_Placement_ID="1", **{"GMC Number": 7000011})
    report = await region.reports("placements", csv(sheet(header, other)))

    assert [fault["reason"] for fault in report["rejected"]] == ["the placement of this id is another doctor's"]


async def test_rows_of_one_file_that_contradict_each_other_do_not_take_turns(region: Registry) -> None:
    file = csv(sheet(CREATE, a_placement(), a_placement(**{"WTE*": 0.5}), a_placement()))

    report = await region.reports("placements", file)

    assert counts(report) == {"rows": 3, "added": 1, "unchanged": 1}
    assert [(f["row"], f["reason"]) for f in report["rejected"]] == [(3, "row 2 says otherwise of this placement")]
    assert counts(await region.reports("placements", file)) == {"rows": 3, "unchanged": 2}


async def test_an_update_for_an_unknown_id_is_rejected(region: Registry) -> None:
    report = await region.reports("placements", csv(sheet(UPDATE, {"TIS_Placement_ID*": "5", "WTE": 0.5})))

    assert [fault["reason"] for fault in report["rejected"]] == ["no placement is known by this id"]


async def corrected(region: Registry, import_id: str) -> list[list[object]]:
    """The rejected rows as the sheet that comes back."""
    async with region.driver.http(OPERATOR) as http:
        back = await http.get(f"/api/registry/imports/{import_id}/rejected.xlsx")
    assert back.status_code == 200, back.text
    return CalamineWorkbook.from_filelike(BytesIO(back.content)).get_sheet_by_index(0).to_python()


async def test_a_rejected_contradiction_sent_in_again_unedited_overwrites_nothing(region: Registry) -> None:
    late = a_placement(**{"GMC Number": 7000011, "Date From*": "someday"})
    brought = await region.brings("placements", csv(sheet(CREATE, a_placement(), a_placement(**{"WTE*": 0.5}), late)))
    back = await corrected(region, brought["id"])
    apply = back[0].index("Apply this row")
    assert [row[apply] for row in back[1:]] == ["no", ""]

    again = await region.brings("placements", xlsx(back))

    assert counts(again["report"]) == {"rows": 2}
    assert [(fault["column"], fault["value"]) for fault in again["report"]["rejected"]] == [
        ("Apply this row", "no"),
        ("Date From*", "someday"),
    ]
    assert await region.said(PlacementChanged) == []
    once_more = await corrected(region, again["id"])
    assert once_more[0].count("Apply this row") == 1
    once_more[1][apply] = "yes"
    assert counts(await region.reports("placements", xlsx(once_more[:2]))) == {"rows": 1, "changed": 1}


async def test_rows_that_contradict_each_other_again_ask_again(region: Registry) -> None:
    header = (*CREATE, "Apply this row")
    rows = [a_placement(**{"WTE*": wte, "Apply this row": "yes"}) for wte in (1.0, 0.5)]

    brought = await region.brings("placements", csv(sheet(header, *rows)))

    back = await corrected(region, brought["id"])
    assert [row[back[0].index("Apply this row")] for row in back] == ["Apply this row", "no"]
