"""Pages that no other journey leads to: each accessible, walked with the keyboard alone, and on a narrow phone."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.web.browsing import PHONE, Town
from tests.web.conftest import SignedIn
from tests.web.test_daily_acts import are_whole, is_whole
from tests.web.test_what_doctors_begin import opens_the_first

OPENED = {
    "steady": ["/home", "/leave", "/leave/release", "/settings/notifications"],
    "coordinator_old": ["/home", "/calendars"],
    "analyst": ["/home", "/catalogues", "/catalogues/new", "/region"],
}


@pytest.mark.parametrize("persona", OPENED)
async def test_a_page_is_whole(signed_in: SignedIn, persona: str) -> None:
    await are_whole(await signed_in(persona, viewport=PHONE), OPENED[persona])


async def test_release_from_duty_is_not_asked_for_without_what_it_is_for(signed_in: SignedIn) -> None:
    doctor = await signed_in("steady", viewport=PHONE)
    await doctor.open("/leave/new")
    await doctor.choose("ask for release from duty")
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Select what it is for", "purpose")


def planned(town: Town) -> str:
    """A catalogue of the programme that is not public yet: its path."""
    opens = (town.cast.today + timedelta(days=60)).isoformat()
    plan: dict[str, Any] = {"programme": town.cast.programme, "trusts": [town.cast.old_trust]}
    analyst, path = town.cast.players["analyst"], "/api/opportunities/catalogues"
    made = town.stage.post(analyst, "deanery_analyst", path, plan | {"preferences_open_on": opens})
    return f"/catalogues/{made['id']}"


async def test_a_catalogue_is_planned_and_planned_anew(signed_in: SignedIn, town: Town) -> None:
    path = await asyncio.to_thread(planned, town)
    officer = await signed_in("analyst", viewport=PHONE)
    await are_whole(officer, [path, f"{path}/change"])
    await officer.page.get_by_label("Number of the programme").fill("")
    await officer.press("Continue")
    await officer.goes_from_the_errors_to("Enter the number of the programme", "programme")


async def test_whoever_is_to_start_is_asked_and_answers(signed_in: SignedIn) -> None:
    coordinator = await signed_in("coordinator_new", viewport=PHONE)
    await coordinator.choose("Record what was sent before placements")
    await coordinator.choose("Ask a doctor who starts")
    await opens_the_first(coordinator, "/enquiries/new")
    await coordinator.press("Send")
    await coordinator.goes_from_the_errors_to("Write what you ask", "question")
    await coordinator.page.get_by_label("Your question").fill("Which nights can you not work?")
    await coordinator.press("Send")
    await coordinator.sees("It is sent")
    await is_whole(coordinator)
    path = coordinator.page.url.removeprefix(coordinator.town.portal).partition("?")[0]

    doctor = await signed_in("mover", viewport=PHONE)
    await are_whole(doctor, ["/placements", path])
    await doctor.press("Send")
    await doctor.goes_from_the_errors_to("Write your answer", "answer")


async def test_self_development_time_is_planned(signed_in: SignedIn) -> None:
    coordinator = await signed_in("coordinator_old", viewport=PHONE)
    await coordinator.open("/self-development/plan")
    await opens_the_first(coordinator, "/self-development/plan")
    await coordinator.page.get_by_label("Minutes each week, on average").fill("many")
    await coordinator.press("Keep it")
    await coordinator.goes_from_the_errors_to("Enter the minutes in whole numbers", "minutes_per_week")
