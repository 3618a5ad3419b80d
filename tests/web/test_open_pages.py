"""What everybody sees: accessible, on every screen, with and without JavaScript."""

import pytest

from tests.web.browsing import Visitor

PATHS = [
    "/",
    "/sign-in",
    "/signed-out",
    "/accessibility",
    "/cookies",
    "/privacy",
    "/nowhere",
    "/programmes",
    "/verify",
    "/verify/ABCD-EFGH-JKMN",
]


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_is_accessible_and_fits_a_small_screen(visitor: Visitor, path: str) -> None:
    await visitor.open(path)

    await visitor.is_all_there_with_the_keyboard()
    for width in (375, 320):
        await visitor.fits(width)


async def test_the_issuers_page_is_accessible_also_when_nobody_is_known_by_that(visitor: Visitor) -> None:
    await visitor.open("/sign-in")
    await visitor.press("Sign in with")
    await visitor.is_accessible()
    await visitor.page.get_by_label("Registration number").fill("nobody at all")
    await visitor.press("Continue as this person")

    await visitor.is_accessible()
    assert "Nobody, or more than one, is known as nobody at all" in await visitor.page.inner_text("main")


async def test_one_signs_in_and_out_with_the_keyboard_alone(visitor: Visitor) -> None:
    await visitor.open("/sign-in")
    await visitor.tab_to("Sign in with", role="button")
    await visitor.enter()
    await visitor.tab_to("Registration number")
    await visitor.page.keyboard.type("operator")
    await visitor.enter()
    await visitor.page.wait_for_url("**/home")
    await visitor.tab_to("Sign out", role="button")
    await visitor.enter()

    await visitor.page.wait_for_url("**/signed-out")


async def test_the_first_stop_of_the_keyboard_leads_to_the_content(visitor: Visitor) -> None:
    await visitor.open("/cookies")
    await visitor.page.keyboard.press("Tab")

    focused = visitor.page.locator(":focus")
    assert await focused.inner_text() == "Skip to main content"
    assert await focused.get_attribute("href") == "#maincontent"
