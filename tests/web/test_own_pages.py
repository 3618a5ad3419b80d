"""What people say of themselves, and what stands beside their placements: each page with the keyboard, and axe."""

from datetime import timedelta

from tests.web.browsing import PHONE, Town
from tests.web.conftest import SignedIn
from tests.web.leave import asks
from tests.web.test_daily_acts import is_whole
from tests.web.test_what_doctors_begin import opens_the_first

NEEDS = "A desk that can be raised."


async def test_mail_waits_for_a_register_that_has_the_address(signed_in: SignedIn) -> None:
    doctor = await signed_in("learner", viewport=PHONE)
    await doctor.choose("Say where your mail goes")
    await doctor.sees("Your mail goes here")
    await is_whole(doctor)
    await doctor.press("Send my mail there")
    await doctor.goes_from_the_errors_to("Enter a mail address", "address")
    await doctor.page.get_by_label("Another address").fill("somebody@mailbox.example")
    await doctor.press("Send my mail there")
    await doctor.sees("Waits: your mail goes here as soon as a register has it.")
    await is_whole(doctor)
    await doctor.press("Remove")
    await doctor.sees("It is removed.")
    await is_whole(doctor)


async def test_what_a_doctor_needs_is_written_and_read_by_whom_they_name(signed_in: SignedIn) -> None:
    doctor = await signed_in("learner", viewport=PHONE)
    await doctor.choose("Say what you need to do your work")
    await is_whole(doctor)
    await doctor.page.get_by_label("What do you need?").fill("x" * 2001)
    await doctor.press("Keep it")
    await doctor.goes_from_the_errors_to("Write at most 2,000 characters", "words")
    await doctor.page.get_by_label("What do you need?").fill(NEEDS)
    await doctor.page.get_by_label("rota coordinator").check()
    await doctor.press("Keep it")
    await doctor.sees("It is kept.")
    await is_whole(doctor)

    coordinator = await signed_in("coordinator_old", viewport=PHONE)
    await coordinator.choose("Read what doctors need")
    await coordinator.sees(NEEDS)
    await is_whole(coordinator)


async def test_a_doctor_sees_who_answers_for_what(signed_in: SignedIn) -> None:
    doctor = await signed_in("learner", viewport=PHONE)
    await doctor.choose("See your placements")
    await doctor.follow(doctor.page.locator('a[href^="/trusts/"]').first)
    await doctor.sees("Who answers for what at")
    await is_whole(doctor)


async def test_leave_at_a_trust_is_read_by_its_medical_education_team(
    signed_in: SignedIn, town: Town, *, javascript: bool
) -> None:
    await asks(await signed_in("steady"), town.cast.today + timedelta(days=62 if javascript else 66))
    administrator = await signed_in("administrator", viewport=PHONE)
    await administrator.choose("See leave at your trust")
    await is_whole(administrator)
    await opens_the_first(administrator, "/trust-leave")
