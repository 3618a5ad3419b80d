"""The portal in front of a service on a real socket."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from joserfc.jwk import OKPKey

from tests.postgres import free_tcp_port
from tests.services.driver import Driver
from tests.services.portal.upstream import Upstream, served

SECRET = "an operator's secret of this test"


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    async with served(Upstream()) as running:
        yield running


@pytest.fixture
def start(
    drive: Callable[..., Awaitable[Driver]], upstream: Upstream, signing_key: OKPKey
) -> Callable[..., Awaitable[Driver]]:
    """``await start(env=…)``: a portal whose leave and registry are one upstream, and whose feedback is away."""

    async def begin(**settings: object) -> Driver:
        away = f"http://127.0.0.1:{free_tcp_port()}"
        ordinary: dict[str, object] = {
            "upstreams": {"leave": upstream.url, "registry": upstream.url, "feedback": away},
            "signing_key": signing_key.as_dict(private=True),
            "operator_secret": SECRET,
            "body_limit": 1_000,
        }
        return await drive("portal", **{**ordinary, **settings})

    return begin


@pytest.fixture
async def portal(start: Callable[..., Awaitable[Driver]]) -> Driver:
    return await start()
