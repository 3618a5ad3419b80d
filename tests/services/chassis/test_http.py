"""Routes: who may, once, in one transaction that is committed before the answer leaves."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from chassis.service import Running
from chassis.work import UnitOfWork
from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback
from tests.services.driver import an_actor

DOCTOR = Actor(uuid4(), frozenset({Grant(Role.RESIDENT_DOCTOR)}))
THINGS = "/api/toy/things"


def problem(response: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert (body["type"], body["status"]) == (f"/problems/{slug}", status)
    assert body["title"]
    assert body["detail"]
    return body


async def add(toy: Toy, name: str = "one", **headers: str) -> httpx.Response:
    return await toy.http(DOCTOR, **headers).post(THINGS, json={"name": name})


async def test_nobody_is_told_to_sign_in(toy: Toy) -> None:
    response = await toy.http().post(THINGS, json={"name": "one"})
    problem(response, 401, "not-signed-in")
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("authorization", ["Bearer x.y.z", "Basic YTpi", "Bearer"])
async def test_what_is_no_token_signs_nobody_in(toy: Toy, authorization: str) -> None:
    problem(await toy.http(Authorization=authorization).post(THINGS, json={"name": "one"}), 401, "not-signed-in")


async def test_another_role_is_forbidden_and_told_which_it_needs(toy: Toy) -> None:
    response = await toy.http(an_actor(Grant(Role.TPD))).post(THINGS, json={"name": "one"})
    assert "resident_doctor" in problem(response, 403, "forbidden")["detail"]
    assert await toy.count("thing") == 0


async def test_a_rule_that_names_no_role_lets_nobody_in(toy: Toy) -> None:
    everything = an_actor(*(Grant(role) for role in Role))
    problem(await toy.http(everything).get("/api/toy/closed"), 403, "forbidden")
    problem(await toy.http().get("/api/toy/closed"), 401, "not-signed-in")


async def test_a_route_open_to_all_needs_no_token_but_refuses_a_bad_one(toy: Toy) -> None:
    assert (await toy.http().get("/api/toy/open")).json() == {"who": "00000000-0000-0000-0000-000000000000"}
    assert (await toy.http(DOCTOR).get("/api/toy/open")).json() == {"who": str(DOCTOR.person_id)}
    problem(await toy.http(Authorization="Bearer x.y.z").get("/api/toy/open"), 401, "not-signed-in")


async def test_a_token_that_ran_out_is_refused(toy: Toy) -> None:
    client = toy.http(DOCTOR)
    toy.clock.forward(minutes=11)
    problem(await client.post(THINGS, json={"name": "one"}), 401, "not-signed-in")


async def test_what_is_not_there_is_a_problem_of_404(toy: Toy) -> None:
    problem(await toy.http(DOCTOR).get(f"{THINGS}/{uuid4()}"), 404, "not-found")
    problem(await toy.http(DOCTOR).get("/api/toy/nowhere"), 404, "http-404")


async def test_a_method_that_is_not_taken_is_a_problem_of_405_that_names_all_that_are(toy: Toy) -> None:
    response = await toy.http(DOCTOR).delete(f"{THINGS}/{uuid4()}")

    problem(response, 405, "http-405")
    assert response.headers["allow"] == "GET, PUT"


async def test_what_is_not_right_is_named_field_by_field(toy: Toy) -> None:
    body = problem(await toy.http(DOCTOR).post(THINGS, json={"nam": 1}), 422, "invalid")
    assert body["errors"] == [{"field": "name", "reason": "Field required"}]


async def test_a_body_that_is_no_json_is_named_as_the_body_with_a_remedy(toy: Toy) -> None:
    sent = await toy.http(DOCTOR, **{"Content-Type": "application/json"}).post(THINGS, content=b"name=one")

    [fault] = problem(sent, 422, "invalid")["errors"]
    assert fault["field"] == "body"
    assert fault["reason"] == "is not JSON (Expecting value, after 0 characters): correct it and send it again"


async def test_a_body_larger_than_the_settings_allow_is_a_413_and_changes_nothing(toy: Toy) -> None:
    body = problem(await add(toy, "n" * toy.running.service.settings.largest_body), 413, "body-too-large")
    assert "1,000,000 bytes" in body["detail"]
    assert await toy.count("thing") == 0


async def test_a_refusal_is_a_409_with_its_facts_and_changes_nothing(toy: Toy) -> None:
    body = problem(await toy.http(DOCTOR).post("/api/toy/refused", json={"name": "one"}), 409, "toy-no")
    assert (body["title"], body["detail"], body["until"]) == ("The toy says no", "Not today", "tomorrow")
    assert await toy.count("thing") == 0


async def test_our_fault_is_a_500_that_quotes_nothing_and_changes_nothing(toy: Toy) -> None:
    response = await toy.http(DOCTOR).post("/api/toy/broken", json={"name": "Ann Other"})
    problem(response, 500, "our-fault")
    assert "Ann" not in response.text
    assert await toy.count("thing") == 0


async def test_what_the_database_cannot_keep_is_refused_as_sent_and_changes_nothing(toy: Toy) -> None:
    body = problem(await add(toy, "Ann\0Other"), 422, "cannot-be-kept")
    assert "NUL" in body["detail"]
    assert "Other" not in str(body)
    assert await toy.count("thing") == 0


@pytest.mark.parametrize(
    ("statement", "value", "status"),
    [
        ("SELECT $1::text || 'x'", "a\0b", 422),
        ("SELECT $1::bigint", 2**63, 422),
        ("SELECT $1::bigint * 2", 2**62, 422),
        ("SELECT $1::bigint", "seven", 500),
        ("SELECT 1 / $1::bigint", 0, 500),
    ],
)
async def test_only_what_was_sent_is_called_the_callers_fault(
    toy: Toy, monkeypatch: pytest.MonkeyPatch, statement: str, value: object, status: int
) -> None:
    async def ask(work: UnitOfWork) -> None:
        await work.driver.fetchval(statement, value)

    async def ask_in_words(work: UnitOfWork) -> None:
        await work.connection.exec_driver_sql(statement, (value,))

    for way in (ask, ask_in_words):
        monkeypatch.setattr(UnitOfWork, "settle", way)
        assert (await add(toy)).status_code == status


async def test_a_database_that_does_not_answer_is_a_503(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_: Any) -> Any:
        raise asyncpg.CannotConnectNowError("it starts up")

    monkeypatch.setattr(toy.running.database, "begin", away)
    problem(await add(toy), 503, "our-fault")


async def test_the_commit_happens_before_the_answer_leaves(toy: Toy) -> None:
    seen: list[int] = []
    inner = toy.running.app

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        async def look_then_send(message: Any) -> None:
            if message["type"] == "http.response.start":
                seen.append(await toy.count("thing"))
            await send(message)

        await inner(scope, receive, look_then_send)

    async with toy.http(DOCTOR) as client:
        client._transport = httpx.ASGITransport(watched)
        assert (await client.post(THINGS, json={"name": "one"})).status_code == 201
    assert seen == [1]
    assert len(await toy.said()) == 1


async def test_a_repeated_key_is_answered_as_it_was_answered_first(toy: Toy) -> None:
    key = {"Idempotency-Key": "abc"}
    first, again = await add(toy, **key), await add(toy, **key)

    assert (again.status_code, again.content) == (201, first.content)
    for name in ("etag", "location", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert (again.headers["idempotent-replayed"], "idempotent-replayed" in first.headers) == ("true", False)
    assert (await toy.count("thing"), len(await toy.said())) == (1, 1)


async def test_a_key_used_with_another_body_is_refused(toy: Toy) -> None:
    await add(toy, **{"Idempotency-Key": "abc"})
    problem(await add(toy, "two", **{"Idempotency-Key": "abc"}), 422, "idempotency-key-reused")
    assert await toy.count("thing") == 1


@pytest.mark.parametrize("key", ["", "k" * 201])
async def test_a_key_of_no_or_too_many_characters_is_refused(toy: Toy, key: str) -> None:
    problem(await add(toy, **{"Idempotency-Key": key}), 422, "idempotency-key-reused")


async def test_a_key_is_its_owners_only(toy: Toy) -> None:
    await add(toy, **{"Idempotency-Key": "abc"})
    other = an_actor(Grant(Role.RESIDENT_DOCTOR))
    response = await toy.http(other, **{"Idempotency-Key": "abc"}).post(THINGS, json={"name": "one"})
    assert (response.status_code, await toy.count("thing")) == (201, 2)


async def test_five_requests_of_one_key_at_once_have_one_effect(toy: Toy) -> None:
    answers = await asyncio.gather(*(add(toy, **{"Idempotency-Key": "abc"}) for _ in range(5)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert (await toy.count("thing"), len(await toy.said())) == (1, 1)


@pytest.mark.parametrize(("path", "status"), [("refused", 409), ("broken", 500), ("answered-badly", 400)])
async def test_a_request_that_did_not_succeed_may_be_tried_again_with_its_key(toy: Toy, path: str, status: int) -> None:
    for _ in range(2):
        client = toy.http(DOCTOR, **{"Idempotency-Key": "abc"})
        assert (await client.post(f"/api/toy/{path}", json={"name": "one"})).status_code == status
    assert await toy.count("idempotency") == 0


async def test_keys_are_forgotten_after_two_days(toy: Toy) -> None:
    await add(toy, **{"Idempotency-Key": "abc"})
    async with toy.begin() as work:
        toy.clock.set(await work.driver.fetchval("SELECT now() + interval '47 hours'"))
    await toy.run_job("upkeep")
    assert await toy.count("idempotency") == 1
    toy.clock.forward(hours=2)
    await toy.run_job("upkeep")
    assert await toy.count("idempotency") == 0


async def test_a_lost_update_is_a_412_and_the_right_version_is_not(toy: Toy) -> None:
    where = (await add(toy)).headers["location"]
    client = toy.http(DOCTOR)
    version = (await client.get(where)).headers["etag"]
    assert version == '"v1"'

    assert (await client.put(where, json={"name": "two"}, headers={"If-Match": version})).status_code == 204
    problem(await client.put(where, json={"name": "three"}, headers={"If-Match": version}), 412, "lost-update")
    problem(await client.put(where, json={"name": "three"}, headers={"If-Match": '"theirs"'}), 412, "lost-update")
    endless = f'"v{"9" * 5_000}"'
    problem(await client.put(where, json={"name": "three"}, headers={"If-Match": endless}), 412, "lost-update")
    assert (await client.get(where)).json() == {"name": "two"}
    assert (await client.put(where, json={"name": "three"}, headers={"If-Match": "*"})).status_code == 204
    assert (await client.put(where, json={"name": "four"})).status_code == 204


def test_a_route_without_a_rule_and_a_rule_without_a_route_do_not_start(toy: Toy) -> None:
    service = toy.running.service
    with pytest.raises(ValueError, match="toy: no rule in policy for add"):
        Running(replace(service, policy={n: r for n, r in service.policy.items() if n != "add"}))
    with pytest.raises(ValueError, match="toy: policy names no route: ad"):
        Running(replace(service, policy={**service.policy, "ad": frozenset()}))


async def test_it_lives_and_shows_its_metrics_without_a_token(toy: Toy) -> None:
    await toy.hears(a_feedback())
    assert (await toy.http().get("/livez")).text == "alive"
    shown = (await toy.http().get("/metrics")).text
    assert 'fairlead_messages_consumed_total{ending="applied",topic="feedback.v1"} 1.0' in shown
