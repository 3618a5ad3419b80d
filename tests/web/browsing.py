"""One person at one browser, on one page after the other: what tests of the website share."""

import asyncio
import os
import shutil
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, Route, expect

from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from tests.web.keyboard import is_walked, stop_of

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PHONE = {"width": 375, "height": 667}
PATIENCE = 30_000
"""Milliseconds for what must come, on a machine with more to do."""

expect.set_options(timeout=PATIENCE)


def chromium() -> str | None:
    """Where this machine has it."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def is_required() -> bool:
    """Whether a machine without a browser fails the tests instead of skipping them."""
    return os.environ.get("FAIRLEAD_REQUIRE_BROWSER") == "1"


@dataclass(frozen=True)
class Town:
    """A whole region with the people of the demo's story in it, after a file has changed three placements."""

    stage: Stage
    cast: Cast
    portal: str
    opened: set[str] = field(default_factory=set, compare=False)
    """The addresses that anybody's browser came to since a test began."""

    def known_by(self, persona: str) -> str:
        """What to type where the issuer asks who one is: a role of the cast, or a stand-in."""
        player = self.cast.players.get(persona)
        return player.registration if player else persona


@dataclass
class Visitor:
    """Somebody at a browser. ``page`` is Playwright's own."""

    page: Page
    town: Town
    javascript: bool = True
    taps: int = 0
    """Since home: links and buttons that led on."""
    answers: int = 0
    """Since home: what was chosen in a form."""

    async def open(self, path: str) -> None:
        await self.page.goto(self.town.portal + path)

    async def sign_in(self, persona: str) -> None:
        """As people do: through the issuer's page. Ends at home."""
        await self.open("/sign-in")
        await self.press("Sign in with")
        await self.page.get_by_label("Registration number").fill(self.town.known_by(persona))
        await self.press("Continue as this person")
        await self.page.wait_for_url(f"{self.town.portal}/home")
        self.taps = self.answers = 0

    async def choose(self, name: str) -> None:
        """Follow a link by what it says."""
        await self.follow(self.page.get_by_role("link", name=name))

    async def press(self, name: str) -> None:
        """A button that leads on, as nearly all do."""
        await self.follow(self.page.get_by_role("button", name=name))

    async def follow(self, there: Locator) -> None:
        """Click what leads to another page, or elsewhere on this one: that page is there and whole afterwards."""
        async with self.page.expect_navigation():
            await there.click()
        self.taps += 1

    async def answer(self, label: str, choice: str | None = None) -> None:
        """Choose it; where it is a list, what of it."""
        field = self.page.get_by_label(label, exact=True)
        await (field.check() if choice is None else field.select_option(choice))
        self.answers += 1

    async def enter(self) -> None:
        """Follow with the keyboard what has the focus."""
        async with self.page.expect_navigation():
            await self.types("Enter")

    async def sees(self, text: str) -> None:
        """Waits for it: it may be on a page that opens itself."""
        await self.page.get_by_text(text).first.wait_for()
        await self.page.wait_for_load_state()

    async def is_told(self, fault: str) -> None:
        """At the top of the page and beside the field, in the same words; and the page with the error is accessible."""
        await self.sees("There is a problem")
        assert await self.page.get_by_text(fault).count() == 2
        await self.is_accessible()

    async def types(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def is_accessible(self) -> None:
        """No fault that a program can find; the page fits; one heading, and a title that says so."""
        async with asyncio.timeout(60):
            found = await (_found(self.page) if self.javascript else self._found_without_scripts())
        faults = [
            f"{fault['id']}: {fault['help']}: {[node['html'][:150] for node in fault['nodes']][:3]}"
            for fault in found["violations"]
        ]
        assert faults == [], "\n".join([self.page.url, *faults])
        assert await self.page.locator("h1").count() == 1

    async def is_accessible_on_a_phone(self) -> None:
        await self.is_accessible()
        await self.fits(PHONE["width"])

    async def fits(self, width: int) -> None:
        """Nothing but a table scrolls sideways on a screen so many pixels wide (WCAG 1.4.10)."""
        await self.page.set_viewport_size({"width": width, "height": 800})
        wide = await self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{self.page.url} is {wide} pixels wide on a screen of {width}"

    async def tab_to(self, name: str, *, role: Any = None, within: int = 60) -> None:
        """With the keyboard alone, to the first thing with this name. Each stop on the way can be seen to be one."""
        wanted = self.page.get_by_role(role, name=name) if role else self.page.get_by_label(name)
        for _ in range(within):
            await self.page.keyboard.press("Tab")
            await stop_of(self.page)
            if await wanted.first.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{within} presses of Tab do not lead to {name!r} on {self.page.url}")

    async def is_all_there_with_the_keyboard(self) -> None:
        """Accessible, and each stop is reached in its order, there and back, and can be seen."""
        await self.is_accessible()
        await is_walked(self.page)

    async def writes(self, label: str, text: str) -> None:
        """Into a field, found with Tab."""
        await self.tab_to(label)
        await self.page.keyboard.type(text)

    async def takes(self, name: str, *, role: Any = "button") -> None:
        """What leads on, found with Tab and pressed with Enter."""
        await self.tab_to(name, role=role)
        await self.enter()

    async def goes_from_the_errors_to(self, fault: str, field: str) -> None:
        """The summary has the focus where scripts run; its link leads to the field, which then has it."""
        await self.is_told(fault)
        if self.javascript:
            await expect(self.page.locator(":focus")).to_contain_text("There is a problem")
        await self.tab_to(fault, role="link")
        await self.types("Enter")
        await expect(self.page.locator(":focus")).to_have_attribute("id", field)

    async def _found_without_scripts(self) -> dict[str, Any]:
        """Of the page as it is, in a browser whose scripts run: the checks are one. The page's own stay out."""
        html = await self.page.content()

        async def answer(route: Route) -> None:
            kind = route.request.resource_type
            if kind == "document":
                await route.fulfill(body=html, content_type="text/html; charset=utf-8")
            else:
                await (route.abort() if kind == "script" else route.continue_())

        browser = self.page.context.browser
        assert browser is not None
        context = await browser.new_context(viewport=self.page.viewport_size)
        try:
            page = await context.new_page()
            await page.route("**/*", answer)
            await page.goto(self.page.url)
            return await _found(page)
        finally:
            await context.close()


async def _found(page: Page) -> dict[str, Any]:
    response: dict[str, Any] = (await Axe().run(page, options=RULES)).response
    return response


async def a_visitor(browser: Browser, town: Town, *, javascript: bool = True, **how: Any) -> Visitor:
    """In a fresh context: no cookies, nothing stored. Ends with the browser's fixture."""
    context = await browser.new_context(java_script_enabled=javascript, locale="en-GB", **how)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    page.on("framenavigated", lambda frame: town.opened.add(frame.url))
    return Visitor(page, town, javascript)
