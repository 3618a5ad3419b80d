"""Whoever is told that nobody holds a role sees which, since when, and what is to be done (R74)."""

import re

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, COORDINATOR, OWNER, Town, seen

BOTH = "role,name,email,registration,organisation,programme,from,to,deputy\n"


@pytest.fixture
async def champion(town: Town) -> Browser:
    """Of a trust that has no peer lead, and no lead for residents' experience."""
    await town.services["registry"].run_job("vacancies")
    await town.settle()
    return await town.signed_in(CHAMPION)


async def vacancy(browser: Browser, role: str) -> str:
    found = re.search(rf'href="(/vacancies/[0-9a-f-]{{36}})">No {role}', (await browser.open("/vacancies")).text)
    assert found is not None
    return found[1]


async def test_who_is_told_finds_what_is_vacant_and_who_enters_the_next(town: Town, champion: Browser) -> None:
    path = await vacancy(champion, "resident doctor peer lead")
    page = seen(await champion.open(path))

    assert "SOUTH TYNESIDE AND SUNDERLAND" in page
    assert "its medical education team, or the deanery, enters them" in page
    assert "A peer lead is a resident doctor who works at the trust" in page
    assert "/uploads" not in page


async def test_the_notice_leads_there_and_to_the_list_once_it_is_filled(town: Town, champion: Browser) -> None:
    path = await vacancy(champion, "senior lead")
    inbox = (await champion.open("/inbox")).text
    items = {href: await champion.open(href) for href in re.findall(r'href="(/inbox/[0-9a-f-]{36})"', inbox)}
    [item] = [href for href, page in items.items() if f'<a href="{path}">See what to do</a>' in page.text]
    rows = f"SLRDE,Dana Reid,dana.reid@trust.example,7000026,R0B,,{town.today},,\n"
    await town.brings("appointments", (BOTH + rows).encode())
    await town.services["registry"].run_job("vacancies")

    filled = await champion.open(item)

    assert '<a href="/vacancies">See what is vacant now</a>' in filled.text
    assert (await champion.open(path)).status_code == 404


async def test_who_may_enter_them_is_led_to_where(town: Town, champion: Browser) -> None:
    rows = f"Champion,Mina Shah,mina.shah@trust.example,{OWNER},R0B,,2026-01-01,,\n"
    await town.brings("appointments", (BOTH + rows).encode())
    owner = await town.signed_in(OWNER)

    page = await owner.open(await vacancy(owner, "senior lead"))

    assert '<a href="/uploads">' in page.text


async def test_it_is_nobody_elses_to_see(town: Town, champion: Browser) -> None:
    path = await vacancy(champion, "senior lead")

    assert (await (await town.signed_in(COORDINATOR)).open(path)).status_code == 403
