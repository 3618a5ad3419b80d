"""What the registry tells of imports that are over: when, what became of the rows, and never less than there was."""

import csv as written
from typing import Any

from contracts import Actor, Grant
from contracts.registry import PlacementAnnounced
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import OPERATOR, Registry
from tests.unit.registry.sheets import CREATE, a_placement, csv, sheet


def placements(many: int) -> list[list[object]]:
    return sheet(CREATE, *(a_placement(**{"GMC Number": 7_000_010 + n}) for n in range(many)))


async def test_a_list_of_imports_counts_rejected_rows_and_does_not_pretend_there_were_none(region: Registry) -> None:
    rows = placements(3)
    for row in rows[1:3]:
        row[rows[0].index("Date From*")] = "someday"
    region.clock.forward(days=1)
    brought = await region.brings("placements", csv(rows))

    [listed, *_] = (await region.gets("imports"))["items"]

    assert listed["id"] == brought["id"]
    assert listed["report"]["rejected"] is None
    assert listed["report"]["rejected_rows"] == brought["report"]["rejected_rows"] == 2
    assert [fault["row"] for fault in brought["report"]["rejected"]] == [2, 3]


async def test_an_import_says_when_it_was_asked_for_and_when_it_ended(region: Registry) -> None:
    brought = await region.brings("placements", csv(placements(1)))

    assert brought["asked_at"] <= brought["finished_at"]
    assert (await region.gets("imports"))["items"][0]["asked_at"] == brought["asked_at"]


async def test_the_last_page_of_imports_names_no_next_one(region: Registry) -> None:
    await region.reports("placements", csv(placements(1)))

    assert (await region.gets("imports?limit=2"))["next"] is None
    assert (await region.gets("imports?limit=1"))["next"] is not None


async def test_an_empty_file_is_an_import_that_failed_and_is_kept_like_any_other(region: Registry) -> None:
    region.clock.forward(days=1)
    failed = await region.brings("people", b"", file="empty.csv")

    assert (failed["state"], failed["file"]) == ("failed", "empty.csv")
    assert failed["reason"] == "the file is empty; export it again"
    assert (await region.gets("imports"))["items"][0]["id"] == failed["id"]


async def changes(registry: Registry, import_id: str, actor: Actor = OPERATOR) -> list[dict[str, Any]]:
    async with registry.driver.http(actor) as http:
        answer = await http.get(f"/api/registry/imports/{import_id}/changes.csv")
    assert answer.status_code == 200, answer.text
    return list(written.DictReader(answer.text.splitlines()))


async def test_an_import_names_the_placements_that_it_added_changed_and_removed_and_no_other(region: Registry) -> None:
    stays, moves, goes = ({"GMC Number": 7_000_010 + n, "TIS_Placement_ID": f"10{n}"} for n in range(3))
    before = (a_placement(**each) for each in (stays, moves, goes))
    first = await region.brings("placements", csv(sheet(("TIS_Placement_ID", *CREATE), *before)))
    ids = [str(one.placement.placement_id) for one in await region.said(PlacementAnnounced)]
    after = (
        a_placement(**stays),
        a_placement(**moves, **{"WTE*": 0.6, "Site*": "FREEMAN HOSPITAL (RTD01)"}),
        a_placement(**goes, **{"Placement Status*": "DELETE"}),
    )
    second = await region.brings("placements", csv(sheet(("TIS_Placement_ID", *CREATE), *after)))

    added, moved = await changes(region, first["id"]), await changes(region, second["id"])

    assert [(one["change"], one["tis_id"], one["placement_id"]) for one in added] == [
        ("added", f"10{n}", placement_id) for n, placement_id in enumerate(ids)
    ]
    assert [(one["change"], one["tis_id"], one["host"], set(one["fields"].split())) for one in moved] == [
        ("changed", "101", "RTD", {"host", "site", "wte"}),
        ("removed", "102", "R0B", set()),
    ]


async def test_what_a_snapshot_cancels_is_named_and_what_was_only_looked_at_is_not(region: Registry) -> None:
    await region.reports("placements", csv(placements(3)))
    looked_at = await region.brings("placements", csv(placements(1)), snapshot=True, dry_run=True)
    taken = await region.brings("placements", csv(placements(1)), snapshot=True, confirm=True)

    assert await changes(region, looked_at["id"]) == []
    assert [one["change"] for one in await changes(region, taken["id"])] == ["removed"] * 2


async def test_what_an_import_did_is_read_by_who_may_read_the_import(region: Registry) -> None:
    brought = await region.brings("placements", csv(placements(1)))
    administrator = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))

    async with region.driver.http(administrator) as http:
        assert (await http.get(f"/api/registry/imports/{brought['id']}/changes.csv")).status_code == 404
