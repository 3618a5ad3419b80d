"""Whoever is shown a way at home may go it."""

import re

import pytest

from tests.services.portal.town import COORDINATOR, GUARDIAN, OWNER, SENIOR, TPD, Town, seen


@pytest.mark.parametrize("who", [COORDINATOR, TPD, GUARDIAN, SENIOR, OWNER])
async def test_no_card_leads_where_its_reader_may_not_go(campus: Town, who: str) -> None:
    browser = await campus.signed_in(who)
    home = await browser.open("/home")

    ways = re.findall(r'class="nhsuk-card__link" href="([^"]+)"', home.text)
    refused = [way for way in ways if (await browser.open(way)).status_code == 403]

    assert ways, seen(home)
    assert refused == []
