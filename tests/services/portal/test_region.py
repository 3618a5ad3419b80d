"""The deanery's figures as tables."""

from typing import Any

from tests.services.portal.browser import title
from tests.services.portal.region import Region

API = "/api/reporting/region"


def a_figure(**facts: Any) -> dict[str, Any]:
    ordinary = {"code": "R30", "trust": None, "period": "2026-27-Q3", "numerator": 3, "denominator": 4, "value": 0.75}
    return {**ordinary, "moved_at": "2026-11-22T09:00:00Z", **facts}


async def shows(region: Region, *figures: dict[str, Any], path: str = "/region") -> Any:
    told = {"heading": "Management information, not for publication", "as_of": "2026-11-22", "deanery": "Y62"}
    meanings = {"R30": "Placements announced early enough"}
    targets = {"R30": {"share": 0.9, "better": "higher"}, "R18": {"share": 0.1, "better": "lower"}}
    targets["T-D2-HL"] = {"share": 50, "better": "lower", "measure": "per_hundred", "unit": "hours"}
    targets["T-E1-MD"] = {"share": 14, "better": "lower", "measure": "median", "unit": "days"}
    national = {"R30": {"share": 0.92, "as_of": "January 2026", "source": "NHS England"}}
    body = {**told, "indicators": list(figures), "meanings": meanings, "targets": targets, "national": national}
    region.upstream.answers[("GET", API)] = (200, body)
    region.upstream.answers[("GET", "/api/registry/organisations/R0A")] = (200, {"name": "Manchester University"})
    region.somebody("7000010", ("deanery_analyst", "Y62"), ("deanery_analyst", "Y63"))
    await region.browser.sign_in("7000010")
    return await region.browser.open(path)


def asked(region: Region, path: str) -> list[str]:
    return [one.url.query for one in region.upstream.seen if one.url.path == path]


async def test_a_figure_stands_with_its_share_and_when_it_moved(region: Region) -> None:
    page = await shows(region, a_figure(), a_figure(trust="R0A", numerator=0, denominator=0, value=None, moved_at=None))

    assert title(page) == "How the region does - Fairlead"
    for said in ("Placements announced early enough", "Whole region", "75%", "22 November 2026, 09:00"):
        assert said in page.text
    assert "Manchester University" in page.text
    assert "nothing to count yet" in page.text
    assert "not recorded" in page.text
    assert "Management information, not for publication" in page.text


async def test_a_figure_says_its_months_its_target_and_which_way_is_good(region: Region) -> None:
    page = await shows(region, a_figure(), a_figure(period="2026-27-Q4"), a_figure(code="R18", period="2026-27-Q1"))

    for quarter in ("October to December 2026", "January to March 2027", "April to June 2026"):
        assert f"<td>{quarter}</td>" in page.text
    assert "Target: at least 90%; higher is better" in page.text
    assert "Target: at most 10%; lower is better" in page.text
    assert "2026-27-Q3 stands for its third" in page.text


async def test_what_was_published_of_the_whole_country_stands_beside_the_same_of_the_region(region: Region) -> None:
    page = await shows(region, a_figure(), a_figure(code="R18"))

    assert page.text.count("In the whole country") == 1
    assert "In the whole country: 92% in January 2026 (NHS England)" in page.text


async def test_what_is_no_share_stands_in_its_unit(region: Region) -> None:
    hours, days = a_figure(code="T-D2-HL", value=37.5), a_figure(code="T-E1-MD", value=9.0)
    page = await shows(region, hours, days)

    assert "37.5 hours per 100</td>" in page.text
    assert "Target: at most 50 hours per 100; lower is better" in page.text
    assert "9 days</td>" in page.text
    assert "Target: at most 14 days; lower is better" in page.text


async def test_the_newest_quarter_comes_first_and_the_region_before_its_trusts(region: Region) -> None:
    older, newer = a_figure(period="2025-26-Q4"), a_figure()
    page = await shows(region, older, a_figure(trust="R0A"), newer)

    order = [
        page.text.index(f'id="R30-{where}"') for where in ("2026-27-Q3-region", "2026-27-Q3-R0A", "2025-26-Q4-region")
    ]
    assert order == sorted(order)


async def test_the_part_that_moves_is_the_tables_alone(region: Region) -> None:
    page = await shows(region, a_figure(), path="/region/figures")

    assert "<html" not in page.text
    assert "75%" in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_who_serves_two_deaneries_sees_one_and_may_go_to_the_other(region: Region) -> None:
    page = await shows(region, a_figure())
    assert asked(region, API) == ["deanery=Y62"]
    assert 'href="/region?deanery=Y63"' in page.text

    await region.browser.open("/region?deanery=Y63")

    assert asked(region, API)[-1] == "deanery=Y63"


async def test_a_trust_is_asked_for_its_name_once(region: Region) -> None:
    await shows(region, a_figure(trust="R0A"))
    await region.browser.open("/region/figures")

    assert len(asked(region, "/api/registry/organisations/R0A")) == 1
