"""O-E2: a course is scheduled, found and booked, and its register is taken."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from contracts import Actor, Grant
from contracts.opportunities import (
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingScheduled,
)
from contracts.vocabulary import Role
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor
from tests.services.opportunities.schooling import BEGUN, COURSE, REFUSAL, School, slug


@pytest.fixture
def school(trust: Trust) -> School:
    return School(trust)


async def test_a_course_is_found_by_who_works_there_on_its_first_day_and_by_nobody_else(school: School) -> None:
    course_id = await school.schedules()
    trainee, leaves_that_day = await school.a_trainee(), school.trust.doctor

    [shown] = (await school.get(trainee, "/courses")).json()["items"]

    assert (shown["id"], shown["seats_left"], len(shown["sessions"])) == (course_id, 2, 2)
    assert "bookings" not in shown
    assert [one["id"] for one in (await school.get(leaves_that_day, "/courses")).json()["items"]] == [course_id]
    for stranger in (a_doctor(), a_champion("RXF")):
        assert (await school.get(stranger, "/courses")).json()["items"] == []
        assert (await school.get(stranger, f"/courses/{course_id}")).status_code == 404
    assert (await school.post(a_doctor(), f"/courses/{course_id}/bookings")).status_code == 404
    [said] = await school.trust.opportunities.said(TrainingScheduled)
    assert (said.organiser_id, said.seats, str(said.last_day)) == (school.trust.lead.person_id, 2, "2026-12-08")


async def test_a_seat_is_booked_given_back_and_booked_anew(school: School) -> None:
    course_id, trainee = await school.schedules(seats=1), await school.a_trainee()

    first = await school.books(course_id, trainee)
    full = await school.post(await school.a_trainee(), f"/courses/{course_id}/bookings")
    assert (await school.post(trainee, f"/bookings/{first}/withdrawal")).status_code == 204
    school.trust.opportunities.clock.forward(seconds=1)
    second = await school.books(course_id, trainee)

    assert (full.status_code, slug(full)) == (409, "no-seat-left")
    own = (await school.get(trainee, "/bookings")).json()["items"]
    assert [(one["id"], one["status"]) for one in own] == [(second, "booked"), (first, "given_back")]
    assert own[0]["course"]["id"] == course_id
    said = await school.trust.opportunities.said(TrainingBooked, TrainingGivenBack)
    assert [type(one) for one in said] == [TrainingBooked, TrainingGivenBack, TrainingBooked]
    assert {one.key for one in said} == {course_id}


async def test_a_booking_writes_no_row_but_its_own(school: School) -> None:
    course_id = await school.schedules()
    first = await school.books(course_id, await school.a_trainee())

    async def written() -> dict[str, int]:
        async with school.trust.opportunities.begin() as work:
            rows = await work.all(text("SELECT booking_id, xmin::text AS by FROM course_booking"))
            return {str(row["booking_id"]): int(row["by"]) for row in rows}

    before = await written()
    second = await school.books(course_id, await school.a_trainee())

    after = await written()
    assert after.keys() == {first, second}
    assert after[first] == before[first]


async def test_of_many_at_the_same_moment_as_many_have_a_seat_as_there_are(school: School) -> None:
    course_id = await school.schedules(seats=3)
    trainees = [await school.a_trainee() for _ in range(10)]

    answers = await asyncio.gather(*(school.post(each, f"/courses/{course_id}/bookings") for each in trainees))

    assert Counter(answer.status_code for answer in answers) == {201: 3, 409: 7}
    assert {slug(answer) for answer in answers if answer.status_code == 409} == {"no-seat-left"}
    assert len(await school.trust.opportunities.said(TrainingBooked)) == 3
    assert await school.seats_left(course_id) == 0


async def test_a_doctor_who_asks_ten_times_at_once_has_one_seat(school: School) -> None:
    course_id, trainee = await school.schedules(seats=5), await school.a_trainee()

    answers = await asyncio.gather(*(school.post(trainee, f"/courses/{course_id}/bookings") for _ in range(10)))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 9}
    assert await school.seats_left(course_id) == 4


async def test_a_repeated_command_has_one_effect(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    key = {"Idempotency-Key": "once"}

    first, again = [await school.post(trainee, f"/courses/{course_id}/bookings", **key) for _ in range(2)]

    assert (first.status_code, again.json()) == (201, first.json())
    assert len(await school.trust.opportunities.said(TrainingBooked)) == 1


async def test_a_register_is_taken_for_all_at_once_and_put_right_later(school: School) -> None:
    course_id = await school.schedules()
    one, other = [await school.books(course_id, await school.a_trainee()) for _ in range(2)]
    assert slug(await school.records(course_id, {one: True})) == "course-not-begun"
    await school.trust.opportunities.set_clock(BEGUN)

    [waiting] = (await school.get(school.meded, "/registers")).json()["items"]
    assert [(waiting["id"], len(waiting["bookings"]))] == [(course_id, 2)]
    assert (await school.records(course_id, {one: True, other: False})).status_code == 204
    assert (await school.get(school.meded, "/registers")).json()["items"] == []
    assert (await school.records(course_id, {one: True, other: True})).status_code == 204

    said = await school.trust.opportunities.said(TrainingAttended, TrainingMissed)
    assert [(type(each), str(each.booking_id)) for each in said] == [
        (TrainingAttended, one),
        (TrainingMissed, other),
        (TrainingAttended, other),
    ]
    assert {each.minutes for each in said if isinstance(each, TrainingAttended)} == {180}, "the first session"


async def test_a_register_with_one_wrong_line_records_nobody(school: School) -> None:
    course_id = await school.schedules()
    booking_id = await school.books(course_id, await school.a_trainee())
    await school.trust.opportunities.set_clock(BEGUN)

    answer = await school.records(course_id, {booking_id: True, "00000000-0000-7000-8000-000000000001": True})

    assert (answer.status_code, slug(answer)) == (422, "not-in-the-register")
    assert await school.trust.opportunities.said(TrainingAttended) == []


async def test_whoever_read_an_older_version_changes_nothing(school: School) -> None:
    course_id = await school.schedules()
    read = await school.get(school.meded, f"/courses/{course_id}")
    await school.books(course_id, await school.a_trainee())

    body = {"reason": "too_few_booked"}
    late = await school.post(
        school.meded, f"/courses/{course_id}/cancellation", body, **{"If-Match": read.headers["etag"]}
    )

    assert (late.status_code, slug(late)) == (412, "lost-update")
    assert await school.trust.opportunities.said(TrainingCancelled) == []


async def test_a_cancelled_course_takes_every_seat_with_it(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    cancelled = await school.post(
        school.trust.lead, f"/courses/{course_id}/cancellation", {"reason": "teacher_unavailable"}
    )

    assert cancelled.status_code == 204, cancelled.text
    [said] = await school.trust.opportunities.said(TrainingCancelled)
    assert [(str(one.booking_id), one.doctor_id) for one in said.bookings] == [(booking_id, trainee.person_id)]
    assert slug(await school.post(trainee, f"/courses/{course_id}/bookings")) == "course-cancelled"
    assert (await school.get(trainee, "/courses")).json()["items"] == []
    [own] = (await school.get(trainee, "/bookings")).json()["items"]
    assert (own["status"], own["course"]["reason"]) == ("called_off", "teacher_unavailable")


async def test_an_organiser_who_left_the_trust_finds_its_courses_no_longer(school: School) -> None:
    course_id = await school.schedules()
    moved_on = Actor(school.trust.lead.person_id, frozenset({Grant(Role.SENIOR_LEADER, "RXF")}))

    listed = [await school.trust.ids(one, "/training/courses") for one in (school.trust.lead, moved_on)]

    assert listed == [[course_id], []]
    assert (await school.get(moved_on, f"/courses/{course_id}")).status_code == 404


async def test_who_may_do_what_to_a_course(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    elsewhere = {"trust": "RXF", "organiser_id": str(school.meded.person_id)}

    not_theirs = await school.post(school.meded, "/courses", COURSE | elsewhere)
    assert (not_theirs.status_code, slug(not_theirs)) == (403, "not-your-trust")
    assert (await school.post(trainee, "/courses", COURSE | elsewhere)).status_code == 403
    assert (await school.post(school.meded, f"/courses/{course_id}/bookings")).status_code == 403
    assert (await school.post(school.meded, f"/bookings/{booking_id}/refusal", REFUSAL)).status_code == 403
    assert (await school.post(school.rota, f"/courses/{course_id}/register", {"marks": []})).status_code == 403
    assert (await school.post(school.rota, f"/bookings/{booking_id}/withdrawal")).status_code == 404
    readers = (school.trust.lead, school.meded, school.rota, trainee)
    told = [(await school.get(each, f"/courses/{course_id}")).json()["kept_by_you"] for each in readers]
    assert told == [True, True, False, False]
    reason = {"reason": "not_taking_place"}
    assert (await school.post(a_champion("RXF"), f"/courses/{course_id}/cancellation", reason)).status_code == 404
    assert (await school.post(trainee, f"/courses/{course_id}/cancellation", reason)).status_code == 404


@pytest.mark.parametrize(
    "facts",
    [
        {"sessions": []},
        {"sessions": [{"starts_at": "2026-12-01T09:00:00", "ends_at": "2026-12-01T12:00:00"}]},
        {"sessions": [{"starts_at": "2026-12-01T12:00:00Z", "ends_at": "2026-12-01T09:00:00Z"}]},
        {"sessions": [{"starts_at": "2026-11-22T08:00:00Z", "ends_at": "2026-12-01T09:00:00Z"}]},
        {"kind": "resuscitation"},
        {"title": "Two\nlines"},
        {"seats": 0},
        {"seats": 201},
        {"grades": [""]},
        {"organiser_id": "00000000-0000-7000-8000-000000000001"},
        {"sender": "me"},
    ],
    ids=lambda facts: "-".join(f"{name}={str(value)[:30]}" for name, value in facts.items()),
)
async def test_what_cannot_be_scheduled_is_sent_back(school: School, facts: dict[str, Any]) -> None:
    body = COURSE | {"organiser_id": str(school.trust.lead.person_id)} | facts

    assert (await school.post(school.meded, "/courses", body)).status_code == 422
    assert await school.trust.opportunities.said() == []


async def test_lists_are_read_page_by_page(school: School) -> None:
    scheduled, trainee = [await school.schedules() for _ in range(3)], await school.a_trainee()
    for course_id in scheduled:
        await school.books(course_id, trainee)

    for actor, path, name in ((trainee, "/courses", "id"), (trainee, "/bookings", "course")):
        first = (await school.get(actor, path, limit=2)).json()
        rest = (await school.get(actor, path, limit=2, after=first["next"])).json()
        found = [one[name] for one in first["items"] + rest["items"]]
        assert sorted(one["id"] if name == "course" else one for one in found) == sorted(scheduled)
        assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
