"""What a file that cannot be taken as it is does to everything else: nothing."""

from contracts.registry import PersonRegistered, PlacementCancelled
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet


async def test_a_stray_quotation_mark_in_a_snapshot_cancels_nothing(region: Registry) -> None:
    table = sheet(CREATE, *(a_placement(**{"GMC Number": 7_000_010 + n}) for n in range(5)))
    await region.reports("placements", csv(table))
    header, first, *others = csv(table).split(b"\r\n")

    failed = await region.brings(
        "placements", b"\r\n".join([header, first + b'"see note', *others]), snapshot=True, confirm=True
    )

    assert failed["state"] == "failed"
    assert failed["reason"].startswith("row 2 (line 2) of the csv text cannot be read")
    assert await region.said(PlacementCancelled) == []


async def test_a_row_with_nul_is_rejected_and_the_others_go_on(region: Registry) -> None:
    nul = a_person(**{"Forenames *": "Nu\x00l", "GMC Number": 7_000_011, "Email Address": "nul@nhs.example"})
    people = csv(sheet(PEOPLE, nul, a_person()), encoding="utf-16")

    report = await region.reports("people", people)

    assert counts(report) == {"rows": 2, "added": 1}
    [fault] = report["rejected"]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "Forenames *", "Nu\N{SYMBOL FOR NULL}l")
    assert "NUL" in fault["reason"]
    assert [person.given_names for person in await region.said(PersonRegistered)] == ["Anna Maria"]


async def test_a_row_with_nul_can_be_corrected_in_the_sheet_that_comes_back(region: Registry) -> None:
    table = sheet(CREATE, a_placement(**{"Grade*": "Foundation\x00 Year 2"}))
    brought = await region.brings("placements", csv(table, encoding="utf-16"))

    corrected = await region.corrections(brought["id"])

    assert counts(await region.reports("placements", corrected)) == {"rows": 1, "added": 1}
