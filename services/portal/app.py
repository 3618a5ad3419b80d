"""How the portal is put together."""

from datetime import datetime
from pathlib import Path

import httpx
from joserfc.jwk import OKPKey

from chassis.service import Service
from chassis.tokens import mint
from contracts import Grant
from contracts.vocabulary import Role
from services.portal import api, domain, policy
from services.portal.gateway import Registry, Upstreams
from services.portal.settings import Settings

__all__ = ["Settings", "service"]

_TIMEOUT = httpx.Timeout(connect=5, read=60, write=60, pool=10)
# Shorter than a server's own 5 seconds, so that no request meets a connection that is just being closed.
_LIMITS = httpx.Limits(max_connections=200, keepalive_expiry=2)


def service(settings: Settings) -> Service:
    front = portal(settings)
    return Service(
        name="portal",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=[api.router(front)],
        policy=policy.RULES,
        closing=[front.client.aclose],
    )


def portal(settings: Settings, *, transport: httpx.AsyncBaseTransport | None = None) -> api.Portal:
    """The portal's parts; nothing connects before the first request. A transport stands in for the network in tests."""
    key = OKPKey.import_key(settings.signing_key)

    def own_token(at: datetime) -> str:
        return mint(key, domain.PORTAL, [Grant(Role.OPERATOR)], at=at)

    # trust_env off: peers are addressed by settings, never through a proxy of the environment.
    client = httpx.AsyncClient(timeout=_TIMEOUT, limits=_LIMITS, trust_env=False, transport=transport)
    return api.Portal(
        client=client,
        env=settings.env,
        key=key,
        operator_secret=settings.operator_secret.get_secret_value(),
        registry=Registry(client, url=settings.upstreams["registry"], token=own_token),
        upstreams=Upstreams(client, settings.upstreams, body_limit=settings.body_limit),
    )
