"""The staff file: doctors whom a trust employs itself, and their contracts as placements."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from contracts import Grant
from contracts.registry import PersonRegistered, PlacementAnnounced, PlacementCancelled, PlacementChanged
from contracts.vocabulary import PlacementSource, Role
from services.registry import store
from tests.services.driver import an_actor
from tests.services.registry.conftest import OPERATOR, Registry, counts
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet, xlsx

STAFF = (
    "Forenames", "Surname", "Known As", "GMC Number", "Email", "Assignment Number", "Site", "Grade", "Specialty",
    "Start Date", "End Date", "WTE", "Status"
)  # fmt: skip


def a_contract(**cells: Any) -> dict[str, Any]:
    ordinary = {"Forenames": "Ravi", "Surname": "Nair", "GMC Number": 7000028.0, "Email": "ravi.nair@nhs.example",
                "Assignment Number": "20512345-2", "Site": "R0B01", "Grade": "Clinical fellow",
                "Specialty": "Acute medicine", "Start Date": "05/08/2026", "End Date": "03/08/2027",
                "WTE": 0.8}  # fmt: skip
    return {**ordinary, **cells}


def staff(*rows: dict[str, Any]) -> bytes:
    return csv(sheet(STAFF, *(rows or (a_contract(),))))


async def test_a_contract_is_a_placement_and_its_doctor_somebody_who_can_be_told(region: Registry) -> None:
    assert counts(await region.reports("staff", staff())) == {"rows": 1, "added": 1}

    [person] = await region.said(PersonRegistered)
    assert (person.given_names, person.family_name, person.email, person.confirmed) == (
        "Ravi", "Nair", "ravi.nair@nhs.example", True
    )  # fmt: skip
    [announced] = await region.said(PlacementAnnounced)
    placement = announced.placement
    assert (placement.doctor_id, placement.source) == (person.person_id, PlacementSource.TRUST)
    assert (placement.host, placement.site, placement.employer) == ("R0B", "R0B01", "R0B")
    assert (placement.post, placement.programme, placement.wte) == ("20512345-2", None, Decimal("0.8"))
    assert announced.import_id is not None


@pytest.mark.parametrize("write", [csv, xlsx])
async def test_the_same_file_again_changes_nothing(region: Registry, write: Any) -> None:
    await region.reports("staff", staff())

    assert counts(await region.reports("staff", write(sheet(STAFF, a_contract())))) == {"rows": 1, "unchanged": 1}
    assert len(await region.said(PersonRegistered)) == len(await region.said(PlacementAnnounced)) == 1


async def test_a_contract_that_goes_on_longer_is_a_change_and_the_next_one_another_placement(region: Registry) -> None:
    await region.reports("staff", staff())
    longer = a_contract(**{"End Date": "01/02/2028"})
    following = a_contract(**{"Assignment Number": "20512345-3", "Start Date": "02/02/2028", "End Date": "01/08/2028"})

    assert counts(await region.reports("staff", staff(longer, following))) == {"rows": 2, "added": 1, "changed": 1}
    [changed] = await region.said(PlacementChanged)
    assert [(change.field, change.new.isoformat()) for change in changed.changes] == [("end", "2028-02-01")]


async def test_a_contract_that_is_called_off_is_cancelled(region: Registry) -> None:
    await region.reports("staff", staff())

    assert counts(await region.reports("staff", staff(a_contract(Status="Cancelled")))) == {"rows": 1, "removed": 1}
    assert len(await region.said(PlacementCancelled)) == 1


async def test_a_row_that_cannot_be_taken_is_named_with_its_column_and_leaves_its_doctor_unknown(
    region: Registry,
) -> None:
    rows = (
        a_contract(**{"GMC Number": "12"}),
        a_contract(Site="XXX99", **{"GMC Number": 7000036.0}),
        a_contract(**{"Assignment Number": "", "End Date": "01/01/2026"}),
        a_contract(),
    )

    report = await region.reports("staff", staff(*rows))

    assert counts(report) == {"rows": 4, "added": 1}
    faults = [(fault["row"], fault["column"]) for fault in report["rejected"]]
    assert faults == [(2, "GMC Number"), (3, "Site"), (4, "Assignment Number"), (4, "End Date")]
    assert len(await region.said(PersonRegistered)) == 1


async def test_two_rows_that_contradict_each_other_are_not_both_taken(region: Registry) -> None:
    report = await region.reports("staff", staff(a_contract(), a_contract(WTE=1.0)))

    assert counts(report) == {"rows": 2, "added": 1}
    [fault] = report["rejected"]
    assert fault["reason"] == "row 2 says otherwise of this placement"


async def test_what_the_people_sheet_says_of_a_doctor_counts_and_only_gaps_are_filled(region: Registry) -> None:
    await region.reports("people", csv(sheet(PEOPLE, a_person(**{"Email Address": ""}))))
    contract = a_contract(**{"GMC Number": 7000010.0, "Surname": "Ball", "Email": "anna@trust.example"})

    report = await region.reports("staff", staff(contract))

    assert any("this number is known under another one" in warning for warning in report["warnings"])
    person = await region.finds(email="anna@trust.example")
    assert person["registration"] == "7000010"
    async with region.driver.begin() as work:
        assert list((await store.names(work, [UUID(person["id"])])).values()) == ["Anna Maria Bell"]


async def test_a_snapshot_of_the_deanerys_placements_leaves_the_trusts_own_alone(region: Registry) -> None:
    await region.reports("staff", staff())
    await region.reports("placements", csv(sheet(CREATE, a_placement())))

    report = await region.reports("placements", csv(sheet(CREATE, a_placement())), snapshot=True, confirm=True)

    assert report["removed"] == 0
    assert await region.said(PlacementCancelled) == []


async def test_a_rehearsal_says_what_would_happen_and_nothing_else(region: Registry) -> None:
    assert counts(await region.reports("staff", staff(), dry_run=True)) == {"rows": 1, "added": 1}

    assert await region.said(PersonRegistered, PlacementAnnounced) == []


@pytest.mark.parametrize(
    ("actor", "status"),
    [(an_actor(Grant(Role.MEDED_ADMIN, "R0B")), 403), (an_actor(Grant(Role.DEANERY_ANALYST, "Y63")), 202)],
)
async def test_who_gives_numbers_and_addresses_of_people_is_the_deanery(
    region: Registry, actor: Any, status: int
) -> None:
    async with region.driver.http(actor) as http:
        sent = await http.post("/api/registry/imports", data={"kind": "staff"}, files={"file": ("staff.csv", staff())})

    assert sent.status_code == status


async def test_a_doctor_of_the_trusts_own_signs_in_as_a_resident(region: Registry) -> None:
    await region.reports("staff", staff())
    person = await region.finds(registration="7000028")

    grants = (await region.gets(f"people/{person['id']}/grants", OPERATOR))["grants"]

    assert grants == [{"role": "resident_doctor", "scope": None}]
