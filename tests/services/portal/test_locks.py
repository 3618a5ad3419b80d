"""Whoever can be picked from a list has proved nothing: each lock that keeps that out of production (reference B1)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy import text

from fairlead.embedded.errors import RegionError
from fairlead.embedded.issuer import Issuer
from fairlead.embedded.personas import refuse_production
from fairlead.embedded.picker import Persona
from services.portal.domain import Identity, SignInRefused, person_named
from services.portal.settings import Settings
from tests.postgres import TestPostgres
from tests.services.portal.region import Region


async def _nobody(_: str) -> Sequence[Persona]:
    return []


def _issuer(env: str = "test") -> Issuer:
    return Issuer(
        env=env, url="http://127.0.0.1:1", client_secret="x", redirect_uri="http://127.0.0.1:2/", find=_nobody
    )


def _settings(**facts: Any) -> Settings:
    ordinary: dict[str, Any] = {
        "env": "production",
        "database": "postgresql://x",
        "kafka": "x",
        "public_keys": {},
        "upstreams": {},
        "signing_key": {},
        "operator_secret": "x",
        "public_url": "https://portal.example",
        "issuer": "https://sign-in.example",
        "client_secret": "of a client",
    }
    return Settings(**{**ordinary, **facts})


def test_production_starts_with_a_real_issuer() -> None:
    assert _settings().issuer == "https://sign-in.example"


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": None},
        {"client_secret": None},
        {"issuer": "http://sign-in.example"},
        {"issuer": "https://127.0.0.1:8601"},
        {"issuer": "https://[::1]/"},
        {"issuer": "https://localhost"},
        {"issuer": "https://sign-in.localhost"},
        {"public_url": "http://portal.example"},
        {"public_url": "https://localhost"},
    ],
    ids=str,
)
def test_production_does_not_start_with_what_is_convenient_on_one_machine(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="in production"):
        _settings(**wrong)


def test_an_environment_that_nobody_named_is_production() -> None:
    facts = _settings().model_dump(exclude={"env", "client_secret", "operator_secret"})
    with pytest.raises(ValidationError, match="in production"):
        Settings(**{**facts, "issuer": "http://127.0.0.1:8601", "client_secret": "x", "operator_secret": "x"})


def test_there_is_room_for_one_issuer_only() -> None:
    """So that none for development can stand beside a real one."""
    assert [name for name in Settings.model_fields if name.startswith("issuer")] == ["issuer", "issuer_name"]
    assert Settings.model_fields["issuer"].annotation == str | None


def test_production_takes_nobody_who_was_picked() -> None:
    claims = {"sub": "dev|0194c6a0", "person": "7000010"}

    with pytest.raises(SignInRefused):
        person_named(claims, claim="person", picked=False)
    assert person_named(claims, claim="person", picked=True) == "7000010"


@pytest.mark.parametrize(
    "claims", [{}, {"sub": "1"}, {"sub": "1", "person": ""}, {"sub": "1", "person": "a@b.example"}]
)
def test_nobody_is_known_by_nothing_or_by_an_address(claims: dict[str, str]) -> None:
    with pytest.raises(SignInRefused):
        person_named(claims, claim="person", picked=True)


@pytest.mark.parametrize("env", ["production", "", "PRODUCTION", "staging"])
def test_the_embedded_issuer_does_not_start_elsewhere(env: str) -> None:
    with pytest.raises(RegionError, match="dev, demo, test only"):
        _issuer(env)


async def test_the_embedded_issuer_does_not_start_beside_a_database_of_production(region: Region) -> None:
    url = region.portal.running.database.url
    await refuse_production(url)
    async with region.portal.begin() as work:
        await work.run(text("INSERT INTO mark VALUES ('production', now())"))

    with pytest.raises(RegionError, match="one of production"):
        await refuse_production(url)


async def test_a_database_without_the_portals_tables_is_none_of_production(postgres: TestPostgres) -> None:
    await refuse_production(await postgres.database())


async def test_a_portal_in_production_marks_its_database(region: Region, start: Any) -> None:
    production = await start(
        env="production", public_url="https://portal.example", issuer="https://x.example", client_secret="x"
    )
    await production.run_job("mark")
    await region.portal.run_job("mark")

    async with production.begin() as work:
        assert len(await work.all(text("SELECT 1 FROM mark WHERE name = 'production'"))) == 1
    async with region.portal.begin() as work:
        assert await work.all(text("SELECT 1 FROM mark")) == []


async def test_nobody_signs_in_by_picking_beside_a_database_of_production(region: Region) -> None:
    async with region.portal.begin() as work:
        await work.run(text("INSERT INTO mark VALUES ('production', now())"))

    page = await region.browser.send(await region.browser.open("/sign-in"), to="/sign-in")

    assert page.status_code == 422
    assert "nobody is picked from a list" in page.text


async def test_each_process_has_a_key_of_its_own_and_keeps_it_nowhere(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)

    first, second = [await _keys(_issuer()) for _ in range(2)]

    assert first["keys"][0]["kid"] != second["keys"][0]["kid"]
    assert "d" not in first["keys"][0]
    assert list(tmp_path.iterdir()) == []


async def test_every_page_says_that_this_is_a_trial_but_in_production(region: Region, start: Any) -> None:
    production = await start(
        env="production", public_url="https://portal.example", issuer="https://x.example", client_secret="x"
    )

    for path in ("/", "/sign-in", "/nowhere", "/cookies"):
        assert "This is a trial" in (await region.browser.open(path)).text
        async with production.http() as client:
            assert "This is a trial" not in (await client.get(path)).text
    asked = await region.browser.client.get(await region.browser.leave())
    assert "This is a trial" in asked.text


async def test_a_stand_in_is_nobody_unless_picked(region: Region) -> None:
    """An issuer whose person happens to be called operator gives nobody the operator's role."""
    home = await region.browser.sign_in("operator")
    assert "Your roles today: operator." in home.text

    claims = {"sub": "operator", "person": "operator"}
    named = person_named(claims, claim="person", picked=True)
    assert not Identity("https://sign-in.example", claims["sub"], named, "").is_picked


async def _keys(issuer: Issuer) -> Any:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(issuer.app), base_url=issuer.url) as client:
        return (await client.get("/keys")).json()
