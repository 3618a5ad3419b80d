"""Asking for leave, as tests of what comes of it do."""

import re
from datetime import date, timedelta

from tests.web.browsing import Visitor

COURSE = "Another course or event, such as one in leadership"


async def asks(doctor: Visitor, first: date, purpose: str = COURSE) -> str:
    """For two days from this one on; the id of the request."""
    await doctor.open("/leave/new")
    await fill(doctor, first, purpose)
    await doctor.press("Continue")
    await doctor.press("Send request")
    await doctor.page.wait_for_url(re.compile("/sent$"))
    return doctor.page.url.split("/")[-2]


async def fill(doctor: Visitor, first: date, purpose: str = COURSE) -> None:
    """The form that the page shows, for two days."""
    page = doctor.page
    await page.get_by_label(purpose).check()
    await page.get_by_label("Yes", exact=True).check()
    await page.get_by_label("What will you do?").fill("Leading teams through change")
    await page.get_by_label("Who provides it?").fill("FMLM")
    for legend, on in (("First day of leave", first), ("Last day of leave", first + timedelta(days=1))):
        await fill_day(doctor, legend, on)


async def fill_day(visitor: Visitor, legend: str, on: date) -> None:
    """The three fields of a day."""
    fields = visitor.page.get_by_role("group", name=legend)
    for label, part in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        await fields.get_by_label(label).fill(str(part))
