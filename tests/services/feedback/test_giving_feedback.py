"""A supervisor writes to a doctor over HTTP, and the two of them read it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import Actor, Grant
from contracts.feedback import FeedbackGiven
from contracts.registry import Placement, PlacementAnnounced, PlacementCancelled, PlacementChanged, SupervisorChange
from contracts.vocabulary import PlacementType, Role
from tests.services.driver import Driver

WHEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
WORDS = {
    "activity": "Chaired the handover review",
    "did_well": "Everybody was heard.",
    "do_more": "Close each item with a name.",
    "next_step": "Chair the next one alone.",
}


def a_supervisor() -> Actor:
    return Actor(uuid4(), frozenset({Grant(Role.SUPERVISOR)}))


def a_doctor() -> Actor:
    return Actor(uuid4(), frozenset({Grant(Role.RESIDENT_DOCTOR)}))


def a_placement(doctor: Actor, supervisor: Actor) -> Placement:
    return Placement(
        placement_id=uuid4(),
        doctor_id=doctor.person_id,
        post="NTH/R0B01/030/F2/006",
        host="R0B",
        site="R0B01",
        grade="Foundation Year 2",
        type=PlacementType.IN_POST,
        wte=Decimal(1),
        start=date(2026, 8, 5),
        end=date(2026, 12, 1),
        clinical_supervisor_id=supervisor.person_id,
    )


def announced(placement: Placement) -> PlacementAnnounced:
    return PlacementAnnounced(placement=placement, announced_at=WHEN, notice_days=0)


def written_to(doctor: Actor, **facts: Any) -> dict[str, Any]:
    return {"doctor_id": str(doctor.person_id), "activity_date": "2026-11-18"} | WORDS | facts


@pytest.fixture
async def feedback(drive: Callable[[str], Awaitable[Driver]]) -> Driver:
    return await drive("feedback")


async def test_what_a_supervisor_writes_reaches_the_doctor_and_is_said_without_words(feedback: Driver) -> None:
    supervisor, doctor = a_supervisor(), a_doctor()
    await feedback.hears(announced(a_placement(doctor, supervisor)))

    async with feedback.http(supervisor) as http:
        answer = await http.post("/api/feedback/written", json=written_to(doctor))
    async with feedback.http(doctor) as http:
        seen = await http.get(f"/api/feedback/written/{answer.json()['id']}")

    assert (answer.status_code, set(answer.json())) == (201, {"id"})
    assert {name: seen.json()[name] for name in WORDS} == WORDS
    (said,) = await feedback.said(FeedbackGiven)
    assert said == FeedbackGiven(
        feedback_id=UUID(answer.json()["id"]),
        doctor_id=doctor.person_id,
        giver_id=supervisor.person_id,
        trust="R0B",
        activity_date=date(2026, 11, 18),
        given_at=feedback.clock.now(),
    )


async def test_only_giver_and_receiver_find_it(feedback: Driver) -> None:
    supervisor, doctor = a_supervisor(), a_doctor()
    await feedback.hears(announced(a_placement(doctor, supervisor)))
    async with feedback.http(supervisor) as http:
        feedback_id = (await http.post("/api/feedback/written", json=written_to(doctor))).json()["id"]

    found = {}
    for actor in (supervisor, doctor, a_supervisor(), a_doctor()):
        async with feedback.http(actor) as http:
            one = await http.get(f"/api/feedback/written/{feedback_id}")
            listed = (await http.get("/api/feedback/written")).json()["items"]
        found[actor] = (one.status_code, [item["id"] for item in listed])

    assert list(found.values()) == [(200, [feedback_id]), (200, [feedback_id]), (404, []), (404, [])]


async def test_whoever_does_not_supervise_the_doctor_that_day_gets_404(feedback: Driver) -> None:
    former, supervisor, doctor = a_supervisor(), a_supervisor(), a_doctor()
    placement = a_placement(doctor, former)
    handed_over = placement.model_copy(update={"clinical_supervisor_id": supervisor.person_id})
    change = SupervisorChange(field="clinical_supervisor", old=former.person_id, new=supervisor.person_id)
    await feedback.hears(
        announced(placement),
        PlacementChanged(placement=handed_over, changes=(change,), changed_at=WHEN, notice_days=0),
    )

    async def status(actor: Actor, **facts: Any) -> int:
        async with feedback.http(actor) as http:
            return (await http.post("/api/feedback/written", json=written_to(doctor, **facts))).status_code

    assert await status(supervisor) == 201
    assert await status(former) == await status(a_supervisor()) == 404
    assert await status(supervisor, activity_date="2026-08-04") == 404
    assert await status(supervisor, doctor_id=str(uuid4())) == 404
    assert await status(doctor) == 403

    await feedback.hears(PlacementCancelled(placement=handed_over, cancelled_at=WHEN, notice_days=0))
    assert await status(supervisor) == 404


@pytest.mark.parametrize(
    "facts",
    [
        {"activity_date": "2026-11-23"},
        {"did_well": "   "},
        {"do_more": ""},
        {"activity": "x" * 201},
        {"next_step": "y" * 4001},
        {"next_step": "a\x00b"},
    ],
    ids=["tomorrow", "blank", "empty", "a long title", "a long text", "a NUL"],
)
async def test_what_cannot_be_given_is_sent_back(feedback: Driver, facts: dict[str, Any]) -> None:
    supervisor, doctor = a_supervisor(), a_doctor()
    await feedback.hears(announced(a_placement(doctor, supervisor)))

    async with feedback.http(supervisor) as http:
        answer = await http.post("/api/feedback/written", json=written_to(doctor, **facts))

    assert answer.status_code == 422
    assert await feedback.said() == []


async def test_the_giver_mends_it_within_fourteen_days_on_the_version_they_read(feedback: Driver) -> None:
    supervisor, doctor = a_supervisor(), a_doctor()
    await feedback.hears(announced(a_placement(doctor, supervisor)))
    better = WORDS | {"did_well": "Everybody was heard, twice."}

    async with feedback.http(supervisor) as http:
        path = (
            "/api/feedback/written/" + (await http.post("/api/feedback/written", json=written_to(doctor))).json()["id"]
        )
        tag = (await http.get(path)).headers["etag"]
        mended = await http.put(path, json=better, headers={"If-Match": tag})
        stale = await http.put(path, json=WORDS, headers={"If-Match": tag})
    async with feedback.http(doctor) as http:
        seen = (await http.get(path)).json()
        not_theirs = (await http.put(path, json=WORDS)).status_code

    assert (mended.status_code, stale.status_code, not_theirs) == (204, 412, 403)
    assert (seen["did_well"], seen["version"]) == ("Everybody was heard, twice.", 2)

    feedback.clock.forward(days=15)
    async with feedback.http(supervisor) as http:
        assert (await http.put(path, json=WORDS)).status_code == 409
    assert len(await feedback.said()) == 1


async def test_a_list_is_read_page_by_page(feedback: Driver) -> None:
    supervisor, doctor = a_supervisor(), a_doctor()
    await feedback.hears(announced(a_placement(doctor, supervisor)))
    async with feedback.http(supervisor) as http:
        given = [(await http.post("/api/feedback/written", json=written_to(doctor))).json()["id"] for _ in range(3)]

    async with feedback.http(doctor) as http:
        first = (await http.get("/api/feedback/written", params={"limit": 2})).json()
        rest = (await http.get("/api/feedback/written", params={"limit": 2, "after": first["next"]})).json()

    assert sorted(item["id"] for item in first["items"] + rest["items"]) == sorted(given)
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
