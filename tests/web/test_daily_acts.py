"""The pages of what people do every day, each accessible, walked with the keyboard alone, and on a narrow phone."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.web.browsing import PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.leave import asks, fill_day


async def are_whole(somebody: Visitor, paths: Iterable[str]) -> None:
    for path in paths:
        await somebody.open(path)
        assert await somebody.page.title() != "Page not found - Fairlead", path
        await is_whole(somebody)


async def is_whole(somebody: Visitor) -> None:
    await somebody.is_all_there_with_the_keyboard()
    await somebody.fits(320)


def offered(town: Town, days: int) -> tuple[str, str]:
    """Hours beside the champion, and a course, so many days from now: their ids."""
    champion, begins = town.cast.players["champion"], datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)
    hours = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=3)).isoformat()}
    slot: dict[str, Any] = {"trust": town.cast.old_trust, "kind": "clinical", "title": "A day on the wards"}
    made = town.stage.post(champion, "champion", "/api/role_modelling/slots", slot | hours)
    course: dict[str, Any] = {"trust": town.cast.old_trust, "kind": "leadership", "title": "Leading a team"}
    organiser = {"organiser_id": town.stage.person_id(champion), "seats": 5, "sessions": [hours]}
    held = town.stage.post(champion, "champion", "/api/opportunities/training/courses", course | organiser)
    town.stage.settle()
    return str(made["id"]), str(held["id"])


async def test_lost_time_is_reported_read_and_answered(signed_in: SignedIn) -> None:
    doctor = await signed_in("steady", viewport=PHONE)
    await are_whole(doctor, ["/private", "/private/new", "/private/shared", "/exception-access"])
    await doctor.press("I cannot get in")
    await doctor.sees("Your answer is kept")
    await is_whole(doctor)
    await doctor.open("/private/new")
    await doctor.press("Send")
    await doctor.goes_from_the_errors_to("Select how much time was lost", "minutes")
    await doctor.open("/private/new")
    await doctor.page.get_by_label("How much time was lost?").select_option("90")
    await doctor.page.get_by_label("Self-development time").check()
    await doctor.page.get_by_label("The service was too busy").check()
    await doctor.page.get_by_label("No", exact=True).check()
    await doctor.press("Send")
    await doctor.sees("It is sent")
    await is_whole(doctor)
    path = doctor.page.url.removeprefix(doctor.town.portal).partition("?")[0]
    await are_whole(doctor, [f"{path}/withdraw"])

    director = await signed_in("dme", viewport=PHONE)
    await are_whole(director, ["/private", "/private/to-answer", "/private/numbers", path])
    await director.press("Continue")
    await director.goes_from_the_errors_to("Select what is done about it", "outcome")
    await director.page.get_by_label("Time off in lieu").check()
    await director.press("Continue")
    await director.sees("Check your answers before sending")
    await is_whole(director)
    await director.press("Send")
    await are_whole(doctor, [path])


async def test_a_minute_is_enough_to_report_lost_time_on_a_phone(signed_in: SignedIn) -> None:
    """Seven acts and not a letter to type: sixty seconds are more than eight for each."""
    doctor = await signed_in("steady", viewport=PHONE)

    await doctor.choose("Report lost time")
    await doctor.press("Report lost time")
    await doctor.answer("How much time was lost?", "90")
    for answer in ("Self-development time", "The service was too busy", "No"):
        await doctor.answer(answer)
    await doctor.press("Send")

    await doctor.sees("It is sent")
    assert (doctor.taps, doctor.answers) == (3, 4)


async def test_private_study_is_asked_for_with_its_exam_and_a_duty_that_is_approved_has_its_costs_noted(
    signed_in: SignedIn, town: Town, *, javascript: bool
) -> None:
    doctor = await signed_in("steady", viewport=PHONE)
    await doctor.open("/leave/new")
    await is_whole(doctor)
    await doctor.page.get_by_label("Private study for an exam").check()
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Enter the day of the exam", "exam_on-day")

    first = town.cast.today + timedelta(days=50 if javascript else 54)
    leave_id = await asks(doctor, first, "A duty for a professional or public body")
    coordinator = await signed_in("coordinator_old", viewport=PHONE)
    await coordinator.open(f"/approvals/{leave_id}")
    await coordinator.press("Approve")
    await doctor.open(f"/leave/{leave_id}")
    await is_whole(doctor)
    await doctor.press("Note these days")
    await doctor.goes_from_the_errors_to("Enter the day you claimed", "claimed_on-day")
    await fill_day(doctor, "When did you claim?", town.cast.today)
    await doctor.press("Note these days")
    await doctor.sees("Your claim is noted")
    await doctor.sees("To be paid by")
    await is_whole(doctor)


async def test_a_doctor_books_hours_and_a_course_and_reads_what_is_theirs(
    signed_in: SignedIn, town: Town, *, javascript: bool
) -> None:
    slot_id, course_id = await asyncio.to_thread(offered, town, 14 if javascript else 16)
    doctor = await signed_in("steady", viewport=PHONE)
    await are_whole(doctor, ["/shadowing", f"/shadowing/{slot_id}", "/training", f"/training/{course_id}"])
    await doctor.press("Book a seat")
    await doctor.sees("Your seat is booked")
    await is_whole(doctor)
    await doctor.open(f"/shadowing/{slot_id}")
    await doctor.page.get_by_label("What would you like to learn?").fill("How beds are found.")
    await doctor.press("Book this place")
    await doctor.sees("Your place is booked")
    await is_whole(doctor)
    booking = doctor.page.url.partition("/bookings/")[2][:36]
    await are_whole(doctor, ["/shadowing/bookings", "/training/seats", "/certificates", "/promises"])
    await are_whole(doctor, ["/self-development", "/leave/entitlement", "/declarations", "/declarations/new"])
    await are_whole(doctor, ["/activities", "/arrangements", "/forums", "/fellowships", "/enquiries"])

    champion = await signed_in("champion", viewport=PHONE)
    await are_whole(champion, ["/hosting", f"/hosting/{slot_id}", f"/hosting/bookings/{booking}", "/commitments"])
    coordinator = await signed_in("coordinator_old", viewport=PHONE)
    await are_whole(coordinator, ["/releases", f"/releases/{course_id}", "/self-development/plan"])
    await are_whole(coordinator, ["/enquiries", "/enquiries/new"])
    await coordinator.open(f"/releases/{course_id}")
    await coordinator.follow(coordinator.page.locator(f'a[href^="/releases/{course_id}/"]').first)
    await is_whole(coordinator)


def has_begun(town: Town) -> tuple[str, float]:
    """A course with a doctor on its register, that begins as soon as they have booked: its id, and the seconds left."""
    champion, learner = town.cast.players["champion"], town.cast.players["learner"]
    begins = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20)
    hours = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=3)).isoformat()}
    course: dict[str, Any] = {"trust": town.cast.old_trust, "kind": "management", "title": "Running a clinic"}
    organiser = {"organiser_id": town.stage.person_id(champion), "seats": 5, "sessions": [hours]}
    made = town.stage.post(champion, "champion", "/api/opportunities/training/courses", course | organiser)
    seat = f"/api/opportunities/training/courses/{made['id']}/bookings"
    town.stage.post(learner, "resident_doctor", seat, {})
    return str(made["id"]), (begins - datetime.now(UTC)).total_seconds()


async def test_the_register_of_a_course_is_taken(signed_in: SignedIn, town: Town) -> None:
    course_id, seconds = await asyncio.to_thread(has_begun, town)
    clerk = await signed_in("administrator", viewport=PHONE)
    await asyncio.sleep(max(0.0, seconds + 1))
    await clerk.choose("Take the register of a course")
    await is_whole(clerk)
    await clerk.follow(clerk.page.locator(f'a[href="/registers/{course_id}"]'))
    await is_whole(clerk)
    await clerk.press("Take the register")
    await clerk.sees("There is a problem")
    await is_whole(clerk)
    await clerk.page.get_by_label("Came", exact=True).check()
    await clerk.press("Take the register")
    await clerk.sees("The register is taken")
    await is_whole(clerk)
    assert await clerk.page.locator(f'a[href="/registers/{course_id}"]').count() == 0


async def test_a_desk_is_handed_over(signed_in: SignedIn) -> None:
    director = await signed_in("dme", viewport=PHONE)
    await are_whole(director, ["/entitlements", "/out-of-office", "/out-of-office/new"])
    await director.press("Hand over")
    await director.goes_from_the_errors_to("Select who decides", "colleague")


@pytest.mark.parametrize("javascript", [True])
async def test_a_forum_is_founded(signed_in: SignedIn) -> None:
    director = await signed_in("dme", viewport=PHONE)
    await director.open("/forums")
    await director.press("Found the forum of")
    await director.sees("The forum is founded")
    await is_whole(director)
    await director.press("Call a meeting")
    await is_whole(director)
    await director.press("Call the meeting")
    await director.goes_from_the_errors_to("Enter the time it starts", "starts_at")
