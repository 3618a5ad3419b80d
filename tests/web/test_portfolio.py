"""What a trust offers, from a resident's idea to what a starter is sent: each page with the keyboard alone, and axe."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fairlead.demo import files
from tests.web.browsing import PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.test_daily_acts import is_whole
from tests.web.test_opportunities import is_published


def starts_soon(town: Town, folder: Path) -> None:
    """Where something is open to them already, so that a pack is on its way at once."""
    starts, ends = town.cast.today + timedelta(days=5), town.cast.today + timedelta(days=120)
    spell = replace(town.cast.spells["leaver"], post="NWE/R0A02/998/ST3/998", start=starts, end=ends)
    town.stage.import_file("placements", files.placements(folder, "soon.xlsx", [spell]))
    is_published(town)
    town.stage.settle()


async def test_whoever_starts_reads_what_is_open_there(signed_in: SignedIn, town: Town, tmp_path: Path) -> None:
    await asyncio.to_thread(starts_soon, town, tmp_path)
    starter = await signed_in("leaver", viewport=PHONE)
    await starter.choose("Read your inbox")
    await starter.follow(starter.page.get_by_role("link", name="What you can lead, chair, watch or learn").first)
    await starter.choose("See what is open to you")
    await starter.sees("For your first day")
    await is_whole(starter)
    await starter.follow(starter.page.get_by_role("link", name="Patient safety meeting").first)
    await is_whole(starter)
    await starter.open("/opportunities")
    await starter.choose("What was put together for you")
    await is_whole(starter)
    await starter.choose("What you would like to see first")
    await is_whole(starter)
    await starter.press("Save")
    await starter.goes_from_the_errors_to("Select something that you would like to see first", "families")
    await starter.page.get_by_label("Panels that choose somebody").check()
    await starter.press("Save")
    await starter.sees("It is saved.")
    await is_whole(starter)


async def test_a_doctor_suggests_and_a_champion_drafts_it_with_them(signed_in: SignedIn, town: Town) -> None:
    doctor = await signed_in("learner", viewport=PHONE)
    await doctor.open("/opportunities")
    await doctor.choose("What you suggested")
    await is_whole(doctor)
    await doctor.press("Suggest something")
    await is_whole(doctor)
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Select what kind it is", "kind")
    await doctor.page.get_by_label("What kind is it?").select_option("ethics_committee_meeting")
    await doctor.page.get_by_label("What would you call it?").fill("Ethics committee")
    await doctor.press("Continue")
    await is_whole(doctor)
    await doctor.press("Send the suggestion")
    await doctor.sees("Your suggestion is sent")
    await is_whole(doctor)
    await doctor.follow(doctor.page.get_by_role("link", name="Ethics committee").first)
    await is_whole(doctor)
    path = doctor.page.url.removeprefix(town.portal)

    champion = await signed_in("champion", viewport=PHONE)
    await champion.choose("Look after what your trust offers")
    await is_whole(champion)
    await champion.choose("What doctors suggest")
    await is_whole(champion)
    await champion.open(path)
    await is_whole(champion)
    await champion.press("Send answer")
    await champion.goes_from_the_errors_to("Select why it is not taken up", "reason")
    await champion.press("Draft it")
    await is_whole(champion)
    await champion.press("Continue")
    await champion.goes_from_the_errors_to("Select who leads it", "lead_id")
    await champion.page.get_by_label("Acute hospital").check()
    await champion.page.get_by_label("Who leads it?").select_option(index=1)
    for part, value in zip(("Day", "Month", "Year"), ("1", "3", str(town.cast.today.year + 1)), strict=True):
        await champion.page.get_by_role("group", name="First day").get_by_label(part).fill(value)
    await champion.press("Continue")
    await champion.sees("Check your answers before sending")
    await is_whole(champion)
    await champion.press("Send it to be confirmed")
    await champion.sees("It is sent to the doctor you made it with")
    await is_whole(champion)
    await champion.press("Change it")
    await is_whole(champion)
    await champion.open("/drafts")
    await is_whole(champion)

    draft = path.replace("suggestions", "drafts")
    await doctor.open(draft)
    await is_whole(doctor)
    await doctor.press("Confirm and publish it")
    await doctor.sees("It is published")
    offer = path.replace("suggestions", "portfolio")
    await champion.open(offer)
    await is_whole(champion)
    await champion.page.get_by_label("Whom to turn to").fill("The ethics team")
    await champion.press("Put it on the page")
    await champion.sees("The page of the trust says so")
    await is_whole(champion)
    await champion.page.get_by_label("Every place is filled").check()
    await champion.page.get_by_role("button", name="Continue").click()
    await champion.sees("Check your answers before sending")
    await is_whole(champion)


def is_released(town: Town) -> str:
    """A catalogue of the old trust, where something is open: its programme."""
    is_published(town)
    opens = (town.cast.today + timedelta(days=60)).isoformat()
    plan = {"programme": town.cast.programme, "trusts": [town.cast.old_trust], "preferences_open_on": opens}
    analyst = town.cast.players["analyst"]
    made = town.stage.post(analyst, "deanery_analyst", "/api/opportunities/catalogues", plan)
    town.stage.post(analyst, "deanery_analyst", f"/api/opportunities/catalogues/{made['id']}/release", {})
    return town.cast.programme


async def test_whoever_is_to_choose_reads_what_a_programme_offers(visitor: Visitor, town: Town) -> None:
    programme = await asyncio.to_thread(is_released, town)
    await visitor.open("/")
    await visitor.choose("See what programmes offer")
    await is_whole(visitor)
    await visitor.follow(visitor.page.get_by_role("link", name=programme).first)
    await visitor.sees("Patient safety meeting")
    await is_whole(visitor)
    await visitor.open(f"/areas/{town.cast.old_trust}")
    await visitor.sees("Patient safety meeting")
    await is_whole(visitor)


async def test_what_is_due_before_placements_is_recorded_and_missed(
    signed_in: SignedIn, town: Town, tmp_path: Path
) -> None:
    await asyncio.to_thread(starts_soon, town, tmp_path)
    doctor = await signed_in("leaver", viewport=PHONE)
    await doctor.choose("See your placements")
    await is_whole(doctor)
    missing = doctor.page.get_by_role("button", name=re.compile(r"It has not come\s*: rota"))
    if await missing.count():  # said before, by the other of the two browsers
        await doctor.follow(missing.first)
        await doctor.sees("Who owes it to you is told")
    await doctor.sees("You said that it has not come")
    await is_whole(doctor)

    coordinator = await signed_in("coordinator_old", viewport=PHONE)
    await coordinator.choose("Record what was sent before placements")
    await is_whole(coordinator)
    await coordinator.press("Record it")
    await coordinator.goes_from_the_errors_to("Select whose it was", "placements")
    await coordinator.page.get_by_role("checkbox").first.check()
    await coordinator.page.get_by_label("Work schedule", exact=True).check()
    await coordinator.press("Record it")
    await coordinator.sees("It is recorded.")
    await is_whole(coordinator)
