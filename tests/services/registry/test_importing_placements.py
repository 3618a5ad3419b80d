"""Placement files in, facts out: what each row says to the others."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.registry import (
    CodeChange,
    DateChange,
    ImportCompleted,
    OrganisationRegistered,
    PersonRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    WteChange,
)
from services.registry.jobs import importing
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, DELETE, a_placement, csv, sheet, xls, xlsx


async def test_a_first_file_announces_each_placement_whole(region: Registry) -> None:
    report = await region.reports("placements", xlsx(sheet(CREATE, a_placement())))

    assert counts(report) == {"rows": 1, "added": 1}
    [announced] = await region.said(PlacementAnnounced)
    assert (announced.placement.host, announced.placement.site) == ("R0B", "R0B01")
    assert announced.placement.grade == "Foundation Year 2"
    assert announced.notice_days == (date(2027, 8, 4) - date(2026, 11, 22)).days


async def test_the_same_file_again_changes_nothing_and_says_nothing_of_it(region: Registry) -> None:
    file = xlsx(sheet(CREATE, a_placement()))
    await region.reports("placements", file)
    before = await region.said()

    report = await region.reports("placements", file)

    assert counts(report) == {"rows": 1, "unchanged": 1}
    [completed] = (await region.said())[len(before) :]
    assert isinstance(completed, ImportCompleted)
    assert (completed.announced, completed.changed, completed.cancelled) == (0, 0, 0)


async def test_a_moved_site_and_start_are_said_as_one_change_with_old_and_new(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_placement())))
    moved = a_placement(**{"Site*": "FREEMAN HOSPITAL (RTD01)", "Date From*": "11/08/2027"})

    report = await region.reports("placements", xlsx(sheet(CREATE, moved)))

    assert counts(report) == {"rows": 1, "changed": 1}
    [changed] = await region.said(PlacementChanged)
    assert changed.changes == (
        CodeChange(field="host", old="R0B", new="RTD"),
        CodeChange(field="site", old="R0B01", new="RTD01"),
        DateChange(field="start", old=date(2027, 8, 4), new=date(2027, 8, 11)),
    )
    assert changed.notice_days == (date(2027, 8, 11) - date(2026, 11, 22)).days
    [first, second] = (await region.said(ImportCompleted))[-2:]
    assert (first.announced, second.changed) == (1, 1)
    assert changed.import_id == second.import_id


async def test_a_wte_of_zero_is_legal(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_placement())))

    await region.reports("placements", xlsx(sheet(CREATE, a_placement(**{"WTE*": 0}))))

    [changed] = await region.said(PlacementChanged)
    assert changed.changes == (WteChange(field="wte", old=Decimal("1.000"), new=Decimal("0.000")),)


async def test_delete_in_the_status_cancels_once(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_placement())))
    gone = xlsx(sheet(CREATE, a_placement(**{"Placement Status*": "DELETE"})))

    assert counts(await region.reports("placements", gone)) == {"rows": 1, "removed": 1}
    assert counts(await region.reports("placements", gone)) == {"rows": 1, "unchanged": 1}
    assert len(await region.said(PlacementCancelled)) == 1


async def test_an_update_sheet_changes_only_the_columns_it_has(region: Registry) -> None:
    header = ("TIS_Placement_ID", *CREATE)
    first = a_placement(TIS_Placement_ID=4711.0, **{"Clinical Supervisor": "7000020", "WTE*": 0.8})
    await region.reports("placements", xlsx(sheet(header, first)))

    update = sheet(("TIS_Placement_ID*", "Date To", "Grade"), {"TIS_Placement_ID*": "4711", "Date To": "08/02/2028"})
    report = await region.reports("placements", xls(update))

    assert counts(report) == {"rows": 1, "changed": 1}
    [changed] = await region.said(PlacementChanged)
    assert changed.changes == (DateChange(field="end", old=date(2028, 2, 1), new=date(2028, 2, 8)),)
    assert changed.placement.clinical_supervisor_id is not None
    assert changed.placement.tis_id == "4711"


async def test_the_delete_sheet_cancels_by_tis_id_and_lists_ids_nobody_knows(region: Registry) -> None:
    header = ("TIS_Placement_ID", *CREATE)
    await region.reports("placements", xlsx(sheet(header, a_placement(TIS_Placement_ID="4711"))))
    rows = [
        {"Placement Id*": 4711.0, "Placement Status*": "DELETE"},
        {"Placement Id*": 99, "Placement Status*": "DELETE"},
    ]

    report = await region.reports("placements", xlsx(sheet(DELETE, *rows)))

    assert counts(report) == {"rows": 2, "removed": 1}
    assert report["rejected"] == [
        {"row": 3, "column": "Placement Id*", "value": "99", "reason": "no placement is known that could be cancelled"}
    ]


async def test_a_number_nobody_knows_makes_an_unconfirmed_person(region: Registry) -> None:
    await region.reports(
        "placements", xlsx(sheet(CREATE, a_placement(**{"Educational Supervisor": "Dr Fay (6000001)"})))
    )

    people = await region.said(PersonRegistered)

    assert [(person.confirmed, person.email, person.family_name) for person in people] == [(False, None, None)] * 2
    found = await region.finds(registration="7000010")
    assert found["confirmed"] is False
    assert found["roles"] == ["resident_doctor"]
    assert (await region.finds(registration="6000001"))["roles"] == ["supervisor"]


async def test_a_row_error_never_blocks_good_rows_and_every_fault_is_listed(region: Registry) -> None:
    bad = a_placement(**{"GMC Number": "UNKNOWN", "Date From*": "31/02/2027", "WTE*": 1.2})

    report = await region.reports("placements", xlsx(sheet(CREATE, {}, bad, a_placement())))

    assert counts(report) == {"rows": 2, "added": 1}
    assert [(fault["row"], fault["column"], fault["value"]) for fault in report["rejected"]] == [
        (3, "GMC Number", "UNKNOWN"),
        (3, "Date From*", "31/02/2027"),
        (3, "WTE*", "1.2"),
    ]


async def test_a_practice_that_no_register_knows_is_kept_unconfirmed_with_a_warning(region: Registry) -> None:
    report = await region.reports(
        "placements", csv(sheet(CREATE, a_placement(**{"Site*": "THE HARBOUR PRACTICE (A88003)"})))
    )

    warning = "Site*: organisation A88003 is in no register we know; kept unconfirmed (row 2)"
    assert warning in report["warnings"]
    practice = [said for said in await region.said(OrganisationRegistered) if said.code == "A88003"]
    assert [(said.kind, said.confirmed, said.name) for said in practice] == [
        ("gp_practice", False, "THE HARBOUR PRACTICE")
    ]
    [announced] = await region.said(PlacementAnnounced)
    assert (announced.placement.host, announced.placement.site) == ("A88003", "A88003")


async def test_a_site_is_said_once_with_its_trust(region: Registry) -> None:
    rows = [a_placement(**{"GMC Number": 7000010 + n}) for n in range(3)]

    await region.reports("placements", csv(sheet(CREATE, *rows)))

    sites = [said for said in await region.said(OrganisationRegistered) if said.kind == "site"]
    assert [(site.code, site.parent, site.name) for site in sites] == [("R0B01", "R0B", "SUNDERLAND ROYAL HOSPITAL")]


async def test_a_site_that_names_nobody_is_rejected(region: Registry) -> None:
    lost = a_placement(**{"Site*": "NOWHERE GENERAL", "National Post Number*": "NTH/QQQ99/030/F2/006"})

    report = await region.reports("placements", csv(sheet(CREATE, lost)))

    assert [(f["column"], f["value"]) for f in report["rejected"]] == [("Site*", "NOWHERE GENERAL")]


async def test_a_term_in_other_case_or_spacing_is_no_change(region: Registry) -> None:
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    shouted = a_placement(**{"Grade*": "FOUNDATION  YEAR 2 ", "Specialty1*": "general (Internal) medicine"})

    assert counts(await region.reports("placements", csv(sheet(CREATE, shouted)))) == {"rows": 1, "unchanged": 1}


async def test_the_programme_is_that_of_the_membership_covering_the_start(region: Registry) -> None:
    people = (
        "Forenames,Surname,GMC Number,Programme Number,Programme End Date,Curriculum #1 Start Date\r\n"
        "Anna,Bell,7000010,OLD/1,01/08/2026,01/08/2024\r\nAnna,Bell,7000010,NTH/FND/2,01/08/2028,04/08/2026\r\n"
    )
    await region.reports("people", people.encode())

    await region.reports("placements", csv(sheet(CREATE, a_placement())))

    [announced] = await region.said(PlacementAnnounced)
    assert announced.placement.programme == "NTH/FND/2"


async def test_grades_and_specialties_never_met_before_are_named_once_with_their_rows(
    region: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    odd = [a_placement(**{"GMC Number": 7000011 + n, "Grade*": "Prefers  mornings"}) for n in range(3)]
    file = csv(sheet(CREATE, a_placement(), *odd, a_placement(**{"GMC Number": 7000020, "Specialty1*": "Yoga"})))

    rehearsed = await region.reports("placements", file, dry_run=True)
    report = await region.reports("placements", file)

    assert counts(report) == {"rows": 5, "added": 4, "unchanged": 1}
    named = ["new grade 'Prefers mornings' (3 rows: 3, 4, 5)", "new specialty 'Yoga' (row 6)"]
    assert sorted(rehearsed["warnings"]) == sorted(report["warnings"]) == named
    assert (await region.reports("placements", file))["warnings"] == []
