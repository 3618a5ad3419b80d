"""Whoever is to choose where they train reads what trusts offer, without signing in (O-D1, O-D2, R37)."""

from urllib.parse import quote

import pytest

from contracts import Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, Town, seen

PROGRAMME = "NOR/FP/001"
CATALOGUE = f"/programmes/catalogue?programme={quote(PROGRAMME, safe='')}"
ANALYST = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))
SAID = {"description": "How <i>we</i> learn", "time_commitment": "Two hours a month", "joined_remotely": True}
TITLE = "Patient <b>safety</b> meeting"


@pytest.fixture
def nobody(campus: Town) -> Browser:
    """At a browser, and not signed in."""
    return Browser(campus.portal, campus.issuer)


@pytest.fixture
async def catalogue_id(campus: Town) -> str:
    """Planned of two trusts, and one that nobody knows; one of them offers something, and says how to join it."""
    trust = Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(DOCTOR, Role.RESIDENT_DOCTOR),
    )
    made = await trust.publishes(first_day=campus.in_days(-30).isoformat(), title=TITLE, chairing=True, **SAID)
    joining = {"contact": "The quality team", "route": "Come to the next meeting"}
    assert (await trust.put(trust.champion, f"/published/{made}/joining", joining)).status_code == 204
    opens = campus.in_days(90).isoformat()
    plan = {"programme": PROGRAMME, "trusts": ["R0B", "RTD", "R0X"], "preferences_open_on": opens}
    planned = await trust.post(ANALYST, "/catalogues", plan)
    assert planned.status_code == 201, planned.text
    return str(planned.json()["id"])


async def test_a_catalogue_is_read_by_everybody_once_it_is_released(
    campus: Town, nobody: Browser, catalogue_id: str
) -> None:
    before = await nobody.open("/programmes")
    hidden = await nobody.open(CATALOGUE)
    async with campus.services["opportunities"].http(ANALYST) as http:
        await http.post(f"/api/opportunities/catalogues/{catalogue_id}/release")

    listed = await nobody.open("/programmes")
    page = await nobody.open(CATALOGUE)

    assert ("No programme" in before.text, hidden.status_code) == (True, 404)
    assert f'href="{CATALOGUE}"' in listed.text, seen(listed)
    for said in ("Patient &lt;b&gt;safety&lt;/b&gt; meeting", "Every month", "Come to the next meeting", "Chair it"):
        assert said in page.text, seen(page)
    for said in ("How &lt;i&gt;we&lt;/i&gt; learn", "Two hours a month", "Join it from elsewhere"):
        assert said in page.text, seen(page)
    assert "Working less than full time" not in page.text
    assert page.text.count("Nothing is open there today.") == 2
    linked = [f'href="/areas/{code}"' in page.text for code in ("R0B", "RTD", "R0X")]
    assert (linked, "R0X" in page.text) == ([True, True, False], True)
    assert 'href="/programmes"' in (await nobody.open("/")).text


async def test_a_trusts_page_says_whom_to_turn_to_and_names_nobody(nobody: Browser, catalogue_id: str) -> None:
    page = await nobody.open("/areas/R0B")

    assert (page.status_code, page.url.path) == (200, "/areas/R0B")
    assert ("The quality team" in page.text, "SOUTH TYNESIDE AND SUNDERLAND" in page.text) == (True, True)
    assert all(name not in page.text for name in ("Okoro", "Obi", "Okafor"))


@pytest.mark.parametrize(
    "path", ["/areas/NONE", "/areas/not-a-code", "/programmes/catalogue", "/programmes/catalogue?programme=%00"]
)
async def test_what_is_not_there_is_a_page_that_says_so(campus: Town, nobody: Browser, path: str) -> None:
    page = await nobody.open(path)

    assert (page.status_code, "Page not found" in page.text) == (404, True)
