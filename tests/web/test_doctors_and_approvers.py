"""What doctors and approvers do, at a real browser: each page and each error on the way accessible."""

import asyncio
from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.web.browsing import PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.leave import asks, fill
from tests.web.test_daily_acts import is_whole

DOCTOR, COORDINATOR, OWNER = "learner", "coordinator_old", "administrator"
READER = "part_timer"
"""Whose placement has changed."""


async def test_a_doctor_reads_the_change_says_what_is_wrong_and_reads_the_answer(signed_in: SignedIn) -> None:
    doctor = await signed_in(READER)
    await doctor.choose("Read your inbox")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.follow(doctor.page.get_by_role("link", name="Your placement has changed").first)
    await doctor.sees("Working time (WTE): was 1.0, now 0.6")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.choose("See your placements")
    await doctor.sees("Specialty Training Year 3")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.choose("This is wrong")
    await doctor.is_all_there_with_the_keyboard()

    await doctor.press("Continue")
    await doctor.is_told("Select what is wrong")
    await doctor.page.get_by_label("The working time (WTE)").check()
    await doctor.page.get_by_label("What should it be?").fill("I agreed to 80 per cent.")
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.press("Change what is wrong")
    assert await doctor.page.get_by_label("The working time (WTE)").is_checked()
    await doctor.press("Continue")
    await doctor.press("Send to the trust")
    await doctor.sees("What happens next")
    await doctor.is_all_there_with_the_keyboard()

    await _is_answered(await signed_in(OWNER))

    await asyncio.to_thread(doctor.town.stage.settle)
    await doctor.open("/inbox")
    await doctor.follow(doctor.page.get_by_role("link", name="What you said about your placement is answered").first)
    await doctor.sees("You are right, the deanery has been told.")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.choose("See the dispute")
    await doctor.sees("Corrected")
    await doctor.is_all_there_with_the_keyboard()


async def _is_answered(owner: Visitor) -> None:
    await owner.choose("Answer disputed placements")
    await owner.is_all_there_with_the_keyboard()
    await owner.follow(owner.page.get_by_role("link", name="Dr ").first)
    await owner.sees("I agreed to 80 per cent.")
    await owner.is_all_there_with_the_keyboard()
    await owner.press("Send answer and close")
    await owner.is_told("Select whether it was corrected or stands")
    await owner.page.get_by_label("It was wrong").check()
    await owner.page.get_by_label("Your answer to the doctor").fill("You are right, the deanery has been told.")
    await owner.press("Send answer and close")
    await owner.sees("Your answer is sent")
    await owner.is_all_there_with_the_keyboard()


async def test_a_doctor_asks_for_leave_and_reads_why_it_is_refused(signed_in: SignedIn, town: Town) -> None:
    doctor = await signed_in(DOCTOR)
    await doctor.choose("See your leave")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.press("Ask for leave")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.press("Continue")
    await doctor.is_told("Enter the first day")
    await fill(doctor, town.cast.today + timedelta(days=60))
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.press("Send request")
    await doctor.sees("Request sent")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.choose("See your request")
    await doctor.sees("Waiting for a decision")
    await doctor.is_all_there_with_the_keyboard()
    address = doctor.page.url

    await _is_refused_on_a_phone(await signed_in(COORDINATOR, viewport=PHONE), address.rpartition("/")[2])

    await asyncio.to_thread(town.stage.settle)
    await doctor.open("/inbox")
    await doctor.follow(doctor.page.get_by_role("link", name="Your leave is refused").first)
    await doctor.sees("The same course runs four weeks later.")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.choose("See the request")
    await doctor.sees("Why it was refused")
    await doctor.is_all_there_with_the_keyboard()


async def _is_refused_on_a_phone(coordinator: Visitor, leave_id: str) -> None:
    await coordinator.choose("Decide about leave")
    await is_whole(coordinator)
    await coordinator.follow(coordinator.page.locator(f'a[href="/approvals/{leave_id}"]'))
    await is_whole(coordinator)
    await coordinator.press("Refuse this leave")
    await coordinator.is_told("Select a reason")
    await is_whole(coordinator)
    await _fills_the_refusal(coordinator)
    await coordinator.press("Refuse this leave")
    await coordinator.sees("You have refused")
    await is_whole(coordinator)


async def _fills_the_refusal(coordinator: Visitor) -> None:
    await coordinator.answer("Minimum staffing could not be kept")
    await coordinator.page.get_by_label("Explanation").fill("Two colleagues are away in that week already.")
    await coordinator.page.get_by_label("Alternative").fill("The same course runs four weeks later.")
    await coordinator.page.get_by_label("Next step").fill("Talk to me about the later date by Friday.")


async def test_what_lacks_something_is_returned_completed_and_sent_again(signed_in: SignedIn, town: Town) -> None:
    doctor = await signed_in(DOCTOR)
    leave_id = await asks(doctor, town.cast.today + timedelta(days=92))
    coordinator = await signed_in(COORDINATOR)
    await coordinator.open(f"/approvals/{leave_id}")
    await coordinator.press("Return it to the doctor")
    await coordinator.is_told("Write what is missing, for the doctor to read")
    await coordinator.page.get_by_label("What is missing?").fill("Where is it, and can you join remotely?")
    await coordinator.press("Return it to the doctor")
    await coordinator.sees("You have returned it")

    await doctor.open(f"/leave/{leave_id}")
    await doctor.sees("Where is it, and can you join remotely?")
    await is_whole(doctor)
    await doctor.press("Change it and send it again")
    await doctor.page.get_by_label("Where is it? (optional)").fill("Leeds")
    await is_whole(doctor)
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await doctor.press("Send request")
    await doctor.sees("Request sent")

    await coordinator.open(f"/approvals/{leave_id}")
    await coordinator.sees("The doctor sent it again")
    await is_whole(coordinator)


async def test_from_home_it_takes_three_taps_on_a_phone_to_ask_to_approve_and_to_refuse(
    signed_in: SignedIn, town: Town
) -> None:
    for days, decides in ((80, _approves), (84, _refuses)):
        doctor = await signed_in(DOCTOR, viewport=PHONE)
        await doctor.choose("Ask for leave")
        await fill(doctor, town.cast.today + timedelta(days=days))
        await doctor.press("Continue")
        await doctor.press("Send request")
        await doctor.sees("Request sent")
        assert doctor.taps == 3

        coordinator = await signed_in(COORDINATOR, viewport=PHONE)
        await coordinator.choose("Decide about leave")
        await coordinator.follow(coordinator.page.locator(f'a[href="/approvals/{doctor.page.url.split("/")[-2]}"]'))
        await decides(coordinator)
        assert coordinator.taps == 3
        await is_whole(coordinator)


async def _approves(coordinator: Visitor) -> None:
    await coordinator.press("Approve")
    await coordinator.sees("You have agreed")


async def _refuses(coordinator: Visitor) -> None:
    await _fills_the_refusal(coordinator)
    await coordinator.press("Refuse this leave")
    await coordinator.sees("You have refused")


async def test_leave_is_taken_back_after_being_asked_once_more(signed_in: SignedIn, town: Town) -> None:
    doctor = await signed_in(DOCTOR)
    leave_id = await asks(doctor, town.cast.today + timedelta(days=100))

    await doctor.open(f"/leave/{leave_id}")
    await doctor.press("Withdraw this request")
    await doctor.sees("Nobody has to agree")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.press("Withdraw this request")

    await doctor.sees("Your withdrawal is sent")
    await doctor.is_all_there_with_the_keyboard()
    await doctor.choose("My leave")
    await doctor.is_all_there_with_the_keyboard()


async def test_who_decides_second_sees_who_decided_first(signed_in: SignedIn, town: Town) -> None:
    leave_id = await asks(await signed_in(DOCTOR), town.cast.today + timedelta(days=120))
    first, second = [await signed_in(COORDINATOR) for _ in range(2)]
    for each in (first, second):
        await each.open(f"/approvals/{leave_id}")
    await first.press("Approve")
    await first.sees("You have agreed")

    await second.press("Approve")

    await second.sees("your decision was not taken")
    await second.sees("agreed")
    assert await second.page.get_by_role("button", name="Approve").count() == 0
    assert await second.page.get_by_role("button", name="Refuse").count() == 0
    await second.is_all_there_with_the_keyboard()


@pytest.mark.parametrize("javascript", [True])
async def test_leave_is_asked_for_and_approved_with_the_keyboard_alone(signed_in: SignedIn, town: Town) -> None:
    doctor, first = await signed_in(DOCTOR), town.cast.today + timedelta(days=140)
    await doctor.tab_to("Ask for leave", role="link")
    await doctor.enter()
    await doctor.page.wait_for_url("**/leave/new")
    await doctor.tab_to("A course or event that the curriculum requires")
    await doctor.types("Space", "ArrowDown", "ArrowDown", "Tab", "Space", "Tab")
    await doctor.page.keyboard.type("Leading teams")
    await doctor.types("Tab")
    await doctor.page.keyboard.type("FMLM")
    for _ in range(2):
        for part in (first.day, first.month, first.year):
            await doctor.types("Tab")
            await doctor.page.keyboard.type(str(part))
    await doctor.enter()
    await doctor.sees("Check your answers before sending")
    await doctor.tab_to("Send request", role="button")
    await doctor.enter()
    await doctor.page.wait_for_url("**/sent")
    leave_id = doctor.page.url.split("/")[-2]

    coordinator = await signed_in(COORDINATOR)
    await coordinator.open(f"/approvals/{leave_id}")
    await coordinator.tab_to("Approve", role="button")
    await coordinator.enter()
    await coordinator.sees("You have agreed")


@pytest.mark.parametrize("javascript", [True])
async def test_the_error_summary_has_the_focus_and_leads_to_the_field(signed_in: SignedIn) -> None:
    doctor = await signed_in(DOCTOR)
    await doctor.open("/leave/new")
    await doctor.press("Continue")

    assert await doctor.page.title() == "Error: Ask for leave - Fairlead"
    await expect(doctor.page.locator(":focus")).to_contain_text("There is a problem")
    await doctor.page.get_by_role("link", name="Enter what you will do").click()  # a script leads there
    await expect(doctor.page.locator(":focus")).to_have_attribute("id", "activity")
