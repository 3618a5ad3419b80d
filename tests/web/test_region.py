"""A deanery's officer sees the figures move."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.web.browsing import Town
from tests.web.conftest import SignedIn


async def feedback_is_given(town: Town, to: str) -> None:
    """Written feedback for one more resident: the numerator of F-E1 grows by one. No other test gives them any."""
    body = {
        "doctor_id": town.stage.person_id(town.cast.players[to]),
        "activity": "Chaired the ward's improvement meeting",
        "activity_date": town.cast.today.isoformat(),
        "did_well": "Kept to time.",
        "do_more": "Send the paper round earlier.",
        "next_step": "Chair the next two.",
    }
    supervisor = town.cast.players["supervisor"]
    await asyncio.to_thread(town.stage.post, supervisor, "supervisor", "/api/feedback/written", body)


FEEDBACK = "tr[id^='F-E1-'][id$='-region']"
"""The row of the newest quarter comes first."""


@pytest.mark.parametrize("javascript", [True])
async def test_a_figure_moves_without_the_page_being_loaded_again(signed_in: SignedIn, town: Town) -> None:
    officer = await signed_in("analyst")
    page = officer.page
    await officer.choose("See how the region does")
    await officer.is_accessible()
    number = page.locator(FEEDBACK).first.locator("td").nth(1)
    before = int(await number.inner_text())
    await page.evaluate("window.sameDocument = true")

    await feedback_is_given(town, "learner")

    await expect(number).to_have_text(str(before + 1))
    await expect(page.get_by_role("status")).to_contain_text("The figures moved at")
    assert await page.evaluate("window.sameDocument")
    await officer.is_accessible()


@pytest.mark.parametrize("javascript", [False])
async def test_without_a_script_the_link_shows_what_has_moved(signed_in: SignedIn, town: Town) -> None:
    officer = await signed_in("analyst")
    await officer.choose("See how the region does")
    await officer.is_accessible()
    number = officer.page.locator(FEEDBACK).first.locator("td").nth(1)
    before = int(await number.inner_text())

    await feedback_is_given(town, "steady")

    for _ in range(60):
        await officer.choose("Refresh the figures")
        if int(await number.inner_text()) == before + 1:
            return
        await asyncio.sleep(1)
    raise AssertionError(f"F-E1 stays at {before}")


async def test_the_figures_fit_a_small_screen(signed_in: SignedIn) -> None:
    officer = await signed_in("analyst")
    await officer.open("/region")

    for width in (375, 320):
        await officer.fits(width)
    await officer.page.set_viewport_size({"width": 900, "height": 900})
    scrolls = "[...document.querySelectorAll('.fl-table')].filter((one) => one.scrollWidth > one.clientWidth).length"
    assert await officer.page.evaluate(scrolls) == 0


async def test_who_is_not_of_the_deanery_sees_no_figures(signed_in: SignedIn) -> None:
    doctor = await signed_in("steady")

    await doctor.open("/region")

    assert await doctor.page.locator("h1").inner_text() == "You cannot use this page"
