"""How the portal is put together."""

from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from joserfc.jwk import OKPKey

from chassis.service import Service
from chassis.settings import Environment
from chassis.tokens import mint
from contracts import Grant
from contracts.vocabulary import Role
from services.portal import api, domain, pages, policy
from services.portal.gateway import Client, InTurn, Issuer, Registry, Upstreams
from services.portal.jobs import jobs
from services.portal.parts import Portal
from services.portal.settings import Settings

__all__ = ["Settings", "service"]

# Whoever waits for their turn waits as long as for an answer: a crowd is slow, and no service is away.
_TIMEOUT = httpx.Timeout(connect=5, read=60, write=60, pool=60)
# Shorter than a server's own 5 seconds, so that no request meets a connection that is just being closed.
_LIMITS = httpx.Limits(max_connections=None, keepalive_expiry=2)


def service(settings: Settings) -> Service:
    front = portal(settings)
    look = pages.Look(front, pages.Assets())
    return Service(
        name="portal",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router(front), *pages.ROUTERS],
        policy=policy.RULES,
        jobs=jobs(production=front.is_production),
        closing=[front.client.aclose, front.upstreams.aclose],
        error_page=partial(pages.error_page, front, look),
        state={"portal": front, "look": look},
    )


def portal(settings: Settings, *, transport: httpx.AsyncBaseTransport | None = None) -> Portal:
    """The portal's parts; nothing connects before the first request. A transport stands in for the network in tests."""
    key = OKPKey.import_key(settings.signing_key)

    def own_token(at: datetime) -> str:
        return mint(key, domain.PORTAL, [Grant(Role.OPERATOR)], at=at)

    # trust_env off: peers are addressed by settings, never through a proxy of the environment.
    network = transport or httpx.AsyncHTTPTransport(limits=_LIMITS, trust_env=False)
    client, passing_on = (
        httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False, transport=InTurn(network)) for _ in range(2)
    )
    return Portal(
        client=client,
        env=settings.env,
        key=key,
        operator_secret=settings.operator_secret.get_secret_value(),
        registry=Registry(client, url=settings.upstreams["registry"], token=own_token),
        upstreams=Upstreams(passing_on, settings.upstreams, body_limit=settings.body_limit),
        urls=settings.upstreams,
        public_url=settings.public_url.rstrip("/"),
        issuer=_issuer(settings, client),
        issuer_name=settings.issuer_name,
        issuer_origin=_origin(settings.issuer),
    )


def _issuer(settings: Settings, client: httpx.AsyncClient) -> Issuer | None:
    if settings.issuer is None or settings.client_secret is None:
        return None
    known_as = Client(
        issuer=settings.issuer,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        redirect_uri=settings.public_url.rstrip("/") + "/sign-in/callback",
        person_claim=settings.person_claim,
        takes_picked=settings.env is not Environment.PRODUCTION,
    )
    return Issuer(client, known_as)


def _origin(url: str | None) -> str:
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
