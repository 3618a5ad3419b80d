"""Planning, at a real browser: a department's calendar, a course, and what leave costs; each page accessible."""

import re
from datetime import date, timedelta

from tests.web.browsing import PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.leave import fill
from tests.web.test_daily_acts import is_whole

COORDINATOR, CHAMPION, DOCTOR = "coordinator_old", "champion", "learner"


async def fill_day(visitor: Visitor, legend: str, on: date) -> None:
    fields = visitor.page.get_by_role("group", name=legend, exact=True)
    for label, part in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        await fields.get_by_label(label).fill(str(part))


async def test_a_calendar_is_held_against_what_is_owed_published_and_published_anew(
    signed_in: SignedIn, town: Town, *, javascript: bool
) -> None:
    coordinator = await signed_in(COORDINATOR, viewport=PHONE)
    page, first = coordinator.page, town.cast.today + timedelta(days=20 if javascript else 50)
    await coordinator.choose("Say how many may be away")
    await is_whole(coordinator)
    await coordinator.press("Publish a calendar")
    await is_whole(coordinator)
    await coordinator.press("Continue")
    await coordinator.is_told("Select the department")

    await page.get_by_label("Department").select_option(index=1)
    await fill_day(coordinator, "First day", first)
    await fill_day(coordinator, "Last day", first + timedelta(days=20))
    await page.get_by_label("How many may be away on each day?").fill("0")
    await coordinator.press("Continue")
    await coordinator.sees("What this is held against")
    await coordinator.sees("Study leave that these days earn them")
    await coordinator.sees("Too few")
    await is_whole(coordinator)
    await coordinator.press("Publish")
    await coordinator.sees("The calendar is published")
    await is_whole(coordinator)

    await coordinator.press("Publish it anew")
    await is_whole(coordinator)
    await page.get_by_label("How many may be away on each day?").fill("2")
    await coordinator.press("Continue")
    await coordinator.press("Publish")
    await coordinator.sees("Room for all")
    await coordinator.choose("Calendars of departments")
    await coordinator.sees("General (internal) medicine")
    await is_whole(coordinator)


async def test_a_course_of_two_sessions_is_planned_and_called_off(signed_in: SignedIn, town: Town) -> None:
    champion = await signed_in(CHAMPION, viewport=PHONE)
    page, first = champion.page, town.cast.today + timedelta(days=30)
    await champion.choose("Plan a course")
    await champion.press("Plan a course")
    await is_whole(champion)
    await champion.press("Continue")
    await champion.is_told("Enter what it is called")

    await page.get_by_label("Where is it?").select_option(town.cast.old_trust)
    await page.get_by_label("Leadership").check()
    await page.get_by_label("What is it called?").fill("Chairing well")
    await page.get_by_label("How many seats are there?").fill("12")
    await champion.press("Add another session")
    await is_whole(champion)
    for which, on in (("", first), (" (session 2)", first + timedelta(days=7))):
        await fill_day(champion, f"Day{which}", on)
        await page.get_by_label(f"It starts at{which}", exact=True).fill("9:30")
        await page.get_by_label(f"It ends at{which}", exact=True).fill("12:00")
    await champion.press("Continue")
    await champion.sees("Check your answers before the course is offered")
    await is_whole(champion)
    await champion.press("Offer this course")
    await champion.sees("The course is offered")
    await is_whole(champion)

    await champion.press("Call this course off")
    await is_whole(champion)
    await champion.press("Call this course off")
    await champion.is_told("Select why it does not take place")
    await page.get_by_label("Too few doctors had booked").check()
    await champion.press("Call this course off")
    await champion.sees("The course is called off")
    await is_whole(champion)


async def test_what_leave_costs_and_the_days_off_that_it_falls_on_are_asked_and_checked(
    signed_in: SignedIn, town: Town, *, javascript: bool
) -> None:
    doctor = await signed_in(DOCTOR, viewport=PHONE)
    page, first = doctor.page, town.cast.today + timedelta(days=150 if javascript else 154)
    await doctor.open("/leave/new")
    await fill(doctor, first)
    await page.get_by_label("Course fee").fill("a lot")
    await doctor.press("Add another day off")
    await is_whole(doctor)
    for number, which in enumerate(("", " (2)")):
        await fill_day(doctor, f"Day off{which}", first + timedelta(days=number))
        await fill_day(doctor, f"Day to be off instead{which}", first + timedelta(days=number + 10))
    await doctor.press("Continue")
    await doctor.is_told("Enter pounds as a number, such as 350 or 49.99")
    await page.get_by_label("Course fee").fill("350")
    await page.get_by_label("Exam fee").fill("450.50")
    await page.get_by_label("Yes, I have checked that they do").check()
    await doctor.press("Continue")
    await doctor.sees("Course fee £350.00, exam fee £450.50")
    await doctor.sees("The study budget never pays for an exam")
    await is_whole(doctor)
    await doctor.press("Send request")
    await doctor.page.wait_for_url(re.compile("/sent$"))
    await doctor.choose("See your request")
    await doctor.sees("The study budget may pay £350.00 of it")
    await is_whole(doctor)
