"""R17: a doctor is not released for a course, appeals, and is answered."""

import asyncio
from typing import Any

import pytest

from contracts import Actor, Grant
from contracts.opportunities import (
    TrainingCancelled,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.vocabulary import DUTY_REASONS, Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, appointed
from tests.services.opportunities.schooling import BEGUN, REFUSAL, UPHELD, WHY, School, slug


@pytest.fixture
def school(trust: Trust) -> School:
    return School(trust)


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
