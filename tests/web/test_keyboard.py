"""The journeys with Tab, Shift+Tab, Enter, Space and arrows alone; the focus can be seen at each stop."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import FileChooser, expect

from tests.web.browsing import PATIENCE, PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.leave import asks
from tests.web.test_uploads import a_file, it_is_over

WITH_SCRIPTS = pytest.mark.parametrize("javascript", [True])
DESK = {"width": 1280, "height": 800}


@WITH_SCRIPTS
async def test_a_doctor_reads_the_change_and_says_what_is_wrong(signed_in: SignedIn) -> None:
    doctor = await signed_in("mover")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.takes("Read your inbox", role="link")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.takes("Your placement has changed", role="link")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.takes("See your placements", role="link")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.page.reload()
    await doctor.takes("This is wrong", role="link")
    await doctor.is_all_there_with_the_keyboard()

    await doctor.page.reload()
    await doctor.takes("Continue")
    await doctor.goes_from_the_errors_to("Write what it should be, or what is wrong", "words")
    await doctor.page.keyboard.type("I was told the other hospital.")
    await doctor.page.keyboard.press("Shift+Tab")
    await doctor.types("Space")
    await expect(doctor.page.get_by_label("Something else")).to_be_checked()
    await doctor.takes("Continue")
    await doctor.sees("Check your answers before sending")
    await doctor.is_all_there_with_the_keyboard()

    await doctor.page.reload()
    await doctor.takes("Change in your words")
    await expect(doctor.page.get_by_label("Something else")).to_be_checked()
    await doctor.takes("Continue")
    await doctor.takes("Send to the trust")
    await doctor.sees("What happens next")
    await doctor.is_all_there_with_the_keyboard()


@pytest.mark.parametrize(
    ("javascript", "screen"), [(True, DESK), (False, PHONE)], ids=["javascript on a desk", "plain on a phone"]
)
async def test_a_coordinator_refuses_with_reasons(signed_in: SignedIn, town: Town, screen: dict[str, Any]) -> None:
    leave_id = await asks(await signed_in("steady"), town.cast.today + timedelta(days=40 + screen["width"] // 16))
    coordinator = await signed_in("coordinator_old", viewport=screen)
    await coordinator.takes("Decide about leave", role="link")
    await coordinator.is_all_there_with_the_keyboard()
    await coordinator.open(f"/approvals/{leave_id}")
    await coordinator.is_all_there_with_the_keyboard()
    await coordinator.page.reload()
    await coordinator.takes("Refuse this leave")
    await coordinator.goes_from_the_errors_to("Select a reason", "reason")
    await coordinator.types("Space", "ArrowDown", "ArrowDown", "ArrowUp")
    await expect(coordinator.page.get_by_label("Too many colleagues")).to_be_checked()
    await coordinator.writes("Explanation", "Two colleagues are away in that week already.")
    await coordinator.writes("Alternative", "The same course runs four weeks later.")
    await coordinator.writes("Next step", "Talk to me about the later date by Friday.")
    await coordinator.takes("Refuse this leave")
    await coordinator.sees("You have refused")
    await coordinator.is_all_there_with_the_keyboard()


@WITH_SCRIPTS
async def test_an_officer_of_the_deanery_reads_the_figures(signed_in: SignedIn) -> None:
    officer = await signed_in("analyst", viewport=PHONE)
    await officer.takes("See how the region does", role="link")
    await officer.is_all_there_with_the_keyboard()

    await officer.page.reload()
    await officer.takes("Refresh the figures", role="link")
    await officer.tab_to("F-E1", role="group")
    before = await officer.page.evaluate("document.activeElement.scrollLeft")
    await officer.types("ArrowRight", "ArrowRight")
    await expect(officer.page.locator(":focus")).to_have_js_property("scrollTop", 0)
    await officer.page.wait_for_function("before => document.activeElement.scrollLeft > before", arg=before)


@WITH_SCRIPTS
async def test_an_administrator_sends_a_file_corrects_it_and_confirms(
    signed_in: SignedIn, town: Town, tmp_path: Path
) -> None:
    administrator = await signed_in("administrator")
    asked: asyncio.Queue[FileChooser] = asyncio.Queue()
    administrator.page.on("filechooser", asked.put_nowait)
    await administrator.takes("Send a file in", role="link")
    await administrator.is_all_there_with_the_keyboard()
    await administrator.page.reload()
    await _sends(administrator, a_file(tmp_path, town.cast, wrong=True), asked)

    await expect(administrator.page.locator(":focus")).to_contain_text("There is a problem")
    await administrator.is_all_there_with_the_keyboard()
    await administrator.page.reload()
    await administrator.tab_to("Row 3, role", role="link")
    await administrator.types("Enter")
    await expect(administrator.page.locator("#fault-1")).to_be_in_viewport()
    await administrator.page.reload()
    await administrator.takes("send the corrected file in", role="link")
    await _sends(administrator, a_file(tmp_path, town.cast, wrong=False), asked)
    await administrator.is_all_there_with_the_keyboard()
    await administrator.page.reload()
    await administrator.takes("Take the file in")
    await it_is_over(administrator)

    await administrator.sees("The file was taken in")
    await administrator.is_all_there_with_the_keyboard()


async def _sends(somebody: Visitor, path: Path, asked: "asyncio.Queue[FileChooser]") -> None:
    """The button opens the browser's own dialogue, which is not of the page."""
    await somebody.tab_to("Choose file", role="button")
    await somebody.types("Enter")
    async with asyncio.timeout(PATIENCE / 1000):
        await (await asked.get()).set_files(path)
    await somebody.takes("Check the file")
    await it_is_over(somebody)


async def test_the_first_stop_leads_past_what_stands_on_every_page(signed_in: SignedIn) -> None:
    doctor = await signed_in("steady")
    await doctor.open("/leave")

    await doctor.types("Tab")
    await expect(doctor.page.locator(":focus")).to_have_text("Skip to main content")
    await doctor.types("Enter", "Tab")

    await expect(doctor.page.locator("#maincontent :focus")).to_have_text("Ask for leave")
