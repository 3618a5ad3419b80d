"""The life of an import: dry run, confirmation, crash, a file that nobody can read."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from contracts import Grant
from contracts.registry import ImportCompleted, PlacementAnnounced, PlacementChanged
from contracts.vocabulary import Role
from services.registry.jobs import importing
from tests.services.driver import an_actor
from tests.services.registry.conftest import OPERATOR, TRUSTS, Registry, counts
from tests.unit.registry.sheets import PEOPLE, a_person, csv, placements_of, sheet, xls, xlsx


async def test_a_dry_run_counts_everything_and_does_nothing(region: Registry) -> None:
    said = await region.said()

    report = await region.reports("placements", xlsx(placements_of(3)), dry_run=True)

    assert counts(report) == {"rows": 3, "added": 3}
    assert await region.said() == said
    assert counts(await region.reports("placements", xlsx(placements_of(3)))) == {"rows": 3, "added": 3}


async def test_a_file_that_moves_much_of_a_trust_says_nothing_until_it_is_confirmed(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(60)))
    said = await region.said()
    moved = csv(placements_of(60, **{"Date From*": "11/08/2027"}))

    stopped = await region.brings("placements", moved)

    assert stopped["state"] == "needs_confirmation"
    assert "60 of 60 placements at R0B" in stopped["reason"]
    assert counts(stopped["report"]) == {"rows": 60, "changed": 60}
    assert await region.said() == said
    assert counts(await region.reports("placements", moved, confirm=True)) == {"rows": 60, "changed": 60}
    assert len(await region.said(PlacementChanged)) == 60


async def test_fifty_changed_rows_or_a_small_share_need_no_confirmation(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(200)))

    half = csv(placements_of(50, **{"WTE*": 0.8}))
    assert counts(await region.reports("placements", half)) == {"rows": 50, "changed": 50}
    share = csv(placements_of(60, **{"WTE*": 0.6}))
    assert counts(await region.reports("placements", share)) == {"rows": 60, "changed": 60}


async def test_5800_changes_in_one_file_are_said_once_however_often_it_is_sent(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(5_800)))
    moved = csv(placements_of(5_800, **{"Date From*": "11/08/2027"}))

    first = await region.reports("placements", moved, confirm=True)
    again = [await region.reports("placements", moved) for _ in range(2)]

    assert counts(first) == {"rows": 5_800, "changed": 5_800}
    assert [counts(report) for report in again] == [{"rows": 5_800, "unchanged": 5_800}] * 2
    changed = [said.placement.placement_id for said in await region.said(PlacementChanged)]
    assert len(changed) == len(set(changed)) == 5_800


async def test_a_killed_import_goes_on_at_the_next_chunk_with_the_right_counts(
    region: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = placements_of(5)
    rows[2][rows[0].index("WTE*")] = 7
    advance, steps = importing.store.advance, 0

    async def die_in_the_second_chunk(*args: object, **kwargs: object) -> None:
        nonlocal steps
        steps += 1
        await advance(*args, **kwargs)
        if steps == 2:
            raise ConnectionError("killed")

    monkeypatch.setattr(importing.store, "advance", die_in_the_second_chunk)
    sent = await region.sends("placements", csv(rows))
    with pytest.raises(ConnectionError):
        await region.driver.run_job("imports")
    half = await region.gets(f"imports/{sent.json()['id']}")
    assert (half["state"], half["progress"]) == ("applying", {"done": 2, "total": 5})

    await region.driver.run_job("imports")

    whole = await region.gets(f"imports/{sent.json()['id']}")
    assert (whole["state"], whole["progress"]) == ("done", {"done": 5, "total": 5})
    assert counts(whole["report"]) == {"rows": 5, "added": 4}
    assert [fault["row"] for fault in whole["report"]["rejected"]] == [3]
    assert len(await region.said(PlacementAnnounced)) == 4
    [_, completed] = await region.said(ImportCompleted)
    assert (completed.rows, completed.rejected, completed.announced) == (5, 1, 4)


async def test_an_import_that_never_gets_on_is_given_up_with_a_reason(
    region: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ConnectionError

    sent = await region.sends("placements", csv(placements_of(1)))
    with monkeypatch.context() as broken:
        broken.setattr(importing.store, "advance", fail)
        for _ in range(importing.MOST_ATTEMPTS):
            with pytest.raises(ConnectionError):
                await region.driver.run_job("imports")

    await region.driver.run_job("imports")

    given_up = await region.gets(f"imports/{sent.json()['id']}")
    assert given_up["state"] == "failed"
    assert "5 attempts" in given_up["reason"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no book", "damaged"),
        (b"\x00\x01\x02 binary", "this is not a spreadsheet (xlsx, xls or csv)"),
        (b"%PDF-1.7\n1 0 obj\n<<>>", "this is not a spreadsheet (xlsx, xls or csv)"),
        (b"<html><table><tr><td>GMC Number</td></tr></table></html>", "web page"),
        (b"Anna,Bell,7000010\r\n", "missing columns"),
        (csv(sheet(PEOPLE, a_person())), "it looks like a file of people"),
        (xls([["", ""]]), "no visible sheet"),
    ],
)
async def test_a_file_that_cannot_be_read_fails_with_one_clear_reason(
    region: Registry, content: bytes, says: str
) -> None:
    failed = await region.brings("placements", content)

    assert failed["state"] == "failed"
    assert says in failed["reason"]
    assert "\n" not in failed["reason"]
    assert "Bell" not in failed["reason"]


async def test_a_file_may_be_larger_than_other_requests_but_not_without_end(registry: Registry) -> None:
    assert (await registry.sends("placements", b"x" * 2_000_000)).status_code == 202
    too_large = await registry.sends("placements", b"x" * 50_000_001)
    assert (too_large.status_code, too_large.json()["type"]) == (413, "/problems/file-too-large")
    far_too_large = await registry.sends("placements", b"x" * 50_200_000)
    assert (far_too_large.status_code, far_too_large.json()["type"]) == (413, "/problems/body-too-large")


async def test_a_placement_file_is_no_register_of_organisations(registry: Registry) -> None:
    failed = await registry.brings("organisations", xlsx(placements_of(1)))

    assert "it looks like a file of placements" in failed["reason"]


@pytest.mark.parametrize("many", [0, 2])
async def test_a_placement_file_is_no_file_of_people(region: Registry, many: int) -> None:
    failed = await region.brings("people", xlsx(placements_of(many)))

    assert failed["state"] == "failed"
    assert "it looks like a file of placements" in failed["reason"]


async def test_the_uploaded_file_is_not_kept_when_the_import_is_over(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(1)))

    async with region.driver.begin() as work:
        assert (await work.one(text("SELECT count(*) AS many FROM upload")))["many"] == 0


async def test_rejected_rows_come_back_as_a_sheet_that_can_be_corrected_and_sent(region: Registry) -> None:
    rows = placements_of(2)
    rows[1][rows[0].index("Date From*")] = "someday"
    brought = await region.brings("placements", xlsx(rows))

    async with region.driver.http(OPERATOR) as http:
        sheet_back = await http.get(f"/api/registry/imports/{brought['id']}/rejected.xlsx")

    back = CalamineWorkbook.from_filelike(BytesIO(sheet_back.content)).get_sheet_by_index(0).to_python()
    assert back[0][-2:] == ["Row in your file", "What is wrong"]
    assert back[1][-2:] == [2.0, "Date From*: not a date; write dd/mm/yyyy"]
    assert "Anna" not in back[1]
    back[1][back[0].index("Date From*")] = "04/08/2027"
    assert counts(await region.reports("placements", xlsx(back))) == {"rows": 1, "added": 1}


async def test_past_reports_are_kept_and_paged(region: Registry) -> None:
    for _ in range(2):
        region.clock.forward(days=7)
        await region.reports("placements", csv(placements_of(1)), file="weekly.csv")

    page = await region.gets("imports?limit=2")
    older = await region.gets(f"imports?limit=2&before={page['next']}")

    assert [item["file"] for item in page["items"]] == ["weekly.csv"] * 2
    assert [item["kind"] for item in older["items"]] == ["organisations"]


async def test_a_doctor_may_not_import(registry: Registry) -> None:
    async with registry.driver.http(an_actor(Grant(Role.RESIDENT_DOCTOR))) as http:
        refused = await http.post(
            "/api/registry/imports", data={"kind": "organisations"}, files={"file": ("etr.csv", TRUSTS)}
        )

    assert refused.status_code == 403


async def test_placements_are_seen_by_their_doctor_and_staff_of_their_trust_only(region: Registry) -> None:
    await region.reports("placements", csv(placements_of(1)))
    [announced] = await region.said(PlacementAnnounced)
    path = f"/api/registry/placements/{announced.placement.placement_id}"
    doctor = announced.placement.doctor_id
    seers = [
        an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=doctor),
        an_actor(Grant(Role.DME, "R0B")),
        an_actor(Grant(Role.DEANERY_ANALYST, "Y63")),
        an_actor(Grant(Role.DME, "RTD")),
        an_actor(Grant(Role.RESIDENT_DOCTOR)),
    ]

    answers = []
    for actor in seers:
        async with region.driver.http(actor) as http:
            answers.append((await http.get(path)).status_code)

    assert answers == [200, 200, 200, 404, 404]
    own = await region.gets(f"doctors/{doctor}/placements", seers[0])
    assert [item["host"] for item in own["items"]] == ["R0B"]
