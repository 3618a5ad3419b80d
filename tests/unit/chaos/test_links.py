"""The weather of a link, over loopback."""

import asyncio
import contextlib
import os
import random
import time
from collections.abc import AsyncIterator

import pytest

from fairlead.chaos.links import Link, Weather

HOST = "127.0.0.1"


@pytest.fixture
async def link() -> AsyncIterator[Link]:
    """To a server that answers every byte with the same byte."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(65_536):
                writer.write(chunk)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, HOST, 0)
    target = server.sockets[0].getsockname()[:2]
    async with Link(target, chance=random.Random(7)) as link:
        yield link
    server.close()


@contextlib.asynccontextmanager
async def connected(link: Link) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(HOST, link.port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def echoed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, said: bytes) -> bytes:
    async def say() -> None:
        writer.write(said)
        await writer.drain()

    saying = asyncio.create_task(say())
    heard = await reader.readexactly(len(said))
    await saying
    return heard


async def test_in_fair_weather_every_byte_arrives_in_order(link: Link) -> None:
    said = os.urandom(3_000_000)

    async with connected(link) as (reader, writer):
        assert await echoed(reader, writer, said) == said


async def test_what_was_said_before_the_end_arrives_with_the_end(link: Link) -> None:
    said = os.urandom(500_000)

    async with connected(link) as (reader, writer):
        writer.write(said)
        writer.write_eof()
        assert await reader.read(-1) == said


async def test_latency_delays_each_way_and_does_not_narrow(link: Link) -> None:
    link.weather = Weather(latency=0.1)
    said = os.urandom(400_000)

    async with connected(link) as (reader, writer):
        began = time.monotonic()
        assert await echoed(reader, writer, said) == said

    assert 0.2 <= time.monotonic() - began < 1.0


async def test_bandwidth_bounds_the_bytes_a_second(link: Link) -> None:
    link.weather = Weather(bandwidth=200_000)

    async with connected(link) as (reader, writer):
        began = time.monotonic()
        await echoed(reader, writer, os.urandom(100_000))

    assert time.monotonic() - began > 0.3


async def test_a_reset_is_an_error_and_not_an_end(link: Link) -> None:
    link.weather = Weather(resets=1.0)

    async with connected(link) as (reader, writer):
        writer.write(b"hello")
        with pytest.raises(ConnectionResetError):
            await reader.read(1)


async def test_in_a_black_hole_nothing_answers_and_nothing_ends(link: Link) -> None:
    async with connected(link) as (reader, writer):
        await echoed(reader, writer, b"before")
        link.weather = Weather(blackhole=True)
        writer.write(b"into the hole")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.2)
        assert link.connections == 1


async def test_who_lost_bytes_is_reset_when_the_weather_clears_and_nobody_else(link: Link) -> None:
    async with connected(link) as (hurt, hurt_writer), connected(link) as (idle, idle_writer):
        await echoed(hurt, hurt_writer, b"before")
        await echoed(idle, idle_writer, b"before")
        link.weather = Weather(blackhole=True)
        hurt_writer.write(b"into the hole")
        await asyncio.sleep(0.1)
        link.heal()

        with pytest.raises(ConnectionResetError):
            await hurt.read(1)
        assert await echoed(idle, idle_writer, b"after") == b"after"


async def test_who_comes_during_a_black_hole_has_to_come_again(link: Link) -> None:
    link.weather = Weather(blackhole=True)
    async with connected(link) as (reader, writer):
        writer.write(b"hello")
        await asyncio.sleep(0.1)
        link.heal()
        with pytest.raises(ConnectionResetError):
            await reader.read(1)

    async with connected(link) as (reader, writer):
        assert await echoed(reader, writer, b"again") == b"again"


async def test_tearing_ends_all_that_are_open_and_takes_new_ones(link: Link) -> None:
    async with connected(link) as (reader, writer):
        await echoed(reader, writer, b"before")
        link.tear()
        with pytest.raises(ConnectionResetError):
            await reader.read(1)

    async with connected(link) as (reader, writer):
        assert await echoed(reader, writer, b"again") == b"again"


async def test_a_target_that_is_away_resets_who_asks_for_it() -> None:
    async with Link((HOST, 1)) as link, connected(link) as (reader, _):
        with pytest.raises(ConnectionResetError):
            await reader.read(1)


async def test_a_stopped_link_leaves_no_connection(link: Link) -> None:
    async with connected(link) as (reader, writer):
        await echoed(reader, writer, b"before")
        await link.stop()
        assert link.connections == 0
