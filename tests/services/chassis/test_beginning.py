"""How a service begins: alive at once, at work only when its schema has been looked at."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from chassis.service import First, Part, Running
from tests.postgres import free_tcp_port
from tests.services.chassis.conftest import Toy

HERE = "http://127.0.0.1"


class Looking:
    """What is waited for before the toy begins."""

    def __init__(self, error: Exception | None = None) -> None:
        self.answered = asyncio.Event()
        self._error = error

    async def __call__(self, _: Any) -> None:
        await self.answered.wait()
        if self._error is not None:
            raise self._error


@contextlib.asynccontextmanager
async def starting(
    toy: Toy, first: First, stop: asyncio.Event
) -> AsyncIterator[tuple[httpx.AsyncClient, asyncio.Task[None]]]:
    """The toy's service, all of it but what needs Kafka; returns when it answers."""
    service = toy.running.service
    settings = service.settings.model_copy(update={"http_port": free_tcp_port()})
    running = Running(replace(service, settings=settings), {Part.API, Part.JOBS})
    task = asyncio.create_task(running.run(stop, first))
    async with httpx.AsyncClient(base_url=f"{HERE}:{settings.http_port}", trust_env=False) as client:
        while not task.done():
            with contextlib.suppress(httpx.TransportError):
                await client.get("/livez")
                break
            await asyncio.sleep(0.01)
        yield client, task
    stop.set()
    await asyncio.gather(task, return_exceptions=True)


async def begun(toy: Toy) -> None:
    while not await toy.count("lease"):
        await asyncio.sleep(0.01)


async def test_before_it_begins_a_service_answers_its_health_and_runs_no_job(toy: Toy) -> None:
    looking, stop = Looking(), asyncio.Event()
    async with starting(toy, looking, stop) as (client, _):
        await asyncio.sleep(0.2)
        ready, refused = await client.get("/readyz"), await client.get("/api/toy/operator/audit")

        assert (await client.get("/livez")).status_code == 200
        assert ready.status_code == 503
        assert "it has not begun: its schema has not been looked at yet" in ready.json()["reasons"]
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
        assert await toy.count("lease") == 0

        looking.answered.set()
        await asyncio.wait_for(begun(toy), 30)
        assert (await client.get("/readyz")).json()["reasons"] == []
        assert (await client.get("/api/toy/operator/audit")).status_code in (401, 404)


async def test_a_service_that_is_stopped_before_it_begins_ends_and_has_run_no_job(toy: Toy) -> None:
    looking, stop = Looking(), asyncio.Event()
    async with starting(toy, looking, stop) as (_, task):
        stop.set()
        await asyncio.wait_for(task, 30)

    assert await toy.count("lease") == 0


async def test_what_is_wrong_with_the_look_itself_ends_the_service_at_once(toy: Toy) -> None:
    looking, stop = Looking(ValueError("its password is wrong")), asyncio.Event()
    async with starting(toy, looking, stop) as (_, task):
        looking.answered.set()
        with pytest.raises(ExceptionGroup) as ended:
            await asyncio.wait_for(task, 30)

    assert ended.group_contains(ValueError, match="its password is wrong")
    assert await toy.count("lease") == 0
