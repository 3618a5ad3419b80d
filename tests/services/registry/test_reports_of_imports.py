"""What the registry tells of imports that are over: when, what became of the rows, and never less than there was."""

from tests.services.registry.conftest import Registry
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
