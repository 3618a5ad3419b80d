"""The portal in front of a service on a real socket."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from chassis.clock import SystemClock, london_date
from fairlead.embedded.issuer import Issuer
from fairlead.embedded.personas import STAND_INS
from fairlead.embedded.picker import Persona
from fairlead.embedded.serving import LoopbackServer
from tests.postgres import TestPostgres, free_tcp_port
from tests.services.driver import Driver, Past
from tests.services.notifications.conftest import VAPID_KEY
from tests.services.portal.browser import PORTAL, Browser
from tests.services.portal.region import CLIENT_SECRET, Region
from tests.services.portal.town import Town
from tests.services.portal.upstream import Upstream, served

SECRET = "an operator's secret of this test"

Start = Callable[..., Awaitable[Driver]]
Foundings = dict[tuple[date, tuple[str, ...]], Mapping[str, Past]]


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    async with served(Upstream()) as running:
        yield running


@pytest.fixture
def start(
    drive: Callable[..., Awaitable[Driver]], upstream: Upstream, signing_key: OKPKey
) -> Callable[..., Awaitable[Driver]]:
    """``await start(env=…)``: a portal whose services are one upstream, but for feedback, which is away."""

    async def begin(**settings: object) -> Driver:
        away = f"http://127.0.0.1:{free_tcp_port()}"
        ordinary: dict[str, object] = {
            "upstreams": {
                **dict.fromkeys(
                    (
                        "leave",
                        "notifications",
                        "opportunities",
                        "recognition",
                        "registry",
                        "reporting",
                        "role_modelling",
                    ),
                    upstream.url,
                ),
                "feedback": away,
            },
            "signing_key": signing_key.as_dict(private=True),
            "operator_secret": SECRET,
            "body_limit": 1_000,
        }
        return await drive("portal", **{**ordinary, **settings})

    return begin


@pytest.fixture
async def portal(start: Callable[..., Awaitable[Driver]]) -> Driver:
    return await start()


@pytest.fixture
async def region(start: Callable[..., Awaitable[Driver]], upstream: Upstream) -> AsyncIterator[Region]:
    """On real sockets where the portal asks, and in this process where the browser does."""
    port = free_tcp_port()
    url = f"http://127.0.0.1:{port}"

    async def find(typed: str) -> Sequence[Persona]:
        known = [one for one in STAND_INS if not typed or one.person == typed]
        people = [one for one in upstream.people.values() if not typed or typed in (one["id"], one["registration"])]
        return [*known, *(Persona(one["id"], one["name"], "Somebody", one["registration"]) for one in people)]

    issuer = Issuer(
        env="test",
        url=url,
        client_secret=CLIENT_SECRET,
        redirect_uri=f"{PORTAL}/sign-in/callback",
        find=find,
        seconds=lambda: portal.clock.now().timestamp(),
    )
    server = LoopbackServer(issuer.app, host="127.0.0.1", port=port)
    await server.start()
    portal = await start(public_url=PORTAL, issuer=url, client_secret=CLIENT_SECRET, person_claim="person")
    try:
        yield Region(portal, issuer, upstream, Browser(portal, issuer))
    finally:
        await server.stop()


@pytest.fixture(scope="session")
def foundings() -> Foundings:
    """What the services of a town had been through when it was founded: once a day is enough, others begin with it."""
    return {}


@pytest.fixture
async def town(start: Start, drive: Start, postgres: TestPostgres, foundings: Foundings) -> AsyncIterator[Town]:
    """The portal with the real services behind it, each on a socket of its own."""
    async with _founded(start, drive, postgres, foundings, "registry", "leave", "feedback", "notifications") as here:
        yield here


@pytest.fixture
async def campus(start: Start, drive: Start, postgres: TestPostgres, foundings: Foundings) -> AsyncIterator[Town]:
    """The same, with the services of what doctors take part in."""
    names = ("registry", "opportunities", "role_modelling", "recognition")
    async with _founded(start, drive, postgres, foundings, *names) as here:
        yield here


@contextlib.asynccontextmanager
async def _founded(
    start: Start, drive: Start, postgres: TestPostgres, foundings: Foundings, *names: str
) -> AsyncIterator[Town]:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": 1, "mail_from": "Fairlead <no-reply@fairlead.example>"}
    more: dict[str, dict[str, Any]] = {
        "notifications": {**mail, "portal_url": PORTAL, "vapid_key": VAPID_KEY},
        "recognition": {"portal_url": PORTAL},
    }
    now = SystemClock().now()
    pasts = foundings.get((london_date(now), names), {})
    services = {name: await drive(name, past=pasts.get(name), **more.get(name, {})) for name in names}
    ports = {name: free_tcp_port() for name in (*services, "issuer")}
    urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}

    async def find(typed: str) -> Sequence[Persona]:
        return [Persona(typed, f"Somebody {typed}", "Somebody", typed)] if typed else []

    issuer = Issuer(
        env="test",
        url=urls["issuer"],
        client_secret=CLIENT_SECRET,
        redirect_uri=f"{PORTAL}/sign-in/callback",
        find=find,
        seconds=lambda: portal.clock.now().timestamp(),
    )
    apps = {**{name: driver.running.app for name, driver in services.items()}, "issuer": issuer.app}
    servers = [LoopbackServer(app, host="127.0.0.1", port=ports[name]) for name, app in apps.items()]
    try:
        await asyncio.gather(*(server.start() for server in servers))
        portal = await start(
            public_url=PORTAL,
            issuer=urls["issuer"],
            client_secret=CLIENT_SECRET,
            person_claim="person",
            upstreams={name: urls[name] for name in services},
            body_limit=100_000,
        )
        now = max([now, *(past.at for past in pasts.values())])
        for driver in (*services.values(), portal):
            driver.clock.set(now)
        here = Town(services, portal, issuer)
        if not pasts:
            await here.is_founded()
            pasts = {name: await driver.past(postgres.database) for name, driver in services.items()}
            foundings[london_date(now), names] = pasts
        yield here
    finally:
        await asyncio.gather(*(server.stop() for server in servers))  # each looks ten times a second whether it is to
