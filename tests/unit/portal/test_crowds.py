"""A crowd waits for its turn, loses no place, and stands in nobody else's way."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from services.portal.gateway import InTurn

SLOW, OTHER = "http://slow.example", "http://other.example"


class Slow(httpx.AsyncBaseTransport):
    """Answers when told to, but for the other service; counts who is with it."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.now = self.most = self.served = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/broken":
            raise httpx.ConnectError("away", request=request)
        if request.url.host == "slow.example":
            self.now += 1
            self.most = max(self.most, self.now)
            try:
                await self.go_on.wait()
            finally:
                self.now -= 1
        self.served += 1
        return httpx.Response(200, stream=_Body())


class _Body(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"served"


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
async def client(slow: Slow) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=InTurn(slow, at_once=2), timeout=5) as client:
        yield client


async def test_of_a_crowd_so_many_are_served_at_once_and_all_in_the_end(slow: Slow, client: httpx.AsyncClient) -> None:
    crowd = [asyncio.create_task(client.get(SLOW)) for _ in range(20)]
    await asyncio.sleep(0.01)
    assert (slow.now, slow.served) == (2, 0)

    slow.go_on.set()
    assert {answer.content for answer in await asyncio.gather(*crowd)} == {b"served"}
    assert (slow.most, slow.served) == (2, 20)


async def test_who_waits_for_one_service_keeps_nobody_from_another(slow: Slow, client: httpx.AsyncClient) -> None:
    crowd = [asyncio.create_task(client.get(SLOW)) for _ in range(5)]
    await asyncio.sleep(0.01)
    assert (await client.get(OTHER)).content == b"served"

    slow.go_on.set()
    await asyncio.gather(*crowd)


async def test_an_answer_holds_its_place_until_it_is_closed_and_gives_it_back_once(client: httpx.AsyncClient) -> None:
    first, second = [await client.send(client.build_request("GET", OTHER), stream=True) for _ in range(2)]
    third = asyncio.create_task(client.get(OTHER))
    await asyncio.sleep(0.01)
    assert not third.done()

    await first.aclose()
    await first.aclose()
    assert (await third).content == b"served"

    await client.send(client.build_request("GET", OTHER), stream=True)
    with pytest.raises(httpx.PoolTimeout):
        await client.get(OTHER, timeout=httpx.Timeout(5, pool=0.01))
    await second.aclose()


async def test_what_failed_or_was_given_up_has_no_place_any_more(slow: Slow, client: httpx.AsyncClient) -> None:
    for _ in range(3):
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{SLOW}/broken")
    given_up = [asyncio.create_task(client.get(SLOW)) for _ in range(5)]
    await asyncio.sleep(0.01)
    for each in given_up:
        each.cancel()
    await asyncio.gather(*given_up, return_exceptions=True)

    slow.go_on.set()
    assert (await client.get(SLOW)).content == b"served"
