"""Whoever plans the rota does not release a doctor for a course; the doctor appeals, and the director answers (R17)."""

from uuid import UUID

import pytest

from contracts import Grant
from contracts.vocabulary import DUTY_REASONS, Role
from tests.services.driver import an_actor
from tests.services.opportunities.schooling import REFUSAL
from tests.services.portal.browser import Browser
from tests.services.portal.town import (
    COORDINATOR,
    DIRECTOR,
    DOCTOR,
    OWNER,
    SECOND_COORDINATOR,
    Town,
    seen,
)
from tests.services.portal.training import TITLE, books, is_not_released, scheduled


@pytest.fixture
async def course_id(campus: Town) -> UUID:
    return await scheduled(campus)


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


async def test_whoever_plans_the_rota_says_that_a_doctor_is_not_released(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await books(doctor, course_id)
    coordinator = await campus.signed_in(COORDINATOR)
    courses, booked = await coordinator.open("/releases"), await coordinator.open(f"/releases/{course_id}")
    path = f"/releases/{course_id}/" + booked.text.partition(f"/releases/{course_id}/")[2][:36]
    form = await coordinator.open(path)
    lacking = await coordinator.send(form, to=path)
    said = REFUSAL | {"words": "Nobody <b>else</b> can hold the bleep that day."}
    check = await coordinator.send(form, to=path, **said)
    second = await campus.signed_in(SECOND_COORDINATOR)
    seconds = await second.send(await second.open(path), to=path, **said)
    refused = await coordinator.send(check, to=path, step="send")
    late = await second.send(seconds, to=path, step="send")

    assert TITLE in courses.text
    assert "Dr Amara Okafor" in booked.text
    assert (lacking.status_code, lacking.text.count("Select a reason"), lacking.text.count("Explain why")) == (
        422,
        2,
        2,
    )
    assert "Minimum staffing could not be kept" in check.text
    assert "The doctor is told, with your reasons" in refused.text
    assert "Not released" in refused.text
    assert (late.status_code, "nothing was sent" in late.text, "Robin Okoro" in late.text) == (409, True, True)
    mine = await doctor.open(f"/training/{course_id}")
    assert "You are not released" in mine.text
    assert "Nobody &lt;b&gt;else&lt;/b&gt; can hold the bleep that day." in mine.text
    for written in ("alternative", "next_step"):
        assert f'href="#{written}"' in lacking.text, seen(lacking)
        assert (said[written] in check.text, said[written] in mine.text) == (True, True), seen(mine)
    assert (await doctor.open(path)).status_code == 403


async def test_release_is_refused_for_reasons_of_duty_on_the_day_as_well(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await books(doctor, course_id)
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=14, minutes=5)
    coordinator = await campus.signed_in(COORDINATOR)
    booked = await coordinator.open(f"/releases/{course_id}")
    path = f"/releases/{course_id}/" + booked.text.partition(f"/releases/{course_id}/")[2][:36]
    form = await coordinator.open(path)
    offered = {part.partition('"')[0] for part in form.text.split('type="radio" value="')[1:]}
    other = await coordinator.send(form, to=path, **REFUSAL | {"reason": "cost_not_supported"})
    check = await coordinator.send(form, to=path, **REFUSAL | {"reason": "on_call_clash"})
    refused = await coordinator.send(check, to=path, step="send")

    assert offered == DUTY_REASONS, seen(form)
    assert (other.status_code, 'href="#reason"' in other.text) == (422, True)
    assert "Not released" in refused.text, seen(refused)


async def test_the_reasons_that_are_used_at_its_trust_are_offered_and_no_other_is_taken(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    """R17: of a page that was opened before, it is told at the field."""
    await books(doctor, course_id)
    coordinator = await campus.signed_in(COORDINATOR)
    booked = await coordinator.open(f"/releases/{course_id}")
    path = f"/releases/{course_id}/" + booked.text.partition(f"/releases/{course_id}/")[2][:36]
    before, narrows = await coordinator.open(path), an_actor(Grant(Role.OPERATOR))
    named, used = "opportunities.refusal_codes", ["on_call_clash", "short_notice"]
    assert await campus.services["opportunities"].rules(narrows, named, used, of="R0B") == 204

    check = await coordinator.send(before, to=path, **REFUSAL | {"reason": "minimum_staffing"})
    declined = await coordinator.send(check, to=path, step="send")

    offered = [sorted(each for each in DUTY_REASONS if f'value="{each}"' in page.text) for page in (before, declined)]
    assert offered == [sorted(DUTY_REASONS), used]
    assert (declined.status_code, 'href="#reason"' in declined.text) == (422, True)
    assert "This is not used here" in seen(declined)


async def test_a_doctor_who_is_not_released_appeals_and_the_director_answers(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await books(doctor, course_id)
    coordinator = await campus.signed_in(COORDINATOR)
    booked = await coordinator.open(f"/releases/{course_id}")
    path = f"/releases/{course_id}/" + booked.text.partition(f"/releases/{course_id}/")[2][:36]
    check = await coordinator.send(await coordinator.open(path), to=path, **REFUSAL)
    await coordinator.send(check, to=path, step="send")
    mine, seat = f"/training/{course_id}", f"/training/{course_id}/seats/{path.rpartition('/')[2]}/appeal"
    refused = await doctor.open(mine)

    nothing = await doctor.send(refused, to=seat)
    appealed = await doctor.send(refused, to=seat, why="Two <b>colleagues</b> offered to swap.")
    again = await doctor.send(refused, to=seat, why="Once more.", _key="another")
    director = await campus.signed_in(DIRECTOR)
    listed, form = await director.open(f"/releases/{course_id}"), await director.open(path)
    lacking = await director.send(form, to=f"{path}/answer")
    answer = {"outcome": "upheld", "answer": "The swap was not looked at."}
    check = await director.send(form, to=f"{path}/answer", **answer)
    answered = await director.send(check, to=f"{path}/answer", step="send")
    late = await director.send(check, to=f"{path}/answer", step="send", _key="another")

    assert (nothing.status_code, 'href="#why"' in nothing.text) == (422, True)
    assert "is asked to look at it" in appealed.text, seen(appealed)
    assert again.status_code == 409
    assert seat not in appealed.text
    assert "Appeal to be answered" in listed.text
    assert "Two &lt;b&gt;colleagues&lt;/b&gt; offered to swap." in form.text
    assert f'action="{path}"' not in form.text, "who judges does not refuse"
    for field in ("outcome", "answer"):
        assert f'href="#{field}"' in lacking.text, seen(lacking)
    assert "Upheld: the doctor is released" in seen(check)
    assert "Your answer is sent" in answered.text, seen(answered)
    assert late.status_code == 409
    theirs = await doctor.open(mine)
    assert "Booked" in seen(theirs)
    assert "The swap was not looked at." in theirs.text
    assert f"{path}/answer" not in (await coordinator.open(path)).text


async def test_of_an_appeal_the_coordinator_reads_the_answer_and_not_the_words(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    path, appeal = await is_not_released(campus, doctor, course_id)
    page = f"/training/{course_id}"
    form = await doctor.open(page)
    await doctor.send(form, to=appeal, why="Nobody asked the second coordinator.")
    await books(doctor, course_id)
    director, coordinator = await campus.signed_in(DIRECTOR), await campus.signed_in(COORDINATOR)
    check = await director.send(
        await director.open(path), to=f"{path}/answer", outcome="upheld", answer="They were free."
    )
    await director.send(check, to=f"{path}/answer", step="send")

    assert "Nobody else reads what you write" in form.text
    theirs = await doctor.open(page)
    for words in ("Nobody asked the second coordinator.", "They were free.", "Upheld: the doctor is released"):
        assert words in theirs.text, "of the booking before this one"
    for reader, reads in ((director, True), (coordinator, False)):
        shown = await reader.open(path)
        assert "Upheld: the doctor is released" in shown.text
        assert ("Nobody asked" in shown.text, "They were free." in shown.text) == (reads, reads)
    booked = await coordinator.open(f"/releases/{course_id}")
    seats = {part[:36] for part in booked.text.split(f"/releases/{course_id}/")[1:]} - {path.rpartition("/")[2]}
    anew = await coordinator.open(f"/releases/{course_id}/{seats.pop()}")
    assert "If the doctor cannot be released" not in anew.text, "release is not refused again"


async def test_of_a_course_that_is_called_off_no_appeal_is_answered(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    path, appeal = await is_not_released(campus, doctor, course_id)
    await doctor.send(await doctor.open(f"/training/{course_id}"), to=appeal, why="Two colleagues offered to swap.")
    owner, director = await campus.signed_in(OWNER), await campus.signed_in(DIRECTOR)
    before = await director.open(path)
    off = f"/training/{course_id}/call-off"
    await owner.send(await owner.open(off), to=off, reason="too_few_booked")

    after, listed = await director.open(path), await director.open(f"/releases/{course_id}")

    assert [f'action="{path}/answer"' in page.text for page in (before, after)] == [True, False]
    assert "Appeal to be answered" not in listed.text
    assert "Not answered, for the course does not take place" in after.text
    assert "Not answered, for the course does not take place" in (await doctor.open(f"/training/{course_id}")).text
