"""A doctor finds something to lead and asks for it, and its lead answers: each page and each error accessible."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.web.browsing import PHONE, Town
from tests.web.conftest import SignedIn

TITLE = "Patient safety meeting"


def is_published(town: Town) -> str:
    """Open since ten days, led by the supervisor, confirmed by the resident who made it with them; its id."""
    players = town.cast.players
    body: dict[str, Any] = {
        "kind": "quality_and_safety_meeting",
        "trust": town.cast.old_trust,
        "title": TITLE,
        "setting": "acute",
        "lead_id": town.stage.person_id(players["supervisor"]),
        "co_producer_id": town.stage.person_id(players["steady"]),
        "first_day": (town.cast.today - timedelta(days=10)).isoformat(),
        "recurrence": "monthly",
    }
    made = town.stage.post(players["champion"], "champion", "/api/opportunities/drafts", body)
    town.stage.post(players["steady"], "resident_doctor", f"/api/opportunities/drafts/{made['id']}/confirmation", {})
    town.stage.settle()
    return str(made["id"])


async def test_a_doctor_finds_something_to_lead_and_reads_the_answer_to_asking_for_it(
    signed_in: SignedIn, town: Town
) -> None:
    opportunity_id = await asyncio.to_thread(is_published, town)
    doctor = await signed_in("learner", viewport=PHONE)
    await doctor.choose("Find opportunities to lead")
    await doctor.sees("See what you asked for")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.follow(doctor.page.locator(f'a[href="/opportunities/{opportunity_id}"]'))
    await doctor.is_all_there_with_the_keyboard()
    await doctor.page.get_by_label("Why would you like to take part?").fill("x" * 2001)
    await doctor.press("Say that you would like to take part")
    await doctor.is_told("Write at most 2,000 characters")
    await doctor.page.get_by_label("Why would you like to take part?").fill("I lead the audit of the ward.")
    await doctor.press("Say that you would like to take part")
    await doctor.sees("Your interest is sent")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.fits(320)
    asked = doctor.page.url

    lead = await signed_in("supervisor", viewport=PHONE)
    await lead.choose("Answer who would take part")
    await lead.sees("answer by")
    await lead.is_all_there_with_the_keyboard()
    await lead.follow(lead.page.locator(f'a[href="/leading/{asked.partition("/interest/")[2][:36]}"]'))
    await lead.is_all_there_with_the_keyboard()
    await lead.press("Send answer")
    await lead.goes_from_the_errors_to("Select whether you offer a place", "answer")
    await lead.page.get_by_label("Offer a place").check()
    await lead.press("Send answer")
    await lead.sees("You have offered a place")
    await lead.is_accessible_on_a_phone()
    await lead.follow(lead.page.locator(f'a[href="/leading/{asked.partition("/interest/")[2][:36]}"]'))
    await lead.is_all_there_with_the_keyboard()
    await lead.press("Confirm that they took part")
    await lead.goes_from_the_errors_to("Select what the doctor did", "role")
    await lead.fits(320)

    await doctor.open(asked.removeprefix(town.portal))
    await doctor.sees("A place is offered")
    await doctor.is_accessible_on_a_phone()
    await doctor.open("/interest")
    await doctor.is_all_there_with_the_keyboard()
