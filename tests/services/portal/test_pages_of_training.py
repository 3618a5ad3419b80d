"""A doctor books a course and gives it back; whoever keeps the register takes it for everybody at once (O-E2)."""

from uuid import UUID, uuid4

import pytest

from contracts.opportunities import TrainingAttended
from contracts.vocabulary import Role
from tests.services.opportunities.schooling import REFUSAL
from tests.services.portal.browser import Browser, looks_done
from tests.services.portal.region import Region
from tests.services.portal.town import (
    CHAMPION,
    DOCTOR,
    OTHER_DOCTOR,
    OWNER,
    Town,
    seen,
)
from tests.services.portal.training import TITLE, books, scheduled, seat_in


@pytest.fixture
async def course_id(campus: Town) -> UUID:
    return await scheduled(campus)


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


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


async def test_who_looks_after_a_course_reads_who_booked_it_and_a_doctor_does_not(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    await campus.has_placement(OTHER_DOCTOR)
    await books(doctor, course_id)

    kept = seen(await (await campus.signed_in(CHAMPION)).open(f"/training/{course_id}"))
    other = seen(await (await campus.signed_in(OTHER_DOCTOR)).open(f"/training/{course_id}"))

    assert ("Who booked it" in kept, "Dr Amara Okafor" in kept) == (True, True)
    assert ("Who booked it" in other, "Dr Amara Okafor" in other) == (False, False)


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
