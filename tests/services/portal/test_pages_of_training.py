"""A doctor books a course and gives it back; whoever keeps the register takes it for everybody at once (O-E2)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from contracts import Grant
from contracts.opportunities import TrainingAttended
from contracts.vocabulary import DUTY_REASONS, Role
from tests.services.driver import an_actor
from tests.services.opportunities.schooling import REFUSAL
from tests.services.portal.browser import Browser, looks_done
from tests.services.portal.region import Region
from tests.services.portal.town import (
    CHAMPION,
    COORDINATOR,
    DIRECTOR,
    DOCTOR,
    OTHER_DOCTOR,
    OWNER,
    SECOND_COORDINATOR,
    Town,
    day,
    seen,
)

TITLE = "Leading a team through change"
PLAN = {
    "trust": "R0B",
    "kind": "leadership",
    "title": "Chairing <b>well</b>",
    "seats": "12",
    "grades": "Foundation Year 2\nCore Training Year 1",
}
NEW = "/training/new"


@pytest.fixture
async def course_id(campus: Town) -> UUID:
    """Three hours in two weeks, organised by the medical education team."""
    begins = campus.portal.clock.now() + timedelta(days=14)
    organiser = await campus.person(OWNER)
    course: dict[str, Any] = {
        "trust": "R0B",
        "kind": "leadership",
        "title": TITLE,
        "organiser_id": str(organiser.person_id),
        "seats": 2,
        "sessions": [{"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=3)).isoformat()}],
    }
    async with campus.services["opportunities"].http(await campus.person(CHAMPION, Role.CHAMPION)) as http:
        made = await http.post("/api/opportunities/training/courses", json=course)
    assert made.status_code == 201, made.text
    return UUID(made.json()["id"])


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


async def books(browser: Browser, course_id: UUID) -> None:
    path = f"/training/{course_id}"
    booked = await browser.send(await browser.open(path), to=path)
    assert "Your seat is booked" in booked.text, seen(booked)


def seat_in(booked: httpx.Response, path: str) -> str:
    """What giving back their seat on this page leads to, behind the course's own path."""
    return booked.text.partition(f'action="{path}/seats/')[2].partition('"')[0]


async def test_a_course_is_found_booked_and_given_back(campus: Town, doctor: Browser, course_id: UUID) -> None:
    path = f"/training/{course_id}"
    found = await doctor.open("/training")
    await books(doctor, course_id)
    booked = await doctor.open(path)
    back = seat_in(booked, path)
    given = await doctor.send(booked, to=f"{path}/seats/{back}")
    late = await doctor.send(booked, to=f"{path}/seats/{back}", _key="another")

    assert TITLE in found.text
    assert "Booked" in booked.text
    assert ("Your seat is given back" in given.text, looks_done(given)) == (True, True)
    assert (late.status_code, "Given back" in late.text, looks_done(late)) == (409, True, False)
    assert "Given back" in (await doctor.open("/training/seats")).text


async def test_a_seat_is_given_back_whoever_else_books_meanwhile(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await campus.has_placement(OTHER_DOCTOR)
    path = f"/training/{course_id}"
    await books(doctor, course_id)
    booked = await doctor.open(path)
    await books(await campus.signed_in(OTHER_DOCTOR), course_id)

    given = await doctor.send(booked, to=f"{path}/seats/{seat_in(booked, path)}")

    assert "Your seat is given back" in given.text


async def test_whoever_is_not_released_may_book_anew(campus: Town, doctor: Browser, course_id: UUID) -> None:
    path = f"/training/{course_id}"
    await books(doctor, course_id)
    booking_id = seat_in(await doctor.open(path), path).partition("/")[0]
    async with campus.services["opportunities"].http(await campus.person(CHAMPION, Role.ROTA_COORDINATOR)) as http:
        refused = await http.post(f"/api/opportunities/training/bookings/{booking_id}/refusal", json=REFUSAL)

    told = await doctor.open(path)

    assert refused.status_code == 204, refused.text
    assert "on nights that week" in told.text
    await books(doctor, course_id)


async def test_putting_one_mark_right_leaves_the_minutes_of_others(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await campus.has_placement(OTHER_DOCTOR)
    path = f"/training/{course_id}"
    await books(doctor, course_id)
    other = await campus.signed_in(OTHER_DOCTOR)
    await books(other, course_id)
    left_early, stayed_away = [seat_in(await each.open(path), path).partition("/")[0] for each in (doctor, other)]
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=15)
    marks = [
        {"booking_id": left_early, "attended": True, "minutes": 60},
        {"booking_id": stayed_away, "attended": False},
    ]
    opportunities, clerk = campus.services["opportunities"], await campus.signed_in(OWNER)
    async with opportunities.http(await campus.person(OWNER, Role.MEDED_ADMIN)) as http:
        taken = await http.post(f"/api/opportunities/training/courses/{course_id}/register", json={"marks": marks})
    assert taken.status_code == 204, taken.text

    form = await clerk.open(f"/registers/{course_id}")
    both = {f"came-{left_early}": "yes", f"came-{stayed_away}": "yes"}
    again = await clerk.send(form, to=f"/registers/{course_id}", **both)

    assert "The register is taken" in again.text
    said = await opportunities.said(TrainingAttended)
    assert [(str(one.booking_id), one.minutes) for one in said] == [(left_early, 60), (stayed_away, 180)]


async def test_the_register_is_taken_for_everybody_or_for_nobody(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await campus.has_placement(OTHER_DOCTOR)
    await books(doctor, course_id)
    await books(await campus.signed_in(OTHER_DOCTOR), course_id)
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=15)
    clerk, path = await campus.signed_in(OWNER), f"/registers/{course_id}"
    waiting = await clerk.open("/registers")
    form = await clerk.open(path)
    names = [part.partition('"')[0] for part in form.text.split('name="came-')[1::2]]
    half = await clerk.send(form, to=path, **{f"came-{names[0]}": "yes"})
    taken = await clerk.send(form, to=path, **{f"came-{names[0]}": "yes", f"came-{names[1]}": "no"})

    assert TITLE in waiting.text
    assert "Dr Amara Okafor" in form.text
    assert (half.status_code, f'href="#came-{names[1]}"' in half.text) == (422, True)
    assert "The register is taken" in taken.text
    states = [(await (await campus.signed_in(who)).open("/training/seats")).text for who in (DOCTOR, OTHER_DOCTOR)]
    assert sorted("You came" in state for state in states) == [False, True]
    assert sorted("not having come" in state for state in states) == [False, True]


async def test_a_register_is_not_there_for_who_does_not_keep_it(doctor: Browser, course_id: UUID) -> None:
    await books(doctor, course_id)

    assert (await doctor.open("/registers")).status_code == 403


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


async def is_not_released(campus: Town, doctor: Browser, course_id: UUID) -> tuple[str, str]:
    """They booked it and release is refused: where that is looked at, and where it is appealed against."""
    await books(doctor, course_id)
    coordinator = await campus.signed_in(COORDINATOR)
    booked = await coordinator.open(f"/releases/{course_id}")
    booking_id = booked.text.partition(f"/releases/{course_id}/")[2][:36]
    path = f"/releases/{course_id}/{booking_id}"
    check = await coordinator.send(await coordinator.open(path), to=path, **REFUSAL)
    await coordinator.send(check, to=path, step="send")
    return path, f"/training/{course_id}/seats/{booking_id}/appeal"


def session(town: Town, days: int, *, which: int = 1, starts: str = "9:30", ends: str = "12:00") -> dict[str, str]:
    return {**day(f"session_{which}", town.in_days(days)), f"starts_{which}": starts, f"ends_{which}": ends}


async def test_a_course_of_two_sessions_is_planned_checked_and_booked_by_a_doctor(
    campus: Town, doctor: Browser
) -> None:
    champion = await campus.signed_in(CHAMPION)
    form = await champion.open(NEW)
    first, second = session(campus, 30), session(campus, 37, which=2, ends="11.30")

    more = await champion.send(form, to=NEW, step="another-session", **PLAN | first)
    check = await champion.send(more, to=NEW, **PLAN | first | second)
    back = await champion.send(check, to=NEW, step="change")
    planned = await champion.send(check, to=NEW, step="send")
    await campus.settle()
    await books(doctor, UUID(planned.url.path.rpartition("/")[2]))

    assert 'value="R0B" selected' in form.text
    assert (more.status_code, 'name="starts_2"' in more.text) == (200, True)
    for page in (check, planned):
        assert "Chairing &lt;b&gt;well&lt;/b&gt;" in page.text
        assert "09:30 to 12:00" in page.text
        assert "09:30 to 11:30" in page.text
        assert "Foundation Year 2, Core Training Year 1" in page.text
    assert "Core Training Year 1</textarea>" in back.text
    assert "The course is offered" in planned.text


async def test_a_session_that_is_left_empty_is_none(campus: Town) -> None:
    champion = await campus.signed_in(CHAMPION)
    first = session(campus, 30)
    more = await champion.send(await champion.open(NEW), to=NEW, step="another-session", **PLAN | first)

    check = await champion.send(more, to=NEW, **PLAN | first)
    half = await champion.send(more, to=NEW, **PLAN | first, starts_2="9:30")
    planned = await champion.send(check, to=NEW, step="send")

    assert "The course is offered" in planned.text
    assert (half.status_code, 'href="#session_2-day"' in half.text) == (422, True)


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"trust": "RTD"}, "trust", "Select where it is"),
        ({"kind": ""}, "kind", "Select what it teaches"),
        ({"title": ""}, "title", "Enter what it is called"),
        ({"title": "x" * 201}, "title", "Write at most 200 characters"),
        ({"seats": "0"}, "seats", "Enter how many seats there are"),
        ({"seats": "201"}, "seats", "A course has at most 200 seats."),
        ({"grades": "x" * 81}, "grades", "Write at most 30 grades"),
        ({"session_1-month": ""}, "session_1-month", "must include a month"),
        ({"starts_1": "soon"}, "starts_1", "Enter the time it starts"),
        ({"ends_1": "9:30"}, "ends_1", "must be after the time it starts"),
        ({"session_1-year": "2020"}, "session_1-day", "The first session starts after now."),
    ],
    ids=["elsewhere", "kind", "title", "long", "none", "many", "grades", "day", "start", "end", "past"],
)
async def test_what_is_wrong_with_a_plan_is_told_at_its_field(
    campus: Town, facts: dict[str, str], field: str, said: str
) -> None:
    champion = await campus.signed_in(CHAMPION)
    page = await champion.send(await champion.open(NEW), to=NEW, **PLAN | session(campus, 30) | facts)
    if "Check your answers" in page.text:  # what only its service knows is said when it is sent
        page = await champion.send(page, to=NEW, step="send")

    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert f'id="{field}"' in page.text
    assert page.text.count(said) == 2


async def test_a_course_is_called_off_by_who_keeps_it_and_by_nobody_else(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    path = f"/training/{course_id}/call-off"
    await books(doctor, course_id)
    owner, coordinator = await campus.signed_in(OWNER), await campus.signed_in(COORDINATOR)
    elsewhere = [(await each.open(path)).status_code for each in (doctor, coordinator)]
    form = await owner.open(path)

    without = await owner.send(form, to=path)
    called_off = await owner.send(form, to=path, reason="too_few_booked")
    again = await owner.open(path)
    await campus.settle()

    assert elsewhere == [404, 404]
    assert (without.status_code, without.text.count("Select why it does not take place")) == (422, 2)
    assert "The course is called off" in called_off.text
    assert "Too few doctors had booked" in called_off.text
    assert path not in called_off.text
    assert again.status_code == 404
    assert "Does not take place" in (await doctor.open("/training/seats")).text
    assert "Book a seat" not in (await doctor.open(f"/training/{course_id}")).text


async def test_who_booked_meanwhile_is_seen_before_a_course_is_called_off(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    path = f"/training/{course_id}/call-off"
    owner = await campus.signed_in(OWNER)
    form = await owner.open(path)
    await books(doctor, course_id)

    late = await owner.send(form, to=path, reason="too_few_booked")

    assert "has changed since you opened it" in late.text
    assert "Booked" in (await doctor.open(f"/training/{course_id}")).text


async def test_the_way_to_plan_a_course_is_shown_to_who_may(campus: Town, doctor: Browser, course_id: UUID) -> None:
    champion, coordinator = await campus.signed_in(CHAMPION), await campus.signed_in(COORDINATOR)

    assert f'href="{NEW}"' in (await champion.open("/training")).text
    assert f"/training/{course_id}/call-off" in (await champion.open(f"/training/{course_id}")).text
    for other in (doctor, coordinator):
        assert NEW not in (await other.open("/training")).text
        assert (await other.open(NEW)).status_code == 403


async def test_a_service_that_does_not_yet_say_what_instead_is_read_all_the_same(region: Region) -> None:
    person = region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    sessions = [{"starts_at": "2026-12-06T09:00:00Z", "ends_at": "2026-12-06T12:00:00Z"}]
    which = {"id": str(uuid4()), "trust": "R0B", "kind": "leadership", "title": TITLE}
    course = {**which, "seats_left": 2, "grades": [], "sessions": sessions, "version": 1}
    said = {"status": "not_released", "reason": "minimum_staffing", "words": "Two of four are on nights."}
    seat = {"id": str(uuid4()), "doctor_id": person, **said}
    path, answers = "/api/opportunities/training", region.upstream.answers
    answers[("GET", "/api/registry/organisations/R0B")] = (200, {"name": "Northtown"})
    answers[("GET", f"{path}/bookings")] = (200, {"items": [{**seat, "course": course}], "next": None})
    answers[("GET", f"{path}/courses/{which['id']}")] = (200, {**course, "bookings": [seat]})

    pages = [await region.browser.open(where) for where in ("/training/seats", f"/training/{which['id']}")]

    assert [(page.status_code, TITLE in page.text) for page in pages] == [(200, True)] * 2, seen(pages[0])
    assert ("Two of four are on nights." in pages[1].text, "Instead" in pages[1].text) == (True, False)
