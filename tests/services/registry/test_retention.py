"""What was written in rejected rows is kept for a time, and why they were rejected for ever."""

from sqlalchemy import text

from tests.services.registry.conftest import OPERATOR, Registry
from tests.unit.registry.sheets import PEOPLE, a_person, csv, sheet

BAD = csv(sheet(PEOPLE, a_person(**{"Email Address": "anna.bell"})))


async def test_cells_of_rejected_rows_are_dropped_after_ninety_days_and_reasons_stay(region: Registry) -> None:
    old = await region.brings("people", BAD)
    region.clock.forward(days=90)
    await region.driver.run_job("retention")
    assert (await region.gets(f"imports/{old['id']}"))["report"] == old["report"]
    young = await region.brings("people", BAD)

    region.clock.forward(days=1)
    await region.driver.run_job("retention")

    after = await region.gets(f"imports/{old['id']}")
    [fault] = old["report"]["rejected"]
    assert after["report"] == {**old["report"], "rejected": [{**fault, "value": ""}]}
    assert (await region.gets(f"imports/{young['id']}"))["report"] == young["report"]
    async with region.driver.begin() as work:
        kept = await work.all(text("SELECT import_id FROM rejected_row WHERE cells::text LIKE '%Bell%'"))
    assert [str(row["import_id"]) for row in kept] == [young["id"]]


async def test_a_sheet_to_correct_is_gone_with_the_cells(region: Registry) -> None:
    brought = await region.brings("people", BAD)
    region.clock.forward(days=91)
    await region.driver.run_job("retention")

    async with region.driver.http(OPERATOR) as http:
        answer = await http.get(f"/api/registry/imports/{brought['id']}/rejected.xlsx")

    assert answer.status_code == 410
    assert "send the file again" in answer.json()["title"]
