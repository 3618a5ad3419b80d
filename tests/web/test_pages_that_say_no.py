"""Whatever a page has to say no with is a page: accessible, with and without JavaScript, and it says what to do now."""

from datetime import timedelta
from uuid import uuid4

from tests.web.browsing import Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.leave import fill

NOTHING = uuid4()


NOT_FOR_A_DOCTOR = {
    "/approvals": "You cannot use this page",
    "/region": "You cannot use this page",
    f"/inbox/{NOTHING}": "Page not found",
    f"/leave/{NOTHING}": "Page not found",
    f"/placements/{NOTHING}/dispute": "Page not found",
    "/inbox?after=nothing": "Page not found",
    "/sign-out": "Nothing can be done this way here",
}


async def test_an_address_that_is_not_for_a_doctor_is_a_page_that_says_so(signed_in: SignedIn) -> None:
    doctor = await signed_in("learner")

    for path, heading in NOT_FOR_A_DOCTOR.items():
        await doctor.open(path)
        assert await doctor.page.locator("h1").inner_text() == heading
        await doctor.is_accessible()


async def test_leave_that_no_placement_covers_is_told_above_the_form(signed_in: SignedIn, town: Town) -> None:
    doctor = await signed_in("learner")
    await doctor.open("/leave/new")
    await fill(doctor, town.cast.today + timedelta(days=3650))

    await doctor.press("Continue")
    if await doctor.page.get_by_role("button", name="Send request").count():
        await doctor.press("Send request")

    await doctor.sees("There is a problem")
    await doctor.sees("No placement of yours covers")
    await doctor.is_accessible()


async def test_a_form_of_a_session_that_has_ended_is_not_taken_and_a_page_says_so(signed_in: SignedIn) -> None:
    doctor = await signed_in("learner")
    await doctor.open("/leave/new")
    elsewhere = Visitor(await doctor.page.context.new_page(), doctor.town, doctor.javascript)
    await elsewhere.open("/home")
    await elsewhere.press("Sign out")
    await elsewhere.sign_in("learner")

    await doctor.press("Continue")

    await doctor.sees("This form did not come from here")
    await doctor.is_accessible()
