"""Who teaches sees how seats stand, without a word of a refusal (section 5)."""

from datetime import date

import pytest

from contracts import Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_doctor, in_post
from tests.services.opportunities.schooling import REFUSAL, School


@pytest.fixture
def school(trust: Trust) -> School:
    return School(trust)


async def test_who_directs_a_programme_finds_what_its_doctors_booked_and_sees_those_seats(school: School) -> None:
    director = an_actor(Grant(Role.TPD, "NTH001"))
    course_id, other = await school.schedules(), await school.schedules()
    theirs, before, stranger = a_doctor(), a_doctor(), await school.a_trainee()
    await school.trust.opportunities.hears(
        in_post(theirs, end=date(2027, 2, 2), programme="NTH001"),
        in_post(before, end=date(2026, 11, 30), programme="NTH001"),
        in_post(before, start=date(2026, 12, 1), end=date(2027, 2, 2), programme="NTH002"),
    )
    unseen = (await school.get(director, f"/courses/{course_id}")).status_code
    await school.books(course_id, theirs)
    await school.books(other, before)
    await school.books(course_id, stranger)

    seen = await school.get(director, f"/courses/{course_id}")

    assert (unseen, seen.status_code) == (404, 200)
    assert [one["doctor_id"] for one in seen.json()["bookings"]] == [str(theirs.person_id)]
    assert [one["id"] for one in (await school.get(director, "/courses")).json()["items"]] == [course_id]
    assert (await school.get(director, f"/courses/{other}")).status_code == 404


async def test_who_teaches_at_the_trust_sees_every_seat_and_no_word_of_a_refusal(school: School) -> None:
    tutor, course_id = an_actor(Grant(Role.COLLEGE_TUTOR, "R0B")), await school.schedules()
    trainee = await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    await school.refuses(booking_id)
    await school.appeals(trainee, booking_id)

    [seat] = (await school.get(tutor, f"/courses/{course_id}")).json()["bookings"]

    assert [one["id"] for one in (await school.get(tutor, "/courses")).json()["items"]] == [course_id]
    assert (seat["id"], seat["status"], seat["reason"]) == (booking_id, "not_released", REFUSAL["reason"])
    assert {seat[name] for name in ("words", "alternative", "next_step", "appealed_at")} == {None}
