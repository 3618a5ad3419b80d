"""The register of trusts, and the deaneries its regions are by default."""

from contracts.registry import OrganisationClosed, OrganisationRegistered
from tests.services.registry.conftest import TRUSTS, Registry, counts


async def test_trusts_are_said_and_each_region_is_a_deanery(registry: Registry) -> None:
    report = await registry.reports("organisations", TRUSTS)

    assert counts(report) == {"rows": 2, "added": 2}
    said = await registry.said(OrganisationRegistered)
    assert [(one.code, one.kind, one.name) for one in said if one.kind == "deanery"] == [
        ("Y63", "deanery", "North East and Yorkshire")
    ]
    assert {one.code: one.region for one in said if one.kind == "trust"} == {"R0B": "Y63", "RTD": "Y63"}


async def test_the_register_again_changes_nothing(registry: Registry) -> None:
    await registry.reports("organisations", TRUSTS)

    assert counts(await registry.reports("organisations", TRUSTS)) == {"rows": 2, "unchanged": 2}


async def test_a_trust_that_closes_is_said_to_close_once(registry: Registry) -> None:
    await registry.reports("organisations", TRUSTS)
    closed = TRUSTS.replace(b'"20190401",""', b'"20190401","20261001"')

    assert counts(await registry.reports("organisations", closed)) == {"rows": 2, "changed": 1, "unchanged": 1}
    assert counts(await registry.reports("organisations", closed)) == {"rows": 2, "unchanged": 2}
    assert [one.code for one in await registry.said(OrganisationClosed)] == ["R0B"]


async def test_an_odd_code_is_warned_about_and_kept(registry: Registry) -> None:
    report = await registry.reports("organisations", TRUSTS.replace(b'"R0B"', b'"G6V2S"'))

    assert counts(report) == {"rows": 2, "added": 2}
    assert report["warnings"] == ["Organisation Code: G6V2S does not look like a trust's; kept as written (row 1)"]


async def test_a_header_that_somebody_added_is_no_row(registry: Registry) -> None:
    header = b"Organisation Code,Name,National Grouping,ICB,a,b,c,d,e,Postcode,Open Date,Close Date\r\n"

    assert counts(await registry.reports("organisations", header + TRUSTS)) == {"rows": 2, "added": 2}


async def test_a_trust_without_a_region_is_kept_without_a_deanery(registry: Registry) -> None:
    await registry.reports("organisations", TRUSTS.replace(b'"Y63"', b'""'))

    assert {one.kind for one in await registry.said(OrganisationRegistered)} == {"trust"}


async def test_a_deanery_with_its_own_list_is_said_with_it(region: Registry) -> None:
    body = {"name": "Northern", "trusts": ["RTD"], "from": "2026-08-05"}

    assert (await region.puts("deaneries/NTH", body)).status_code == 204
    assert (await region.puts("deaneries/NTH", body)).status_code == 204

    said = [one for one in await region.said(OrganisationRegistered) if one.code == "NTH"]
    assert [(one.name, one.trusts, one.opened_on.isoformat()) for one in said] == [("Northern", ("RTD",), "2026-08-05")]
    assert (await region.gets("organisations/NTH"))["trusts"] == ["RTD"]


async def test_a_deanery_of_unknown_trusts_is_refused(region: Registry) -> None:
    refused = await region.puts("deaneries/NTH", {"name": "Northern", "trusts": ["QQQ"], "from": "2026-08-05"})

    assert refused.status_code == 422
    assert "QQQ" in refused.json()["detail"]
