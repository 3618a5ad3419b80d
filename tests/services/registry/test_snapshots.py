"""A snapshot: whoever is not in it is cancelled, unless that is too much, or too little is known."""

import pytest
from sqlalchemy import text

from contracts.registry import ImportCompleted, PlacementCancelled, PlacementChanged
from tests.services.registry.conftest import TRUSTS, Registry, counts
from tests.unit.registry.sheets import csv, placements_of


async def test_absence_cancels_only_with_a_snapshot(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(3)))

    assert counts(await region.reports("placements", csv(placements_of(2)))) == {"rows": 2, "unchanged": 2}
    report = await region.reports("placements", csv(placements_of(2)), snapshot=True, confirm=True)

    assert (report["unchanged"], report["removed"], report["absent"]) == (2, 1, 1)
    assert len(await region.said(PlacementCancelled)) == 1
    completed = (await region.said(ImportCompleted))[-1]
    assert completed.cancelled == 1
    again = await region.reports("placements", csv(placements_of(2)), snapshot=True)
    assert counts(again) == {"rows": 2, "unchanged": 2}


async def test_a_list_of_changes_taken_for_a_snapshot_asks_first(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(8)))

    stopped = await region.brings("placements", csv(placements_of(4, **{"WTE*": 0.8})), snapshot=True)

    assert stopped["state"] == "needs_confirmation"
    assert "4 of all 8 placements would be cancelled, as the file lacks them (the limit is 5%)" in stopped["reason"]
    assert await region.said(PlacementCancelled, PlacementChanged) == []


async def test_a_snapshot_that_lacks_few_of_a_trust_is_taken_at_once(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(40)))

    assert (await region.reports("placements", csv(placements_of(39)), snapshot=True))["removed"] == 1


async def test_a_snapshot_that_lacks_all_of_a_trust_asks_first_however_few_they_are(region: Registry) -> None:
    newcastle = {"Site*": "FREEMAN HOSPITAL (RTD01)"}
    await region.reports("placements", csv([*placements_of(50), *placements_of(52, **newcastle)[51:]]))
    rest = csv(placements_of(50))

    rehearsed = await region.reports("placements", rest, snapshot=True, dry_run=True)
    stopped = await region.brings("placements", rest, snapshot=True)

    assert stopped["state"] == "needs_confirmation"
    assert "2 of 2 placements at RTD would be cancelled" in stopped["reason"]
    assert rehearsed["warnings"] == [f"this file will ask to be confirmed: {stopped['reason']}"]
    assert await region.said(PlacementCancelled) == []
    assert (await region.reports("placements", rest, snapshot=True, confirm=True))["removed"] == 2


async def test_how_much_of_a_trust_may_be_absent_is_dated_data(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(40)))
    async with region.driver.begin() as work:
        changed = "INSERT INTO rule (name, valid_from, value) VALUES ('registry.confirm_absent_share', :day, '0.025')"
        await work.run(text(changed).bindparams(day=work.today))

    assert (await region.brings("placements", csv(placements_of(39)), snapshot=True))["state"] == "needs_confirmation"


@pytest.mark.parametrize("flags", [{"dry_run": True}, {"confirm": True}, {}])
async def test_a_snapshot_without_rows_is_refused(region: Registry, flags: dict[str, bool]) -> None:
    await region.reports("placements", csv(placements_of(3)))

    failed = await region.brings("placements", csv(placements_of(0)), snapshot=True, **flags)

    assert failed["state"] == "failed"
    assert failed["reason"].startswith("the file has no rows")
    assert await region.said(PlacementCancelled) == []


async def test_a_rejected_row_of_a_snapshot_does_not_cancel_what_it_is_about(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(2)))
    rows = placements_of(2)
    rows[1][rows[0].index("Date From*")] = "someday"

    report = await region.reports("placements", csv(rows), snapshot=True)

    assert (report["unchanged"], report["removed"]) == (1, 0)


async def test_a_rejected_row_that_may_be_about_anything_keeps_everything(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(2)))
    rows = placements_of(2)
    rows[1][rows[0].index("GMC Number")] = "UNKNOWN"
    rows[1][rows[0].index("National Post Number*")] = ""

    report = await region.reports("placements", csv(rows), snapshot=True)

    assert report["removed"] == 0
    assert report["warnings"] == ["a rejected row may be about any placement, so none is cancelled as absent"]


async def test_a_snapshot_is_only_taken_of_placements(region: Registry) -> None:
    assert (await region.sends("organisations", TRUSTS, snapshot=True)).status_code == 422
