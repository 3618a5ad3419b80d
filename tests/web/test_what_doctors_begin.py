"""What doctors begin, and who answers it: an activity, an arrangement, a declared placement, an appeal."""

import asyncio
import re
from datetime import timedelta

from tests.web.browsing import PHONE, Town, Visitor
from tests.web.conftest import SignedIn
from tests.web.leave import asks, fill_day
from tests.web.test_daily_acts import are_whole, is_whole
from tests.web.test_opportunities import is_published

REFUSAL = {
    "reason": "minimum_staffing",
    "explanation": "Two colleagues are away on these days.",
    "alternative": "The same course runs four weeks later.",
    "next_step": "Talk to me about the later date.",
}


def path_of(visitor: Visitor) -> str:
    return visitor.page.url.removeprefix(visitor.town.portal).partition("?")[0]


async def opens_the_first(visitor: Visitor, where: str) -> str:
    """Of a list; the path it leads to."""
    await visitor.follow(visitor.page.locator(f'.fl-list a[href^="{where}/"]').first)
    await is_whole(visitor)
    return path_of(visitor)


async def test_an_activity_is_recorded_and_confirmed(signed_in: SignedIn, town: Town) -> None:
    doctor = await signed_in("steady", viewport=PHONE)
    await doctor.choose("Record what you led")
    await doctor.press("Record what you led")
    await is_whole(doctor)
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Select what it was", "kind")
    await doctor.page.get_by_label("Leading a shift").check()
    await doctor.page.get_by_label("What do you call it?").fill("The night of the burst pipe")
    await doctor.page.get_by_label("How many hours did you spend on it?").fill("12")
    for legend in ("First day", "Last day"):
        await fill_day(doctor, legend, town.cast.today - timedelta(days=1))
    await doctor.press("Continue")
    await doctor.sees("Who can confirm it?")
    await is_whole(doctor)
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Select who can confirm it", "lead")
    lead_id = await asyncio.to_thread(town.stage.person_id, town.cast.players["supervisor"])
    await doctor.page.get_by_label("Person").select_option(f"{town.cast.old_trust}/{lead_id}")
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await is_whole(doctor)
    await doctor.press("Send")
    await doctor.sees("You are told when it is answered")
    await is_whole(doctor)
    path = await opens_the_first(doctor, "/activities")
    await are_whole(doctor, [f"{path}/change"])

    knows = await signed_in("supervisor", viewport=PHONE)
    await are_whole(knows, ["/activities?waiting=true", path])
    await knows.press("Send answer")
    await knows.goes_from_the_errors_to("Select your answer", "answer")
    await knows.page.get_by_label("It was so").check()
    await knows.press("Send answer")
    await knows.sees("Your answer is sent")
    await are_whole(doctor, [path])


async def test_what_a_doctor_needs_is_asked_for_and_arranged(signed_in: SignedIn, town: Town) -> None:
    opportunity_id = await asyncio.to_thread(is_published, town)
    doctor = await signed_in("learner", viewport=PHONE)
    await doctor.open(f"/opportunities/{opportunity_id}")
    await doctor.press("Say that you would like to take part")
    await doctor.choose("Ask for what you need to take part")
    await is_whole(doctor)
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Write what you need", "needs")
    await doctor.page.get_by_label("What do you need to take part?").fill("A room with an induction loop.")
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await is_whole(doctor)
    await doctor.press("Send")
    await doctor.sees("You are told when it is answered")
    await is_whole(doctor)
    path = await opens_the_first(doctor, "/arrangements")

    host = await signed_in("supervisor", viewport=PHONE)
    await are_whole(host, ["/arrangements", path])
    await host.press("Send answer")
    await host.goes_from_the_errors_to("Select your answer", "answer")
    await host.page.get_by_label("It is arranged", exact=True).check()
    await host.press("Send answer")
    await host.sees("Your answer is sent")
    await are_whole(doctor, [path])


async def test_a_placement_is_declared_and_refused(signed_in: SignedIn, town: Town, *, javascript: bool) -> None:
    doctor = await signed_in("part_timer", viewport=PHONE)
    await doctor.open("/declarations/new")
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Enter the code of where you work", "site")
    first = town.cast.today + timedelta(days=500 if javascript else 700)
    await doctor.page.get_by_label("Code of the site or trust").fill(town.cast.old_trust)
    await doctor.page.get_by_label("Your grade").fill("Specialty Training Year 3")
    await fill_day(doctor, "First day", first)
    await fill_day(doctor, "Last day", first + timedelta(days=100))
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await is_whole(doctor)
    await doctor.press("Send to the trust")
    await doctor.sees("It is sent")
    await is_whole(doctor)
    path = path_of(doctor)

    owner = await signed_in("administrator", viewport=PHONE)
    await are_whole(owner, ["/declarations", path])
    await owner.press("Refuse it")
    await owner.goes_from_the_errors_to("Write why, for the doctor to read", "words")
    await owner.page.get_by_label("If you do not know of it, say why").fill("It is in no rota of ours.")
    await owner.press("Refuse it")
    await owner.sees("Your answer is sent")
    await are_whole(doctor, [path])


async def test_a_refusal_is_appealed_against_and_answered(signed_in: SignedIn, town: Town, *, javascript: bool) -> None:
    doctor = await signed_in("steady", viewport=PHONE)
    leave_id = await asks(doctor, town.cast.today + timedelta(days=90 if javascript else 110))
    coordinator, refusal = town.cast.players["coordinator_old"], f"/api/leave/requests/{leave_id}/refusal"
    await asyncio.to_thread(town.stage.post, coordinator, "rota_coordinator", refusal, REFUSAL)
    await are_whole(doctor, [f"/leave/{leave_id}", f"/leave/{leave_id}/appeal"])
    await doctor.press("Continue")
    await doctor.goes_from_the_errors_to("Write what went wrong in how it was decided", "what_went_wrong")
    await doctor.page.get_by_label("What went wrong in how it was decided?").fill("Nobody looked at the rota.")
    await doctor.press("Continue")
    await doctor.sees("Check your answers before sending")
    await is_whole(doctor)
    await doctor.press("Send the appeal")
    await doctor.page.wait_for_url(re.compile("done=appealed"))
    await is_whole(doctor)

    director = await signed_in("dme", viewport=PHONE)
    await are_whole(director, ["/approvals", f"/appeals/{leave_id}"])
    await director.press("Tell the doctor that it is in hand")
    await director.press("Continue")
    await director.goes_from_the_errors_to("Select what your answer is", "outcome")
    await director.page.get_by_label("Dismissed").check()
    await director.page.get_by_label("Explanation").fill("Both rotas were looked at.")
    await director.press("Continue")
    await director.sees("Check your answers before sending")
    await is_whole(director)
    await director.press("Send the answer")
    await are_whole(director, [f"/appeals/{leave_id}"])
    await are_whole(doctor, [f"/leave/{leave_id}"])
