"""Tokens by the operator's secret: for whom, with which roles, and never in production."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.tokens import NotSignedIn, Verifier
from contracts import Actor, Grant
from contracts.vocabulary import Role
from services.portal.settings import Settings
from tests.services.driver import Driver
from tests.services.portal.upstream import Upstream

SECRET = "an operator's secret of this test"


@pytest.fixture
def doctor(upstream: Upstream) -> dict[str, Any]:
    """A resident doctor who is also a champion, as the registry knows them."""
    known = {
        "id": str(uuid4()),
        "registration": "7000010",
        "email": "a.doctor@example.org",
        "grants": [{"role": "resident_doctor", "scope": None}, {"role": "champion", "scope": "R0B"}],
    }
    upstream.people[str(known["id"])] = known
    return known


async def ask(portal: Driver, *, secret: str = SECRET, **body: Any) -> httpx.Response:
    async with portal.http(Authorization=f"Operator {secret}") as client:
        return await client.post("/api/portal/tokens", json=body)


async def actor_of(portal: Driver, answer: httpx.Response) -> Actor:
    """Whoever a service takes the token's bearer for, knowing only the portal's public keys."""
    async with portal.http() as client:
        keys = (await client.get("/api/portal/keys")).json()
    return Verifier(keys).actor(answer.json()["token"], at=portal.clock.now())


@pytest.mark.parametrize("name", ["registration", "email", "id"])
async def test_a_token_holds_all_roles_held_today(portal: Driver, doctor: dict[str, Any], name: str) -> None:
    answer = await ask(portal, person=doctor[name])

    assert answer.status_code == 200
    assert answer.json()["person_id"] == doctor["id"]
    actor = await actor_of(portal, answer)
    assert str(actor.person_id) == doctor["id"]
    assert actor.grants == {Grant(Role.RESIDENT_DOCTOR), Grant(Role.CHAMPION, "R0B")}


async def test_a_token_for_one_role_holds_only_that(portal: Driver, doctor: dict[str, Any]) -> None:
    answer = await ask(portal, person="7000010", role="champion")

    assert (await actor_of(portal, answer)).grants == {Grant(Role.CHAMPION, "R0B")}
    assert answer.json()["grants"] == [{"role": "champion", "scope": "R0B"}]


async def test_a_role_that_is_not_held_is_refused_by_name(portal: Driver, doctor: dict[str, Any]) -> None:
    answer = await ask(portal, person="7000010", role="dean")

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/role-not-held")
    assert answer.json()["detail"] == "dean is not held today; held: champion, resident_doctor"


async def test_a_token_runs_out_after_ten_minutes(portal: Driver, doctor: dict[str, Any]) -> None:
    answer = await ask(portal, person="7000010")
    assert answer.json()["expires_at"] == (portal.clock.now() + timedelta(minutes=10)).isoformat().replace(
        "+00:00", "Z"
    )

    portal.clock.forward(minutes=10)

    with pytest.raises(NotSignedIn):
        await actor_of(portal, answer)


async def test_the_registry_is_asked_as_an_operator_about_todays_roles(
    portal: Driver, doctor: dict[str, Any], upstream: Upstream
) -> None:
    await ask(portal, person="7000010")

    search, grants = upstream.seen
    token = search.headers["authorization"].removeprefix("Bearer ")
    actor = Verifier(portal.running.service.settings.public_keys).actor(token, at=portal.clock.now())
    assert actor.roles == {Role.OPERATOR}
    assert grants.query_params["on"] == "2026-11-22"


async def test_nobody_known_by_that_is_a_404(portal: Driver) -> None:
    answer = await ask(portal, person="7999999")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-person")


async def test_what_the_registry_cannot_look_for_is_nobody(portal: Driver) -> None:
    answer = await ask(portal, person="unreadable")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-person")


@pytest.mark.parametrize(("name", "role"), [("operator", Role.OPERATOR), ("deanery", Role.DEANERY_ANALYST)])
async def test_a_stand_in_holds_its_role_everywhere_without_asking_the_registry(
    portal: Driver, upstream: Upstream, name: str, role: Role
) -> None:
    actor = await actor_of(portal, await ask(portal, person=name, role=role))

    assert actor.grants == {Grant(role)}
    assert upstream.seen == []


async def test_a_stand_in_holds_no_other_role(portal: Driver) -> None:
    assert (await ask(portal, person="operator", role="dean")).status_code == 403


@pytest.mark.parametrize("header", ["", "Operator ", "Operator wrong", f"Bearer {SECRET}", SECRET, "Operator é"])
async def test_without_the_operators_secret_there_is_no_token(portal: Driver, header: str) -> None:
    async with portal.http() as client:
        sent = {"Authorization": header.encode()} if header else {}
        answer = await client.post("/api/portal/tokens", json={"person": "operator"}, headers=sent)  # type: ignore[arg-type]

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/tokens-refused")


@pytest.mark.parametrize(("env", "status"), [("dev", 200), ("demo", 200), ("test", 200), ("production", 403)])
async def test_tokens_by_secret_exist_everywhere_but_in_production(
    start: Callable[..., Awaitable[Driver]], env: str, status: int
) -> None:
    portal = await start(
        env=env, public_url="https://portal.example", issuer="https://sign-in.example", client_secret="of a client"
    )

    assert (await ask(portal, person="operator")).status_code == status


async def test_a_registry_that_is_away_is_a_502(start: Callable[..., Awaitable[Driver]], upstream: Upstream) -> None:
    portal = await start(upstreams={"registry": "http://127.0.0.1:1"})

    answer = await ask(portal, person="7000010")

    assert (answer.status_code, answer.json()["type"]) == (502, "/problems/service-away")


async def test_no_private_half_of_a_key_is_given_out(portal: Driver) -> None:
    async with portal.http() as client:
        (key,) = (await client.get("/api/portal/keys")).json()["keys"]

    assert key.keys() == {"kty", "crv", "x", "kid", "alg", "use"}


def test_settings_show_neither_secret(signing_key: Any) -> None:
    key = signing_key.as_dict(private=True)
    settings = Settings(
        env="test",
        database="postgresql://x",
        kafka="x",
        public_keys={},
        upstreams={},
        signing_key=key,
        operator_secret=SECRET,
    )

    assert SECRET not in repr(settings)
    assert key["d"] not in repr(settings)
