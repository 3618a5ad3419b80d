"""After a refusal: the days that were offered, taken with one tap; or an appeal, and its answer (R17, R19)."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DIRECTOR, DOCTOR, TPD, Town, asks_for_leave, day, seen

WORDS = {
    "reason": "leave_cap_reached",
    "explanation": "Three colleagues are away in that week already.",
    "alternative": "The same course runs two weeks later.",
    "next_step": "Ask for those days, or talk to me by Friday.",
}
WENT_WRONG = {"what_went_wrong": "Nobody <b>looked</b> at the rota."}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def refused(town: Town, doctor: Browser, **answers: str) -> str:
    """The path of the doctor's own page about it."""
    leave_id = await asks_for_leave(town, doctor)
    coordinator = await town.signed_in(COORDINATOR)
    path = f"/approvals/{leave_id}"
    done = await coordinator.send(await coordinator.open(path), to=f"{path}/refuse", **WORDS | answers)
    assert "You have refused" in done.text, seen(done)
    await town.settle()
    return f"/leave/{leave_id}"


async def appealed(town: Town, doctor: Browser) -> str:
    path = await refused(town, doctor)
    check = await doctor.send(await doctor.open(f"{path}/appeal"), to=f"{path}/appeal", **WENT_WRONG)
    sent = await doctor.send(check, to=f"{path}/appeal", step="send")
    assert "Your appeal is sent" in sent.text, seen(sent)
    await town.settle()
    return path


async def test_the_days_that_were_offered_are_asked_for_with_one_tap(town: Town, doctor: Browser) -> None:
    first, last = town.in_days(74), town.in_days(75)
    offered = day("alternative_first_day", first) | day("alternative_last_day", last)
    path = await refused(town, doctor, **offered)
    page = await doctor.open(path)

    taken = await doctor.send(page, to=f"{path}/alternative")
    await town.settle()
    again = await doctor.send(page, to=f"{path}/alternative", _key="another")

    assert f"Ask for {first.day} {first:%B %Y} to {last.day} {last:%B %Y} instead" in page.text
    assert "Request sent" in taken.text
    assert f"{last.day} {last:%B %Y}" in (await doctor.open("/leave")).text
    assert "can no longer be taken" in again.text
    assert f"{path}/appeal" not in again.text


async def test_words_alone_are_taken_too(town: Town, doctor: Browser) -> None:
    path = await refused(town, doctor)

    taken = await doctor.send(await doctor.open(path), to=f"{path}/alternative")

    assert "You have taken the alternative" in taken.text
    assert f"{path}/alternative" not in taken.text


async def test_days_that_cannot_be_taken_are_told_at_their_field(town: Town, doctor: Browser) -> None:
    leave_id = await asks_for_leave(town, doctor)
    coordinator = await town.signed_in(COORDINATOR)
    path = f"/approvals/{leave_id}/refuse"
    form = await coordinator.open(f"/approvals/{leave_id}")

    past = await coordinator.send(form, to=path, **WORDS | day("alternative_first_day", town.in_days(-3)))
    unreal = {f"alternative_first_day-{part}": "31" for part in ("day", "month")}
    no_day = await coordinator.send(form, to=path, **WORDS | unreal)

    assert (past.status_code, 'href="#alternative_first_day-day"' in past.text) == (422, True)
    first = town.in_days(1)
    assert f"What you offer instead starts on {first.day} {first:%B %Y} or later" in seen(past)
    assert (no_day.status_code, 'href="#alternative_first_day-year"' in no_day.text) == (422, True)


async def test_an_appeal_is_acknowledged_answered_and_the_desk_decides_again(town: Town, doctor: Browser) -> None:
    path = await appealed(town, doctor)
    appeal = path.replace("/leave/", "/appeals/")
    director = await town.signed_in(DIRECTOR)

    queue = await director.open("/approvals")
    acknowledged = await director.send(await director.open(appeal), to=f"{appeal}/acknowledge")
    await town.settle()
    known = await doctor.open(path)
    lacking = await director.send(acknowledged, to=f"{appeal}/answer", outcome="", explanation="")
    answer = {"outcome": "upheld", "explanation": "The rota was not looked at."}
    check = await director.send(acknowledged, to=f"{appeal}/answer", **answer)
    answered = await director.send(check, to=f"{appeal}/answer", step="send")
    late = await director.send(check, to=f"{appeal}/answer", step="send", _key="another")
    await town.settle()

    assert (late.status_code, "nothing was sent" in late.text, "Dana Reid" in late.text) == (409, True, True)
    assert f'href="{appeal}"' in queue.text
    assert "Nobody &lt;b&gt;looked&lt;/b&gt; at the rota." in acknowledged.text
    assert f"{appeal}/acknowledge" not in acknowledged.text
    assert "To be answered by" in known.text
    assert (lacking.status_code, lacking.text.count("Select what your answer is")) == (422, 2)
    assert lacking.text.count("Explain your answer") == 2
    assert "it is final" in seen(check).lower()
    assert "Your answer to the appeal is sent" in answered.text
    outcome = await doctor.open(path)
    assert "Upheld" in outcome.text
    assert "The rota was not looked at." in outcome.text
    assert "Waiting for a decision" in outcome.text


async def test_who_is_told_of_an_appeal_is_led_to_it(town: Town, doctor: Browser) -> None:
    path = await appealed(town, doctor)
    director = await town.signed_in(DIRECTOR)

    which = (await director.open("/inbox")).text.partition("/inbox/")[2][:36]
    notice = await director.open(f"/inbox/{which}")

    assert "An appeal about a leave decision waits for you" in notice.text
    assert f'href="{path.replace("/leave/", "/appeals/")}"' in notice.text


async def test_an_appeal_is_made_once_and_needs_words(town: Town, doctor: Browser) -> None:
    path = await refused(town, doctor)
    form = await doctor.open(f"{path}/appeal")
    empty = await doctor.send(form, to=f"{path}/appeal", what_went_wrong=" ")
    check = await doctor.send(form, to=f"{path}/appeal", **WENT_WRONG)
    back = await doctor.send(check, to=f"{path}/appeal", step="change")

    await doctor.send(check, to=f"{path}/appeal", step="send")
    late = await doctor.send(check, to=f"{path}/appeal", step="send", _key="another")

    assert (empty.status_code, empty.text.count("Write what went wrong")) == (422, 2)
    assert "Nobody &lt;b&gt;looked&lt;/b&gt; at the rota." in back.text
    assert "has changed since you opened it" in late.text
    assert (await doctor.open(f"{path}/appeal")).url.path == path


async def test_nobody_else_answers_an_appeal(town: Town, doctor: Browser) -> None:
    path = await appealed(town, doctor)
    appeal = path.replace("/leave/", "/appeals/")

    coordinator, programme = await town.signed_in(COORDINATOR), await town.signed_in(TPD)

    assert f"{appeal}/answer" not in (await coordinator.open(appeal)).text
    assert (await programme.open(appeal)).status_code == 404
    assert (await doctor.open(appeal)).status_code == 403
