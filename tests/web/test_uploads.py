"""A trust's administrator sends a file in with errors, corrects it, and confirms."""

import asyncio
import csv
import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Route, expect

from fairlead.demo.cast import Cast
from fairlead.demo.files import APPOINTMENTS
from tests.web.browsing import Town, Visitor
from tests.web.conftest import SignedIn


def a_file(folder: Path, cast: Cast, *, wrong: bool) -> Path:
    """Two champions: of a trust that is theirs, and, where it is wrong, of a role and on a day that do not exist."""
    since = cast.today - timedelta(days=10)
    new = uuid4().hex[:8]
    rows = [
        ("Champion", "Ann Lee", f"ann.lee.{new}@trust.example", "", cast.old_trust, "", f"{since:%d/%m/%Y}", "", ""),
        (
            "Wizard" if wrong else "Champion",
            "Bob Day",
            f"bob.day.{new}@trust.example",
            "",
            cast.old_trust,
            "",
            "someday" if wrong else f"{since:%d/%m/%Y}",
            "",
            "",
        ),
    ]
    text = io.StringIO()
    csv.writer(text).writerows([APPOINTMENTS, *rows])
    path = folder / ("wrong.csv" if wrong else "right.csv")
    path.write_text(text.getvalue())
    return path


async def send(somebody: Visitor, path: Path) -> None:
    await somebody.page.set_input_files("input[type=file]", path)  # with a script, the label leads to a button
    await somebody.press("Check the file")
    await it_is_over(somebody)


async def it_is_over(somebody: Visitor) -> None:
    """A file that takes longer than its page waits for has a page that says how far it is."""
    for _ in range(60):
        if await somebody.page.get_by_role("link", name="See how far it is").count() == 0:
            return
        await asyncio.sleep(0.5)
        await somebody.page.reload()
    raise AssertionError(f"{somebody.page.url} is not over")


async def test_a_file_with_errors_is_corrected_and_taken_in(signed_in: SignedIn, town: Town, tmp_path: Path) -> None:
    administrator = await signed_in("administrator")
    page = administrator.page
    await administrator.choose("Send a file in")
    await administrator.is_all_there_with_the_keyboard()

    await send(administrator, a_file(tmp_path, town.cast, wrong=True))

    assert await page.title() == "Error: Check what the file would do - Fairlead"
    await administrator.is_all_there_with_the_keyboard()
    summary = page.locator(".nhsuk-error-summary")
    role, day = await summary.locator("li").all_inner_texts()
    assert role.startswith("Row 3, role: not a role that people are appointed to; write one of: ")
    assert day == "Row 3, from: not a date; write dd/mm/yyyy"
    shown = await page.locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[:3] for row in shown] == [["3", "role", "Wizard"], ["3", "from", "someday"]]
    await administrator.follow(summary.get_by_role("link").first)
    assert page.url.endswith("#fault-1")

    await administrator.choose("send the corrected file in")
    await send(administrator, a_file(tmp_path, town.cast, wrong=False))

    assert await page.title() == "Check what the file would do - Fairlead"
    assert "Rows that would be added" in await page.inner_text("main")
    await administrator.is_all_there_with_the_keyboard()
    await administrator.press("Take the file in")
    await it_is_over(administrator)

    await page.wait_for_url("**/uploads/*")
    assert await page.locator("h1").inner_text() == "The file was taken in"
    await administrator.is_all_there_with_the_keyboard()
    for width in (375, 320):
        await administrator.fits(width)


async def test_a_spreadsheet_of_the_rejected_rows_is_there_to_correct(
    signed_in: SignedIn, town: Town, tmp_path: Path
) -> None:
    administrator = await signed_in("administrator")
    await administrator.open("/uploads")
    await send(administrator, a_file(tmp_path, town.cast, wrong=True))

    async with administrator.page.expect_download() as downloading:
        await administrator.page.get_by_role("link", name="a spreadsheet of these rows only").click()

    download = await downloading.value
    assert download.suggested_filename.endswith(".xlsx")
    assert (await download.path()).read_bytes().startswith(b"PK")


async def test_a_form_without_a_file_says_what_is_missing(signed_in: SignedIn) -> None:
    administrator = await signed_in("operator")
    await administrator.open("/uploads")

    await administrator.press("Check the file")

    assert await administrator.page.title() == "Error: Send a file in - Fairlead"
    assert await administrator.page.locator(".nhsuk-error-summary li").all_inner_texts() == [
        "Select what the file holds",
        "Select a file",
    ]
    await administrator.is_accessible()
    await administrator.fits(320)
    await administrator.page.locator(".nhsuk-error-summary").get_by_role("link", name="Select a file").click()
    assert await administrator.page.locator("#file").count() == 1


async def test_what_is_no_table_is_refused_with_the_reason(signed_in: SignedIn, tmp_path: Path) -> None:
    administrator = await signed_in("administrator")
    await administrator.open("/uploads")
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"PK\x03\x04 no spreadsheet at all")

    await send(administrator, picture)

    assert await administrator.page.title() == "Error: The file cannot be taken in - Fairlead"
    await administrator.is_accessible()


@pytest.mark.parametrize("javascript", [True])
async def test_a_file_is_sent_with_the_keyboard_alone(signed_in: SignedIn, town: Town, tmp_path: Path) -> None:
    administrator = await signed_in("administrator")
    await administrator.tab_to("Send a file in", role="link")
    await administrator.enter()
    await administrator.page.wait_for_url("**/uploads")
    await administrator.page.set_input_files("input[type=file]", a_file(tmp_path, town.cast, wrong=False))
    await administrator.tab_to("Check the file", role="button")
    await administrator.enter()
    await administrator.page.wait_for_url("**/uploads/*")
    await it_is_over(administrator)
    await administrator.tab_to("Take the file in", role="button")
    await administrator.enter()

    await administrator.page.get_by_role("heading", name="The file was taken in").wait_for()


@pytest.mark.parametrize("javascript", [True])
async def test_a_page_that_waits_for_a_file_is_nobody_at_work(signed_in: SignedIn, town: Town, tmp_path: Path) -> None:
    """It asks beside itself, which keeps no session alive, and is opened anew only once the file is over."""
    administrator = await signed_in("administrator")
    page, opened = administrator.page, list[bool]()
    await administrator.open("/uploads")
    await send(administrator, a_file(tmp_path, town.cast, wrong=False))

    async def answer(route: Route) -> None:
        opened.append(route.request.is_navigation_request())
        found = await route.fetch()
        so_far = f'</h1><p data-module="fl-wait">{len(opened)} of 9 rows so far.</p>'
        body = await found.text()
        await route.fulfill(response=found, body=body.replace("</h1>", so_far, 1) if len(opened) <= 2 else body)

    await page.route(page.url, answer)
    await page.reload()
    await administrator.is_accessible()
    await expect(page.get_by_text("2 of 9 rows so far.")).to_be_visible()
    await expect(page.get_by_text("rows so far")).to_have_count(0)

    assert opened == [True, False, False, True]


async def test_who_sends_no_files_in_has_no_such_page(signed_in: SignedIn) -> None:
    doctor = await signed_in("steady")
    assert await doctor.page.get_by_role("link", name="Send a file in").count() == 0

    await doctor.open("/uploads")

    assert await doctor.page.locator("h1").inner_text() == "You cannot use this page"
    await doctor.is_accessible()
