"""O-E2: a course is scheduled, booked, released for or not, and its register is taken."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
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
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
    TrainingScheduled,
)
from contracts.vocabulary import DUTY_REASONS, Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor, appointed
from tests.services.opportunities.schooling import COURSE, REFUSAL, UPHELD, WHY, School

BEGUN = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def school(trust: Trust) -> School:
    return School(trust)


def slug(answer: Any) -> str:
    return str(answer.json()["type"].rpartition("/")[2])


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


async def test_refused_release_frees_the_seat_and_its_words_stay_with_who_may_read_them(school: School) -> None:
    course_id, trainee = await school.schedules(seats=1), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)

    assert (await school.refuses(booking_id)).status_code == 204

    [said] = await school.trust.opportunities.said(TrainingReleaseRefused)
    assert (said.reason, said.refused_by, said.doctor_id) == (
        "minimum_staffing",
        school.rota.person_id,
        trainee.person_id,
    )
    written = [REFUSAL[name] for name in ("words", "alternative", "next_step")]
    assert not any(text in said.model_dump_json() for text in written)
    [own] = (await school.get(trainee, "/bookings")).json()["items"]
    assert own["status"] == "not_released"
    assert [own[name] for name in ("words", "alternative", "next_step")] == written
    await school.books(course_id, await school.a_trainee())


@pytest.mark.parametrize("missing", ["words", "alternative", "next_step"])
async def test_a_refusal_without_its_words_an_alternative_or_a_next_step_is_none(school: School, missing: str) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)

    assert (await school.refuses(booking_id, **{missing: " "})).status_code == 422
    assert (await school.get(trainee, "/bookings")).json()["items"][0]["status"] == "booked"


async def test_how_much_a_refusal_says_is_a_regions_own(school: School) -> None:
    opportunities, named = school.trust.opportunities, "opportunities.refusal_min_chars"
    await opportunities.hears(a_deanery("NTH", "R0B"), a_deanery("YHD", "RAE"))
    for deanery, fewest in (("NTH", 60), ("YHD", 90)):
        assert await opportunities.rules(a_dean(deanery), named, fewest, of=deanery) == 204
    booking_id = await school.books(await school.schedules(), await school.a_trainee())

    too_few = await school.refuses(booking_id)
    enough = await school.refuses(booking_id, words=REFUSAL["words"] + " Nobody else is left to be on call.")

    assert (slug(too_few), enough.status_code) == ("too-few-words", 204)


async def test_with_which_codes_release_is_refused_is_a_regions_own(school: School) -> None:
    """R17; nobody adds to those that there are."""
    opportunities, named = school.trust.opportunities, "opportunities.refusal_codes"
    await opportunities.hears(a_deanery("NTH", "R0B"), a_deanery("YHD", "RAE"))
    course_id = await school.schedules()
    booking_id = await school.books(course_id, await school.a_trainee())
    before = (await school.get(school.rota, f"/courses/{course_id}")).json()["refusal_codes"]
    for deanery, codes in (("NTH", ["short_notice", "on_call_clash"]), ("YHD", ["minimum_staffing"])):
        assert await opportunities.rules(a_dean(deanery), named, codes, of=deanery) == 204

    after = (await school.get(school.rota, f"/courses/{course_id}")).json()["refusal_codes"]
    unused = await school.refuses(booking_id)
    used = await school.refuses(booking_id, reason="on_call_clash")

    assert set(before) == DUTY_REASONS
    assert after == ["on_call_clash", "short_notice"]
    assert (unused.status_code, slug(unused), unused.json()["field"]) == (422, "no-reason-of-duty", "reason")
    assert unused.json()["detail"].endswith("Give one of on_call_clash, short_notice.")
    assert used.status_code == 204
    assert await opportunities.rules(a_dean("NTH"), named, ["cost_not_supported"], of="NTH") == 422


@pytest.mark.parametrize(
    ("facts", "refused_as"),
    [({"words": "Too few."}, "too-few-words"), ({"reason": "cost_not_supported"}, "no-reason-of-duty")],
)
async def test_a_refusal_needs_a_reason_of_duty_and_enough_words(
    school: School, facts: dict[str, Any], refused_as: str
) -> None:
    booking_id = await school.books(await school.schedules(), await school.a_trainee())

    answer = await school.refuses(booking_id, **facts)

    assert (answer.status_code, slug(answer)) == (422, refused_as)
    assert await school.trust.opportunities.said(TrainingReleaseRefused) == []


async def test_of_two_coordinators_at_once_one_refuses_and_the_other_learns_who(school: School) -> None:
    booking_id = await school.books(await school.schedules(), await school.a_trainee())

    answers = await asyncio.gather(school.refuses(booking_id), school.refuses(booking_id))

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    [late] = [answer.json() for answer in answers if answer.status_code == 409]
    assert late["decided_by"] == str(school.rota.person_id)


async def test_a_doctor_who_is_not_released_appeals_once_and_the_director_gives_the_seat_back(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    early, _ = await school.appeals(trainee, booking_id), await school.refuses(booking_id)

    assert (early.status_code, slug(early)) == (409, "release-not-refused")
    assert (await school.appeals(school.rota, booking_id)).status_code == 403
    assert (await school.appeals(trainee, booking_id)).status_code == 204
    assert slug(await school.appeals(trainee, booking_id)) == "appealed-before"
    answers = await asyncio.gather(school.answers(booking_id), school.answers(booking_id, outcome="dismissed"))

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    [late] = [answer.json() for answer in answers if answer.status_code == 409]
    assert late["answered_by"] == str(school.director.person_id)
    appealed, answered = await school.trust.opportunities.said(TrainingReleaseAppealed, TrainingReleaseAppealAnswered)
    written = (WHY["why"], UPHELD["words"])
    assert not any(text in said.model_dump_json() for said in (appealed, answered) for text in written)
    [own] = (await school.get(trainee, "/bookings")).json()["items"]
    upheld = answered.outcome == "upheld"
    assert (own["status"], own["appeal_outcome"]) == ("booked" if upheld else "not_released", answered.outcome)
    assert answered.seated is upheld


async def test_what_the_director_gave_back_is_not_refused_again(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    await school.refuses(booking_id)
    await school.appeals(trainee, booking_id)
    assert (await school.answers(booking_id)).status_code == 204

    again = await school.refuses(booking_id)

    assert (slug(again), again.json()["answered_by"]) == ("released-on-appeal", str(school.director.person_id))
    assert await school.seats_left(course_id) == 1


async def test_one_appeal_for_a_course_is_final_however_often_it_is_booked(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    first = await school.books(course_id, trainee)
    await school.refuses(first)
    await school.appeals(trainee, first)
    second = await school.books(course_id, trainee)
    assert (await school.answers(first)).status_code == 204

    again = await school.refuses(second)

    assert (slug(again), again.json()["answered_by"]) == ("released-on-appeal", str(school.director.person_id))
    other = await school.a_trainee()
    third = await school.books(course_id, other)
    await school.refuses(third)
    await school.appeals(other, third)
    await school.answers(third, outcome="dismissed")
    fourth = await school.books(course_id, other)
    assert (await school.refuses(fourth)).status_code == 204
    assert slug(await school.appeals(other, fourth)) == "appealed-before"


async def test_an_appeal_that_only_who_refused_could_answer_is_sent_to_the_dean(school: School) -> None:
    both = Actor(school.rota.person_id, school.rota.grants | school.director.grants)
    await school.trust.opportunities.hears(appointed(both, role=Role.DME))
    first = await school.books(course_id := await school.schedules(), trainee := await school.a_trainee())
    await school.refuses(first)

    alone = await school.appeals(trainee, first)
    await school.trust.opportunities.hears(appointed(school.director, role=Role.DME))
    with_another = await school.appeals(trainee, first)

    assert (alone.status_code, slug(alone)) == (409, "nobody-else-judges")
    assert "dean of your deanery" in alone.json()["detail"]
    assert with_another.status_code == 204
    assert (await school.post(both, f"/bookings/{first}/appeal/answer", UPHELD)).status_code == 404
    assert (await school.answers(first)).status_code == 204
    assert await school.seats_left(course_id) == 1


async def test_what_is_appealed_and_answered_is_read_by_its_doctor_and_the_director_alone(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    await school.books(course_id, await school.a_trainee())
    await school.refuses(booking_id)
    await school.appeals(trainee, booking_id)
    await school.answers(booking_id, outcome="dismissed")
    written = (WHY["why"], UPHELD["words"])

    async def reads(reader: Actor, path: str = f"/courses/{course_id}") -> tuple[bool, bool]:
        shown = (await school.get(reader, path)).text
        assert "dismissed" in shown, "what the answer is, they know"
        return written[0] in shown, written[1] in shown

    assert await reads(trainee) == await reads(school.director) == await reads(trainee, "/bookings") == (True, True)
    for other in (school.rota, school.meded, school.trust.lead):
        assert await reads(other) == (False, False)
    await school.trust.opportunities.set_clock(BEGUN)
    assert await reads(school.meded, "/registers") == (False, False)
    assert await reads(school.director, "/registers") == (True, True)


async def test_of_a_course_that_is_cancelled_no_appeal_is_answered_and_its_doctor_is_named(school: School) -> None:
    course_id, trainee = await school.schedules(), await school.a_trainee()
    booking_id = await school.books(course_id, trainee)
    await school.refuses(booking_id)
    await school.appeals(trainee, booking_id)
    await school.post(school.meded, f"/courses/{course_id}/cancellation", {"reason": "too_few_booked"})

    late = await school.answers(booking_id)

    [said] = await school.trust.opportunities.said(TrainingCancelled)
    assert (said.bookings, said.appealing) == ((), (trainee.person_id,))
    assert (late.status_code, slug(late)) == (409, "course-cancelled")


async def test_of_an_appeal_and_its_answer_strangers_find_nothing(school: School) -> None:
    booking_id = await school.books(await school.schedules(), trainee := await school.a_trainee())
    await school.refuses(booking_id)
    await school.appeals(trainee, booking_id)
    other, elsewhere = await school.a_trainee(), an_actor(Grant(Role.DME, "RXF"))

    assert (await school.appeals(other, booking_id)).status_code == 404
    assert (await school.post(elsewhere, f"/bookings/{booking_id}/appeal/answer", UPHELD)).status_code == 404


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
