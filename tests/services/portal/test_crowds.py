"""Many ask one service at once: whoever gets no turn is told so, and nobody holds a place for ever."""

import asyncio

import httpx
import pytest

from services.portal import app
from services.portal.gateway import upstreams
from services.portal.gateway.crowds import AT_ONCE
from tests.services.driver import Driver
from tests.services.portal.asking import ask
from tests.services.portal.conftest import Start
from tests.services.portal.region import Region
from tests.services.portal.upstream import Upstream


async def test_whoever_leaves_before_the_first_byte_keeps_no_place_at_the_service(portal: Driver) -> None:
    for _ in range(AT_ONCE + 1):
        await ask(portal, "/api/leave/several", asyncio.Queue(), gone=True)

    async with asyncio.timeout(30), portal.http() as client:
        assert (await client.get("/api/leave/several")).status_code == 200


async def test_who_reads_slowly_what_is_passed_on_keeps_no_page_and_no_sign_in_waiting(region: Region) -> None:
    """All of them at one service, which is the registry's address too, and nobody has signed in."""
    region.somebody("7000010", ("resident_doctor", None))
    arrived: asyncio.Queue[bytes] = asyncio.Queue()
    slow = [asyncio.create_task(ask(region.portal, "/api/leave/slowly", arrived)) for _ in range(AT_ONCE)]
    async with asyncio.timeout(10):
        for _ in slow:
            await arrived.get()
        await region.browser.sign_in("7000010")
        assert (await region.browser.open("/home")).status_code == 200

        region.upstream.go_on.set()
        assert set(await asyncio.gather(*slow)) == {200}


async def test_whoever_gets_no_turn_is_told_that_too_many_ask_and_not_that_the_service_is_away(
    start: Start, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_TIMEOUT", httpx.Timeout(5, pool=0.1))
    portal, arrived = await start(), asyncio.Queue[bytes]()
    slow = [asyncio.create_task(ask(portal, "/api/leave/slowly", arrived)) for _ in range(AT_ONCE)]
    async with asyncio.timeout(10), portal.http() as client:
        for _ in slow:
            await arrived.get()

        refused, away = await client.get("/api/leave/several"), await client.get("/api/feedback/written")
        upstream.go_on.set()
        await asyncio.gather(*slow)
        taken = await client.get("/api/leave/several")

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json()["type"] == "/problems/service-busy"
    assert refused.json()["detail"] == "too many are asking the service leave at once: try again in a moment"
    assert (away.status_code, "retry-after" in away.headers) == (502, False)
    assert taken.status_code == 200


async def test_who_takes_nothing_of_an_answer_loses_the_place_to_who_waits(
    portal: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upstreams, "_TAKEN_WITHIN", 0.5)
    arrived = asyncio.Queue[bytes]()
    stalled = [asyncio.create_task(ask(portal, "/api/leave/slowly", arrived, stalled=True)) for _ in range(AT_ONCE)]
    async with asyncio.timeout(10), portal.http() as client:
        for _ in stalled:
            await arrived.get()

        assert (await client.get("/api/leave/several")).status_code == 200
        await asyncio.gather(*stalled)


async def test_a_page_that_gets_no_turn_says_that_too_many_ask(region: Region, upstream: Upstream) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    client = region.portal.running.service.state["portal"].client
    client.timeout = httpx.Timeout(5, pool=0.1)
    slow = [
        await client.send(client.build_request("GET", f"{upstream.url}/api/leave/slowly"), stream=True)
        for _ in range(AT_ONCE)
    ]

    refused = await region.browser.open("/leave")
    for answer in slow:
        await answer.aclose()

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert "too many people are asking for this at once" in refused.text
    assert "Try again in a moment." in refused.text
