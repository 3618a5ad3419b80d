"""Host, employer and lead employer of a placement, where a sheet tells them apart."""

from typing import Any

from contracts.registry import PlacementAnnounced, PlacementChanged
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, a_placement, csv, sheet

EMPLOYED = (*CREATE, "Employing Body", "Lead Employer")
"""A registrar in general practice: practice, employer and lead employer are three (R42)."""


AT_PRACTICE = {"Site*": "The Surgery (A88003)"}


def a_registrar(**cells: Any) -> dict[str, Any]:
    ordinary = {**AT_PRACTICE, "Employing Body": "RTD", "Lead Employer": "Hospital trust (R0B)"}
    return a_placement(**{**ordinary, **cells})


async def test_who_hosts_who_employs_and_who_employs_the_whole_programme_may_be_three(region: Registry) -> None:
    await region.reports("placements", csv(sheet(EMPLOYED, a_registrar())))

    [said] = await region.said(PlacementAnnounced)
    assert (said.placement.host, said.placement.employer, said.placement.lead_employer) == ("A88003", "RTD", "R0B")


async def test_another_lead_employer_is_a_change_and_a_sheet_without_the_column_says_nothing_of_it(
    region: Registry,
) -> None:
    await region.reports("placements", csv(sheet(EMPLOYED, a_registrar())))

    assert (await region.reports("placements", csv(sheet(CREATE, a_placement(**AT_PRACTICE)))))["unchanged"] == 1
    await region.reports("placements", csv(sheet(EMPLOYED, a_registrar(**{"Lead Employer": "RTD"}))))

    [changed] = await region.said(PlacementChanged)
    assert [(one.field, one.old, one.new) for one in changed.changes] == [("employer", "R0B", "RTD")]


async def test_who_employs_is_said_as_one_change_of_whom_somebody_had_before(region: Registry) -> None:
    for cells in ({"Lead Employer": ""}, {"Employing Body": "R0B"}, {"Employing Body": "RTD", "Lead Employer": "RTD"}):
        await region.reports("placements", csv(sheet(EMPLOYED, a_registrar(**cells))))

    first, both = await region.said(PlacementChanged)
    assert [(one.field, one.old, one.new) for one in first.changes] == [("employer", "RTD", "R0B")]
    assert (first.placement.employer, first.placement.lead_employer) == ("R0B", "R0B")
    assert [(one.field, one.old, one.new) for one in both.changes] == [("employer", "R0B", "RTD")]
    assert (both.placement.employer, both.placement.lead_employer) == ("RTD", "RTD")


async def test_an_employer_whom_nobody_knows_is_warned_of_and_blocks_no_row(region: Registry) -> None:
    report = await region.reports(
        "placements", csv(sheet(EMPLOYED, a_registrar(**{"Lead Employer": "Nobody's trust"})))
    )

    assert "Lead Employer: no organisation is known by this code or name; left out (row 2)" in report["warnings"]
    [said] = await region.said(PlacementAnnounced)
    assert said.placement.lead_employer is None
